import type { Box } from '../records/box.ts'
import type { GroupShare } from '../records/group.ts'
import type { Loan } from '../records/loan.ts'
import type { OrganisationId } from '../records/scalars.ts'
import type { Records } from '../state.ts'
import { shareThrough } from './groups.ts'
import { isTaken, liveLoanOf, loanNotBack } from './loans.ts'

/** L11: whose a box is, with whom, until when, as `viewer` is shown it. */
export type Custody =
  | { readonly state: 'ours' }
  | { readonly state: 'reserved'; readonly loan: Loan }
  | { readonly state: 'lent'; readonly loan: Loan }
  | { readonly state: 'borrowed'; readonly loan: Loan }
  | { readonly state: 'over'; readonly loan: Loan }
  /** G9: not available while a loan has it. */
  | { readonly state: 'through-group'; readonly share: GroupShare; readonly available: boolean }
  | { readonly state: 'retired' }

/** The custody of a box that `viewer` sees; undefined where nothing says how it comes to see it. */
export function custodyOf(records: Records, box: Box, viewer: OrganisationId): Custody | undefined {
  const loan = liveLoanOf(records, box.id)
  if (box.ownerId !== viewer) {
    if (loan?.recipientId === viewer) return { state: 'borrowed', loan }
    const share = shareThrough(records, box, viewer)
    return share && { state: 'through-group', share, available: box.holderId === box.ownerId }
  }
  if (box.retiredAt !== undefined) return { state: 'retired' }
  if (loan) return { state: isTaken(loan) ? 'lent' : 'reserved', loan }
  const over = loanNotBack(records, box.id)
  return over ? { state: 'over', loan: over } : { state: 'ours' }
}

/** How much of the loan's time is left, 0 to 1: from acceptance, or else creation, to the end. */
export function shareOfTimeLeft(loan: Pick<Loan, 'acceptedAt' | 'createdAt' | 'endsAt'>, now: string): number {
  const start = Date.parse(loan.acceptedAt ?? loan.createdAt)
  const end = Date.parse(loan.endsAt)
  return Math.min(1, Math.max(0, (end - Date.parse(now)) / (end - start)))
}
