import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'
import { whyNotUsable } from '../../../shared/rules/box-access.ts'
import { CallRefused } from '../call-refused.ts'
import type { Desk } from '../desk.ts'
import { checkMay } from '../identity/check-may.ts'
import { fateOf, ownRunOn } from './link-fate.ts'

/** @throws CallRefused where the member may not, or where there is neither a right to the box nor a run on it */
export function checkMayConnect(desk: Desk, boxId: BoxId, sessionId?: SessionId): void {
  checkMay(desk, 'timing.run')
  if (sessionId !== undefined) return
  const refusal = whyNotUsable(desk.records, desk.actor.organisationId, boxId, 'timing.run')
  if (refusal) throw new CallRefused(refusal.code)
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
