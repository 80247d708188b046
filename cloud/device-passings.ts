import type { Passing } from '../shared/records/passing.ts'
import type { BoxId } from '../shared/records/scalars.ts'
import { countedTime } from '../shared/rules/passings.ts'
import type { ApiKey } from './api-key.ts'
import type { Cloud } from './cloud.ts'
import { sessionOfToken } from './db/device-sessions.ts'
import { lockPassingBox, registeredAt } from './db/passings.ts'
import type { Tx } from './db/tables.ts'
import { transact } from './db/transact.ts'
import { ApiError } from './errors.ts'
import { storePassings } from './passings.ts'

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
