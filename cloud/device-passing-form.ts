import { z } from 'zod'
import { chipSchema, type Passing, passingSchema } from '../shared/records/passing.ts'
import { timeSchema } from '../shared/records/scalars.ts'

const nothingSchema = z.string().regex(/^\s*$/)
/** Some send it as a number; empty where only the chip is known. */
const bibSchema = z.union([chipSchema, z.int().nonnegative().transform(String), nothingSchema.transform(() => '')])
/** One chip or several, or none where it is empty. */
const chipsSchema = z.union([
  nothingSchema.transform(() => []),
  chipSchema.transform((chip) => [chip]),
  z.array(z.union([chipSchema, nothingSchema])).transform((chips) => chips.filter((chip) => chip.trim() !== '')),
])

/** One of the `passings_list` (interop.md). Fields beyond these are kept. */
export const sentPassingSchema = z.looseObject({
  bib: bibSchema,
  num_passing: passingSchema.shape.number,
  timestamp: timeSchema,
  latitude: passingSchema.shape.latitude.nullable(),
  longitude: passingSchema.shape.longitude.nullable(),
  chips: chipsSchema.nullish(),
})

export type Unreadable = { readonly field: string; readonly problem: string }

export type ReadPassing =
  | { readonly ok: true; readonly passing: Passing }
  | { readonly ok: false; readonly problem: Unreadable }

/** One that a device sent, as it is kept: its first chip, or else its bib, is the chip. */
export function readPassing(sent: unknown): ReadPassing {
  const read = sentPassingSchema.safeParse(sent)
  if (!read.success) return { ok: false, problem: problemOf(read.error) }
  const { bib, num_passing: number, timestamp: at, latitude, longitude, chips, ...more } = read.data
  const [firstChip, ...otherChips] = chips ?? []
  const chip = firstChip ?? bib
  if (chip === '') return { ok: false, problem: { field: 'bib', problem: 'neither a bib nor a chip' } }
  const told = Object.entries({ ...more, ...(otherChips.length > 0 ? { chips: otherChips } : {}) })
  const extra = Object.fromEntries(told.filter(([, value]) => value !== null))
  const passing = passingSchema.safeParse({
    ...{ at, number, chip },
    ...(firstChip === undefined || bib === '' ? {} : { bib }),
    ...(typeof latitude === 'number' ? { latitude } : {}),
    ...(typeof longitude === 'number' ? { longitude } : {}),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  })
  if (passing.success) return { ok: true, passing: passing.data }
  return { ok: false, problem: { field: '', problem: 'too much beside the documented fields' } }
}

function problemOf(error: z.ZodError): Unreadable {
  const [issue] = error.issues
  return { field: issue?.path.join('.') ?? '', problem: issue?.message ?? 'not valid' }
}
