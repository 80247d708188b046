import type { Loan } from '../records/loan.ts'
import type { BoxId, OrganisationId } from '../records/scalars.ts'
import type { Draft, Records } from '../state.ts'
import { addHistory, type Origin } from './history.ts'
import { releaseAssignment, runningSessionsOn, stopSession } from './race-use.ts'

/** The loan that the box is reserved or lent by. At most one (L8). */
export function liveLoanOf(records: Records, boxId: BoxId): Loan | undefined {
  return records.where('loan', 'boxId', boxId).find((loan) => loan.endedAt === undefined)
}

/** L18: the latest loan of the box, where it is over and nobody ticked the box in. */
export function loanNotBack(records: Records, boxId: BoxId): Loan | undefined {
  const latest = records
    .where('loan', 'boxId', boxId)
    .reduce<Loan | undefined>((found, loan) => (found && found.createdAt > loan.createdAt ? found : loan), undefined)
  return latest && isTaken(latest) && latest.endedAt && !latest.backAt ? latest : undefined
}

/** Whether somebody has the box by it, as the cloud says or as a receipt or return slip does (tickets.md). */
export function isTaken({ recipientId, receiptFromId }: Loan): boolean {
  return recipientId !== undefined || receiptFromId !== undefined
}

/** L9: ends every loan whose time has come, at that time, whenever it is noticed. */
export function settleDue(draft: Draft, now: string): void {
  for (const loan of [...draft.all('loan')]) {
    if (loan.endedAt === undefined && loan.endsAt <= now) {
      endLoan(draft, loan, { at: loan.endsAt, reason: 'expired' }, { source: loan.id, offline: false })
    }
  }
}

/** L9, in one step: access, timing run, event and checkpoints of the recipient end, and the owner has the box back. */
export function endLoan(
  draft: Draft,
  loan: Loan,
  end: { readonly at: string; readonly reason: NonNullable<Loan['endReason']>; readonly givenAt?: string },
  origin: Origin,
): void {
  draft.put('loan', { ...loan, endedAt: end.at, endReason: end.reason })
  const box = draft.get('box', loan.boxId)
  // Only on a desktop: lent anew by ticket, before it was heard that this one is over. Then the box stays where it is.
  const next = liveLoanOf(draft, loan.boxId)
  const isKept = next !== undefined && next.recipientId === loan.recipientId
  const left = loan.recipientId === undefined || isKept ? {} : endUse(draft, loan.boxId, loan.recipientId, end.at)
  if (box && !isKept) draft.put('box', { ...box, holderId: box.ownerId })
  const step = {
    box: { id: loan.boxId, serial: loan.boxSerial },
    loanId: loan.id,
    at: end.givenAt ?? end.at,
    what: end.reason,
  }
  const partner = loan.recipientId ?? loan.addressedToId
  addHistory(draft, origin, loan.ownerId, partner === undefined ? step : { ...step, partnerId: partner })
  if (loan.recipientId !== undefined) {
    addHistory(draft, origin, loan.recipientId, { ...step, ...left, partnerId: loan.ownerId })
  }
}

/** Takes the organisation's sessions and assignment off the box, and tells what that was. */
function endUse(draft: Draft, boxId: BoxId, organisationId: OrganisationId, at: string) {
  const sessions = runningSessionsOn(draft, boxId).filter((session) => session.organisationId === organisationId)
  for (const session of sessions) stopSession(draft, session, at, 'loan-ended')
  const assignment = draft.get('assignment', boxId)
  const released = assignment?.organisationId === organisationId ? releaseAssignment(draft, assignment) : {}
  return sessions.length > 0 ? { ...released, sessionStopped: true } : released
}
