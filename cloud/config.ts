import type { Plan } from '../shared/records/organisation.ts'
import type { RootKeys } from './root-keys.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** So many in so long a time. */
export interface Limit {
  readonly max: number
  readonly windowMs: number
}

export interface Config {
  /** O1: how many boxes each plan holds; null: no limit. */
  readonly plans: Readonly<Record<Plan, number | null>>
  readonly limits: {
    readonly signInsFailedByEmail: Limit
    readonly signInsFailedByAddress: Limit
    readonly signUpsByEmail: Limit
    readonly signUpsByAddress: Limit
    /** L5 */
    readonly unknownTokensByOrganisation: Limit
    readonly unknownTokensByAddress: Limit
    readonly unknownSharingCodesByOrganisation: Limit
    readonly unknownSharingCodesByAddress: Limit
    readonly wrongInvitationsByAddress: Limit
  }
  /** O10: from the last contact. */
  readonly signInLastsMs: number
  /** O10: so long after its removal a member's app may still upload what its own runs recorded. */
  readonly removedUploadsMs: number
  /** A command counts as given at most this long ago. */
  readonly oldestGivenMs: number
  /** From here on a command was given without a connection. */
  readonly offlineAfterMs: number
  /** So long the feed tells what went; whoever comes later begins anew. */
  readonly deletionsKeptMs: number
  /** How old the feed's `lastSeenAt` of an installation may get, so that contact alone doesn't wake everybody. */
  readonly lastSeenStaleMs: number
  readonly heartbeatMs: number
  /** A request that hasn't come whole by then, head and body, is answered and cut off. */
  readonly requestTimeoutMs: number
  /** An app listens once; beyond so many the oldest stream of the sign-in ends. */
  readonly mostStreamsOfSignIn: number
  /** Fewer than a program may have files open on most machines, so that the database stays within reach. */
  readonly mostConnections: number
  readonly certificateLastsMs: number
  /** How old the list of ended loans may be that `GET /v1/trust` gives. */
  readonly endedListStaleMs: number
  /** The operator's own; absent: the database's. */
  readonly rootKeys?: RootKeys
}

const STANDARD: Config = {
  plans: { FREE: 2, CLUB: 10, PRO: 50, UNLIMITED: null },
  limits: {
    signInsFailedByEmail: { max: 10, windowMs: 5 * MINUTE_MS },
    signInsFailedByAddress: { max: 50, windowMs: 5 * MINUTE_MS },
    signUpsByEmail: { max: 5, windowMs: 60 * MINUTE_MS },
    signUpsByAddress: { max: 20, windowMs: 60 * MINUTE_MS },
    unknownTokensByOrganisation: { max: 10, windowMs: MINUTE_MS },
    unknownTokensByAddress: { max: 30, windowMs: MINUTE_MS },
    unknownSharingCodesByOrganisation: { max: 10, windowMs: MINUTE_MS },
    unknownSharingCodesByAddress: { max: 30, windowMs: MINUTE_MS },
    wrongInvitationsByAddress: { max: 30, windowMs: MINUTE_MS },
  },
  signInLastsMs: 30 * DAY_MS,
  removedUploadsMs: 30 * DAY_MS,
  oldestGivenMs: 30 * DAY_MS,
  offlineAfterMs: MINUTE_MS,
  deletionsKeptMs: 90 * DAY_MS,
  lastSeenStaleMs: 15 * MINUTE_MS,
  heartbeatMs: 20_000,
  requestTimeoutMs: 2 * MINUTE_MS,
  mostStreamsOfSignIn: 10,
  mostConnections: 16_000,
  certificateLastsMs: 30 * DAY_MS,
  endedListStaleMs: 5000,
}

/** @param limitFactor 1,000 with a test clock, so that tests don't run into limits */
export function configWith(limitFactor: number, rootKeys?: RootKeys): Config {
  const limits = Object.fromEntries(
    Object.entries(STANDARD.limits).map(([name, limit]) => [name, { ...limit, max: limit.max * limitFactor }]),
  ) as Config['limits']
  const endedListStaleMs = STANDARD.endedListStaleMs / limitFactor
  return { ...STANDARD, limits, endedListStaleMs, ...(rootKeys === undefined ? {} : { rootKeys }) }
}
