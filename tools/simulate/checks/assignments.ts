import type { RecordOf } from '../../../shared/records/kinds.ts'
import { must } from './invariants.ts'
import type { Truth } from './truth.ts'

/** L8, L9, G8, G9: nothing is in use where nobody has the right to it any more. */
export function checkUse({ records }: Truth, nowMs: number): void {
  for (const { boxId, organisationId } of records.all('assignment')) check(boxId, organisationId, 'assigned')
  for (const { boxId, organisationId, stoppedAt } of records.all('session'))
    if (stoppedAt === undefined) check(boxId, organisationId, 'in a run')

  function check(boxId: string, organisationId: string, how: string): void {
    const box = records.get('box', boxId)
    const loan = [...records.all('loan')].find((one) => one.boxId === boxId && one.endedAt === undefined)
    // It ends at its time; that is written down within a second, if the cloud is up.
    if (loan !== undefined && Date.parse(loan.endsAt) <= nowMs) return
    must(
      box !== undefined && mayUse(box, loan, organisationId),
      'right',
      () => `box ${boxId} is ${how} by ${organisationId}`,
    )
  }

  function mayUse(box: RecordOf<'box'>, loan: RecordOf<'loan'> | undefined, organisationId: string): boolean {
    if (loan !== undefined) return loan.recipientId === organisationId
    return box.ownerId === organisationId || isShared(box.groupId, organisationId)
  }

  function isShared(groupId: string | null, receiverId: string): boolean {
    if (groupId === null) return false
    if (records.get('groupShare', groupId)?.receiverId === receiverId) return true
    return isShared(records.get('group', groupId)?.parentId ?? null, receiverId)
  }
}
