import { z } from 'zod'
import { timeSchema } from './scalars.ts'

/** A word that a box or a program made: any text that can be stored. */
const wordSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'text')

export const chipSchema = storable(z.string().trim().min(1).max(100))

/** No database keeps NUL or half a surrogate pair in a text. */
function storable(schema: z.ZodString) {
  return schema.refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'text')
}

/** Unknown fields of a box are kept beside the known ones, as JSON of at most so many characters. */
export const MAX_EXTRA_CHARACTERS = 2000

/**
 * One read of a chip by a box, as it was read (R3, R4). Not a record: it is never changed, and isn't in the feed.
 * The same box, `at`, `number` and `chip` are the same passing, whichever way it comes.
 */
export const passingSchema = z.object({
  /** The box's own stamp, to the millisecond: whatever its clock said. */
  at: timeSchema,
  /** The box counts its passings. */
  number: z.int().nonnegative(),
  chip: chipSchema,
  antenna: z.int().min(0).max(1000).optional(),
  rssi: z.number().min(-1000).max(1000).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  receivedAt: timeSchema.optional(),
  /** What the device API names beside the chip. */
  bib: wordSchema.optional(),
  extra: z
    .record(z.string(), z.custom<z.core.util.JSONType>(isJson))
    .refine((extra) => JSON.stringify(extra).length <= MAX_EXTRA_CHARACTERS, 'too much')
    .optional(),
})
export type Passing = z.output<typeof passingSchema>

/** As `z.json()` has it, whose cycle keeps a schema from being compiled. */
function isJson(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isJson)
  if (z.core.util.isPlainObject(value)) return Object.values(value).every(isJson)
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

/** L10: by what a passing's time counts: by the box's stamp less its clock's offset, or by when it was received. */
export const countedBySchema = z.enum(['stamp', 'received'])
export type CountedBy = z.output<typeof countedBySchema>

/** A passing with the time that counts. */
export const countedPassingSchema = passingSchema.extend({
  receivedAt: timeSchema,
  countedAt: timeSchema,
  countedBy: countedBySchema,
})
export type CountedPassing = z.output<typeof countedPassingSchema>
