import type { BoxId, OrganisationId, SessionId } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { whyNotUsable } from '../../../shared/rules/box-access.ts'
import { ASIDE_LASTS_MS } from '../../../shared/rules/passings.ts'
import { runningSessionsOn } from '../../../shared/rules/race-use.ts'
import { endedWithRight, rightEndOf } from '../../../shared/rules/session-right.ts'
import type { Records } from '../../../shared/state.ts'

/** What becomes of a connection. `stop`: a person ended the run; `close`: there is nothing to record any more. */
export type Fate =
  | { readonly kind: 'keep' | 'stop' | 'close' }
  /** A newer run on the same box. */
  | { readonly kind: 'goes-into'; readonly session: Session }

export interface LinkedRun {
  readonly boxId: BoxId
  readonly sessionId: SessionId | undefined
}

const KEEP: Fate = { kind: 'keep' }
const CLOSE: Fate = { kind: 'close' }

/** What becomes of this laptop's connection to a box, by what it knows now. */
export function fateOf(records: Records, organisationId: OrganisationId, run: LinkedRun, now: string): Fate {
  const { boxId, sessionId } = run
  const session = records.get('session', sessionId ?? '')
  if (session && session.stoppedAt === undefined) return isAsideOver(records, session, now) ? CLOSE : KEEP
  const running = ownRunOn(records, organisationId, boxId)
  if (running) return { kind: 'goes-into', session: running }
  if (sessionId === undefined) {
    return whyNotUsable(records, organisationId, boxId, 'timing.run') === undefined ? KEEP : CLOSE
  }
  if (session === undefined) return CLOSE
  // L19
  if (endedWithRight(session)) return isAsideOver(records, session, now) ? CLOSE : KEEP
  return session.stopReason === 'replaced' ? CLOSE : { kind: 'stop' }
}

/** The organisation's run that is on; the latest, where it doesn't know yet which of two. */
export function ownRunOn(records: Records, organisationId: OrganisationId, boxId: BoxId): Session | undefined {
  return runningSessionsOn(records, boxId)
    .filter((session) => session.organisationId === organisationId)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .at(-1)
}

/** L19: what comes after a right's end is set aside for 24 h. */
function isAsideOver(records: Records, session: Session, now: string): boolean {
  const end = rightEndOf(records, session)
  return end !== undefined && Date.parse(now) >= Date.parse(end.at) + ASIDE_LASTS_MS
}
