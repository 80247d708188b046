import { z } from 'zod'
import { chipSchema, type Passing, passingSchema } from '../shared/records/passing.ts'
import { type BoxId, timeSchema } from '../shared/records/scalars.ts'
import { countedTime } from '../shared/rules/passings.ts'
import type { ApiKey } from './api-key.ts'
import type { Cloud } from './cloud.ts'
import { sessionOfToken } from './db/device-sessions.ts'
import type { Tx } from './db/open.ts'
import { lockPassingBox, registeredAt } from './db/passings.ts'
import { transact } from './db/transact.ts'
import { ApiError } from './errors.ts'
import { storePassings } from './passings.ts'

const nothingSchema = z.string().regex(/^\s*$/)
/** Some send it as a number; empty where only the chip is known. */
const bibSchema = z.union([chipSchema, z.int().nonnegative().transform(String), nothingSchema.transform(() => '')])
/** One chip or several, or none where it is empty. */
const chipsSchema = z.union([
  nothingSchema.transform(() => []),
  chipSchema.transform((chip) => [chip]),
  z.array(chipSchema),
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
  return passing.success ? { ok: true, passing: passing.data } : { ok: false, problem: problemOf(passing.error) }
}

function problemOf(error: z.ZodError): Unreadable {
  const [issue] = error.issues
  return { field: issue?.path.join('.') ?? '', problem: issue?.message ?? 'not valid' }
}

/** In the words that devices know. */
class SessionGone extends ApiError {
  override readonly message = 'Session not found or closed'

  constructor() {
    super('NOT_FOUND')
  }
}

export interface TakenPassings {
  /** New ones (R3). */
  readonly inserted: number
  /** Not of the run's time, or not the key's to send (L10): they aren't kept. */
  readonly leftOut: number
}

/**
 * Stores what was recorded in the run of that token. One that is over takes only what is of its time.
 * @throws ApiError NOT_FOUND where there is no such run for the key, or nothing is of its time
 */
export async function takePassings(
  cloud: Cloud,
  key: ApiKey,
  token: string,
  passings: readonly Passing[],
): Promise<TakenPassings> {
  return await transact(cloud.db, async (trx) => {
    const session = await sessionOfToken(trx, token)
    // L10: a box's own key works whoever's run it is.
    const isOwn = key.boxId === null ? session?.organisationId === key.organisationId : session?.boxId === key.boxId
    if (session === undefined || !isOwn) throw new SessionGone()
    const { id: sessionId, boxId, stoppedAt } = session
    const own = stoppedAt === null ? passings : await ofTime(cloud, trx, { ...session, stoppedAt }, passings)
    if (stoppedAt !== null && own.length === 0) throw new SessionGone()
    const organisationId = key.boxId === null ? key.organisationId : 'decide'
    const { stored, known } = await storePassings(cloud, trx, { organisationId, boxId, sessionId, passings: own })
    return { inserted: stored, leftOut: passings.length - stored - known }
  })
}

interface Over {
  readonly boxId: BoxId
  readonly startedAt: string
  readonly stoppedAt: string
}

/** Those whose time, as it counts, is the run's. */
async function ofTime(
  cloud: Cloud,
  trx: Tx,
  { boxId, startedAt, stoppedAt }: Over,
  passings: readonly Passing[],
): Promise<readonly Passing[]> {
  const since = await registeredAt(trx, boxId)
  if (since === undefined) return []
  const { clockOffsetMs } = await lockPassingBox(trx, boxId)
  const receivedAt = cloud.clock.now()
  return passings.filter(({ at }) => {
    const { countedAt } = countedTime({ at, receivedAt, clockOffsetMs, registeredAt: since })
    return countedAt >= startedAt && countedAt < stoppedAt
  })
}
