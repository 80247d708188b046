import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'
import { whyNotUsable } from '../../../shared/rules/box-access.ts'
import type { Desk } from '../desk.ts'

/** @throws where the member may not, or where there is neither a right to the box nor a run on it */
export function checkMayConnect({ actor, records }: Desk, boxId: BoxId, sessionId?: SessionId): void {
  if (!actor.permissions.has('timing.run')) throw new Error('not allowed to connect to boxes')
  if (sessionId === undefined && whyNotUsable(records, actor.organisationId, boxId, 'timing.run')) {
    throw new Error('no box to connect to')
  }
}
