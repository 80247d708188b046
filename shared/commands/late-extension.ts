import type { Loan } from '../records/loan.ts'
import { whyNotMore } from '../rules/allowance.ts'
import { runningSessionsOn } from '../rules/race-use.ts'
import type { Records } from '../state.ts'
import type { Turn } from './define.ts'

/**
 * L13, F4: both sides may have been without internet over the end. A loan that only its time has ended goes on where the
 * extension was made before that, and nothing has happened to the box since.
 */
export function canGoOn({ draft }: Turn, loan: Loan, madeAt: string): boolean {
  if (loan.endReason !== 'expired' || madeAt >= loan.endsAt || loan.backAt !== undefined) return false
  if (!isUntouched(draft, loan)) return false
  // L6: another box may have taken its place.
  return loan.recipientId === undefined || whyNotMore(draft, loan.recipientId, 1) === undefined
}

/** The loan as it was before its end, with the box where it was then. */
export function goOn({ draft }: Turn, loan: Loan): Loan {
  const { endedAt: _, endReason: __, ...live } = loan
  draft.put('loan', live)
  const box = draft.get('box', loan.boxId)
  if (box) draft.put('box', { ...box, holderId: loan.recipientId ?? null })
  return live
}

function isUntouched(records: Records, loan: Loan): boolean {
  const box = records.get('box', loan.boxId)
  // On a recipient's laptop the box is gone with the loan: the cloud decides.
  if (box === undefined || box.holderId !== box.ownerId || box.retiredAt !== undefined || box.outOfService) return false
  const isLentSince = records.where('loan', 'boxId', loan.boxId).some((other) => other.createdAt > loan.createdAt)
  const isUsed = records.get('assignment', box.id) !== undefined || runningSessionsOn(records, box.id).length > 0
  return !isLentSince && !isUsed
}
