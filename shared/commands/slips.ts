import { z } from 'zod'
import type { Loan } from '../records/loan.ts'
import type { LoanId, OrganisationId } from '../records/scalars.ts'
import { endLoan } from '../rules/loans.ts'
import { checkExtension, checkLoanSlip } from '../tickets/check-slip.ts'
import { cutToSeconds } from '../tickets/forms.ts'
import { accept, defineCommand, originOf, type Refused, refuse, type Turn, type Verdict } from './define.ts'
import { extendUntil, whyTooLate } from './extending.ts'
import { endOf, knowSigner, mayStillLend, visibleLoan } from './loan-steps.ts'

/** A ticket or slip as text: `TRK1:` and base45 of at most 4 KiB. */
export const signedTextSchema = z.string().max(8000)

/** The recipient gave back, whoever of the two sends it on. Its time counts, held between acceptance and now. */
export function returnBySlip(turn: Turn, text: string): Verdict {
  const checked = checkLoanSlip(text, 'return-slip', turn.signed.trust, turn.now)
  if ('code' in checked) return refuse(checked.code, checked.details)
  const { payload, certificate } = checked
  if (turn.partial) knowSigner(turn, certificate)
  const by = certificate.organisationId
  return forEachLoan(turn, payload.loanIds, (loan) => {
    if (loan.recipientId !== by && !mayHaveTaken(by, loan)) return notFor(loan)
    if (loan.endedAt !== undefined) return refuse('LOAN_ENDED', endOf(loan))
    const since = loan.acceptedAt ?? loan.createdAt
    const given = earlier(payload.at, turn.now)
    const at = given > since ? given : since
    // Nobody else can have taken it, though its taking hasn't been heard of yet.
    const isNews = loan.recipientId === undefined && loan.receiptFromId !== by
    const taken = isNews ? { ...loan, receiptFromId: by, receiptAt: at } : loan
    endLoan(turn.draft, taken, { at, reason: 'returned' }, originOf(turn))
    return undefined
  })
}

/** The owner lends for longer; the recipient sends its slip on. */
export function extendBySlip(turn: Turn, text: string): Verdict {
  const checked = checkExtension(text, turn.signed.trust, turn.at)
  if ('code' in checked) return refuse(checked.code, checked.details)
  const { payload, certificate } = checked
  const isByLender = mayStillLend(turn, certificate)
  const endsAt = new Map(payload.loans.map((loan) => [loan.loanId, loan.endsAt]))
  return forEachLoan(turn, [...endsAt.keys()], (loan) => {
    if (loan.ownerId !== certificate.organisationId) return notFor(loan)
    const end = endsAt.get(loan.id) ?? loan.endsAt
    // The owner's own report may have come before: nothing is done twice, also where the loan is over since.
    if (end <= cutToSeconds(loan.endsAt)) return undefined
    const tooLate = whyTooLate(turn, loan, payload.at)
    if (tooLate) return tooLate
    if (!isByLender) return refuse('TICKET_INVALID', { reason: 'may-not-lend', serial: loan.boxSerial })
    extendUntil(turn, loan, { endsAt: end, madeAt: earlier(payload.at, turn.now) })
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
    if (turn.partial) knowSigner(turn, certificate)
    return forEachLoan(turn, payload.loanIds, (loan) => {
      if (loan.ownerId !== turn.actor.organisationId) return refuse('NOT_OWNER', { serial: loan.boxSerial })
      if (loan.recipientId !== undefined || loan.endedAt !== undefined) return undefined
      const by = certificate.organisationId
      if (!mayHaveTaken(by, loan)) return notFor(loan)
      turn.draft.put('loan', { ...loan, receiptFromId: by, receiptAt: earlier(payload.at, turn.now) })
      return undefined
    })
  },
})

/** Acts on those of the loans that can be acted on; refused, with the first reason, where there is none. */
function forEachLoan(turn: Turn, named: readonly LoanId[], act: (loan: Loan) => Refused | undefined): Verdict {
  const tried = [...new Set(named)].map((loanId) => {
    const loan = visibleLoan(turn, loanId)
    return { loanId, refused: 'code' in loan ? loan : act(loan) }
  })
  const loanIds = tried.flatMap(({ loanId, refused }) => (refused ? [] : [loanId]))
  return loanIds.length > 0 ? accept({ loanIds }) : (tried[0]?.refused ?? refuse('TICKET_INVALID'))
}

/** Only who took the loan has a slip of it; whoever decides here may not have heard of the taking yet. */
function mayHaveTaken(by: OrganisationId, loan: Loan): boolean {
  return loan.recipientId === undefined && by !== loan.ownerId && (loan.addressedToId ?? by) === by
}

function notFor(loan: Loan): Refused {
  return refuse('TICKET_INVALID', { reason: 'differs', serial: loan.boxSerial })
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}
