import type { CountedBy } from '../records/passing.ts'
import type { BoxId, OrganisationId } from '../records/scalars.ts'
import type { Session } from '../records/session.ts'
import type { Records } from '../state.ts'
import { rightEndOf, takesPassing } from './session-right.ts'

/** A stamp later than its receipt by more than this can't be right (L10). */
const MAX_AHEAD_MS = 5 * 60_000
/** L19: so long what comes after a right's end is set aside. */
export const ASIDE_LASTS_MS = 24 * 3_600_000

export interface Stamp {
  /** The box's own, ISO 8601 in UTC with milliseconds. */
  readonly at: string
  readonly receivedAt: string
  /** How far the box's clock is ahead; 0 where nobody measured it. */
  readonly clockOffsetMs: number
  readonly registeredAt: string
}

/** L10: the time that counts for a passing. */
export function countedTime(stamp: Stamp): { readonly countedAt: string; readonly countedBy: CountedBy } {
  const ms = Date.parse(stamp.at) - stamp.clockOffsetMs
  const isPlausible =
    ms >= Date.parse(stamp.registeredAt) && ms <= Date.parse(stamp.receivedAt) + MAX_AHEAD_MS && ms < END_OF_TIME_MS
  return isPlausible
    ? { countedAt: stamp.clockOffsetMs === 0 ? stamp.at : new Date(ms).toISOString(), countedBy: 'stamp' }
    : { countedAt: stamp.receivedAt, countedBy: 'received' }
}

const END_OF_TIME_MS = Date.parse('9999-12-31T00:00:00.000Z')

/** L10, outside any session: who held the box then. Undefined on a desktop that doesn't know the box any more. */
export function holderAt(records: Records, boxId: BoxId, at: string): OrganisationId | undefined {
  const loan = records
    .where('loan', 'boxId', boxId)
    .find(({ acceptedAt, endedAt, endsAt }) => acceptedAt !== undefined && acceptedAt <= at && at < (endedAt ?? endsAt))
  return loan?.recipientId ?? records.get('box', boxId)?.ownerId
}

/** Where a passing belongs, for one organisation. */
export type Place =
  | { readonly kind: 'session'; readonly session: Session }
  /** Ours, but in no session. */
  | { readonly kind: 'outside' }
  /** L19: recorded after the right had ended; ours only if it is adopted. */
  | { readonly kind: 'aside'; readonly after: Session }
  /** Another organisation's: counted, never kept (L10). */
  | { readonly kind: 'not-ours' }

export interface Recorded {
  readonly boxId: BoxId
  readonly countedAt: string
  /** The run in which it was recorded, as its laptop says. */
  readonly session: Session | undefined
  /** When that laptop heard of an end of the right that couldn't be foreseen. */
  readonly learntAt?: string | undefined
}

/** L10, L19: the same on desktop and cloud, each with the records that it has. */
export function placeOf(records: Records, organisationId: OrganisationId, recorded: Recorded): Place {
  const { boxId, countedAt, session, learntAt } = recorded
  if (session && takesPassing(records, session, countedAt, learntAt)) return { kind: 'session', session }
  const earlier = records
    .where('session', 'boxId', boxId)
    .find((other) => other.organisationId === organisationId && isWithin(records, other, countedAt))
  if (earlier) return { kind: 'session', session: earlier }
  if (holderAt(records, boxId, countedAt) === organisationId) return { kind: 'outside' }
  if (session && isAfterRight(records, session, countedAt)) return { kind: 'aside', after: session }
  return { kind: 'not-ours' }
}

/** Whether a run that may be over took it: after its end there is nobody who didn't know. */
function isWithin(records: Records, session: Session, countedAt: string): boolean {
  if (session.stoppedAt !== undefined && countedAt >= session.stoppedAt) return false
  return takesPassing(records, session, countedAt, countedAt)
}

function isAfterRight(records: Records, session: Session, countedAt: string): boolean {
  const end = rightEndOf(records, session)
  return end !== undefined && countedAt >= end.at && Date.parse(countedAt) < Date.parse(end.at) + ASIDE_LASTS_MS
}
