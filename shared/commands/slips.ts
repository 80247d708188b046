import { z } from 'zod'
import type { Loan } from '../records/loan.ts'
import type { LoanId } from '../records/scalars.ts'
import { endLoan } from '../rules/loans.ts'
import { viewOf } from '../rules/visibility.ts'
import { checkExtension, checkLoanSlip } from '../tickets/check-slip.ts'
import { type Certificate, cutToSeconds } from '../tickets/forms.ts'
import { accept, defineCommand, originOf, type Refused, refuse, type Turn, type Verdict } from './define.ts'
import { endOf, tellBothSides } from './loan-steps.ts'

/** A ticket or slip as text: `TRK1:` and base45 of at most 4 KiB. */
export const signedTextSchema = z.string().max(8000)

/** The recipient gave back, whoever of the two sends it on. Its time counts, held between acceptance and now. */
export function returnBySlip(turn: Turn, text: string): Verdict {
  const checked = checkLoanSlip(text, 'return-slip', turn.signed.trust, turn.now)
  if ('code' in checked) return refuse(checked.code, checked.details)
  const { payload, certificate } = checked
  return forEachLoan(turn, payload.loanIds, (loan) => {
    if (loan.recipientId !== certificate.organisationId && !isTakenBy(loan, certificate)) return notFor(loan)
    if (loan.endedAt !== undefined) return refuse('LOAN_ENDED', endOf(loan))
    const at = [loan.acceptedAt ?? loan.createdAt, min(payload.at, turn.now)].toSorted().at(-1) ?? turn.now
    endLoan(turn.draft, loan, { at, reason: 'returned' }, originOf(turn))
    return undefined
  })
}

/** The owner lends for longer; the recipient sends its slip on. */
export function extendBySlip(turn: Turn, text: string): Verdict {
  const checked = checkExtension(text, turn.signed.trust, turn.now)
  if ('code' in checked) return refuse(checked.code, checked.details)
  const { payload, certificate } = checked
  const endsAt = new Map(payload.loans.map((loan) => [loan.loanId, loan.endsAt]))
  return forEachLoan(turn, [...endsAt.keys()], (loan) => {
    if (loan.ownerId !== certificate.organisationId) return notFor(loan)
    if (loan.endedAt !== undefined) return refuse('LOAN_ENDED', endOf(loan))
    const end = endsAt.get(loan.id) ?? loan.endsAt
    // The owner's own report may have come before: nothing is done twice.
    if (end <= cutToSeconds(loan.endsAt)) return undefined
    turn.draft.put('loan', { ...loan, endsAt: end })
    tellBothSides(turn, loan, { what: 'extended', at: payload.at, endsAt: end })
    return undefined
  })
}

/** The owner scanned the recipient's receipt: it sees to whom the box went, before either of them reached the cloud. */
export const noteReceipt = defineCommand({
  permission: 'share.lend',
  args: z.object({ slip: signedTextSchema }),
  decide(turn, { slip }) {
    const checked = checkLoanSlip(slip, 'receipt', turn.signed.trust, turn.now)
    if ('code' in checked) return refuse(checked.code, checked.details)
    const { payload, certificate } = checked
    if (turn.partial) know(turn, certificate)
    return forEachLoan(turn, payload.loanIds, (loan) => {
      if (loan.ownerId !== turn.actor.organisationId) return refuse('NOT_OWNER', { serial: loan.boxSerial })
      if (loan.recipientId !== undefined || loan.endedAt !== undefined) return undefined
      const by = certificate.organisationId
      if (loan.addressedToId !== undefined && loan.addressedToId !== by) return notFor(loan)
      turn.draft.put('loan', { ...loan, receiptFromId: by, receiptAt: payload.at })
      return undefined
    })
  },
})

/** Acts on those of the loans that can be acted on; refused, with the first reason, where there is none. */
function forEachLoan(turn: Turn, loanIds: readonly LoanId[], act: (loan: Loan) => Refused | undefined): Verdict {
  const refusals = loanIds.map((loanId) => {
    const loan = turn.draft.get('loan', loanId)
    const isVisible = loan && viewOf(turn.draft, 'loan', loan, turn.actor.organisationId)
    return loan && isVisible ? act(loan) : refuse('NOT_FOUND', { loanId })
  })
  const [first] = refusals
  return first && refusals.every((refusal) => refusal !== undefined) ? first : accept({ loanIds: [...loanIds] })
}

/** Only who took the loan has a slip of it; the cloud may not have heard of the taking yet. */
function isTakenBy(loan: Loan, certificate: Certificate): boolean {
  const by = certificate.organisationId
  return loan.recipientId === undefined && by !== loan.ownerId && (loan.addressedToId ?? by) === by
}

function notFor(loan: Loan): Refused {
  return refuse('TICKET_INVALID', { reason: 'differs', serial: loan.boxSerial })
}

function know({ draft, at }: Turn, certificate: Certificate): void {
  const { organisationId: id, organisationName: name, organisationNumber: number } = certificate
  if (draft.get('partner', id) === undefined) draft.put('partner', { id, name, number, since: at })
}

function min(a: string, b: string): string {
  return a < b ? a : b
}
