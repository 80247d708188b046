import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'
import { whyNotUsable } from '../../../shared/rules/box-access.ts'
import type { Desk } from '../desk.ts'
import { fateOf, ownRunOn } from './link-fate.ts'

/** @throws where the member may not, or where there is neither a right to the box nor a run on it */
export function checkMayConnect({ actor, records }: Desk, boxId: BoxId, sessionId?: SessionId): void {
  if (!actor.permissions.has('timing.run')) throw new Error('not allowed to connect to boxes')
  if (sessionId === undefined && whyNotUsable(records, actor.organisationId, boxId, 'timing.run')) {
    throw new Error('no box to connect to')
  }
}

/** The run that is on, or the one before, where that is still recorded for (L19): of one that a person stopped nothing comes any more. */
export function runToConnectFor(
  { records, actor, clock }: Desk,
  boxId: BoxId,
  lastId: SessionId | undefined,
): SessionId | undefined {
  const running = ownRunOn(records, actor.organisationId, boxId)
  if (running) return running.id
  const fate = fateOf(records, actor.organisationId, { boxId, sessionId: lastId }, clock.now())
  return fate.kind === 'keep' ? lastId : undefined
}
