import { UNKNOWN_SINCE } from '../records/box.ts'
import type { Loan } from '../records/loan.ts'
import type { OrganisationId } from '../records/scalars.ts'
import { whyNotMore } from '../rules/allowance.ts'
import { addHistory, organisationName } from '../rules/history.ts'
import { liveLoanOf } from '../rules/loans.ts'
import { isSameStart } from '../tickets/ahead.ts'
import { checkTicket, type GoodTicket } from '../tickets/check-ticket.ts'
import type { Certificate, Ticket } from '../tickets/forms.ts'
import { accept, originOf, type Refused, refuse, type Turn, type Verdict } from './define.ts'
import { bindRecipient, knowSigner, mayStillLend, takeOffToLend } from './loan-steps.ts'

type LoanInTicket = Ticket['loans'][number]

/** What becomes of one loan of a ticket. */
type Claim =
  | { readonly kind: 'refused'; readonly refusal: Refused }
  /** F8: another laptop of ours took it already. */
  | { readonly kind: 'ours' }
  /** `loan` undefined: its owner hasn't reported it yet. */
  | { readonly kind: 'open'; readonly loan: Loan | undefined }

/**
 * Takes the loans of a ticket, on its signature alone (F4): on a desktop at once, in the cloud whichever side comes first.
 * Those that can't be had are left out and named; refused only where none is left.
 */
export function acceptTicket(turn: Turn, text: string): Verdict {
  const { signed, actor } = turn
  const good = checkTicket(text, { ...signed, at: turn.at, organisationId: actor.organisationId })
  if ('code' in good) return refuse(good.code, good.details)
  const claims = good.ticket.loans.map((named) => ({ named, claim: claimOf(turn, good, named) }))
  const mine = claims.filter(({ claim }) => claim.kind !== 'refused')
  const refusals = claims.flatMap(({ named, claim }) => (claim.kind === 'refused' ? [{ named, ...claim }] : []))
  if (mine.length === 0) return refusals[0]?.refusal ?? refuse('TICKET_INVALID')
  const wanted = mine.filter(({ claim }) => claim.kind === 'open' && !isOver(turn, good, claim.loan)).length
  const limit = wanted === 0 ? undefined : whyNotMore(turn.draft, actor.organisationId, wanted)
  if (limit) return refuse(limit.code, limit.details)
  for (const { named, claim } of mine) {
    if (claim.kind !== 'open') continue
    const loan = claim.loan ?? openLoan(turn, good, named)
    bindRecipient(turn, loan, heldWithin(loan, turn.at))
  }
  return accept({
    loanIds: mine.map(({ named }) => named.loanId),
    leftOut: refusals.map(({ named, refusal }) => ({ serial: named.serial, ...refusalOnly(refusal) })),
  })
}

/** The owner's own report of a loan that a ticket opened before: the same loan, and now with its code (tickets.md). */
export function acceptReport(
  turn: Turn,
  loan: Loan,
  report: {
    readonly boxId: string
    readonly tokenHash: string
    readonly recipientId?: OrganisationId | undefined
    readonly validity: string
    readonly note?: string | undefined
  },
): Verdict | undefined {
  const isSame =
    loan.ownerId === turn.actor.organisationId &&
    loan.tokenHash === undefined &&
    loan.boxId === report.boxId &&
    loan.addressedToId === report.recipientId &&
    loan.validity === report.validity &&
    isSameStart(turn.at, loan.createdAt)
  if (!isSame) return undefined
  turn.draft.put('loan', { ...loan, tokenHash: report.tokenHash, ...(report.note ? { note: report.note } : {}) })
  return accept({ endsAt: loan.endsAt })
}

function refusalOnly({ code, details }: Refused) {
  return details === undefined ? { code } : { code, details }
}

function claimOf(turn: Turn, good: GoodTicket, named: LoanInTicket): Claim {
  const refused = (refusal: Refused): Claim => ({ kind: 'refused', refusal })
  if (turn.signed.endedAt(named.loanId) !== undefined) return refused(refuse('TOKEN_REVOKED'))
  const loan = turn.draft.get('loan', named.loanId)
  if (loan === undefined) {
    const why = turn.partial ? undefined : whyNotOnBehalf(turn, good.certificate, named)
    return why ? refused(why) : { kind: 'open', loan }
  }
  if (!isOf(loan, good, named)) return refused(refuse('TICKET_INVALID', { reason: 'differs' }))
  if (loan.recipientId === turn.actor.organisationId) return { kind: 'ours' }
  if (loan.recipientId !== undefined) return refused(refuse('TOKEN_USED', winnerOf(turn, loan)))
  if (loan.endReason === 'revoked') return refused(refuse('TOKEN_REVOKED'))
  // Given back before anybody heard of its being taken: by the slip's maker, and by nobody else.
  if (loan.endReason === 'returned' && loan.receiptFromId !== turn.actor.organisationId) {
    return refused(refuse('TOKEN_USED', winnerOf(turn, loan)))
  }
  return { kind: 'open', loan }
}

function isOf(loan: Loan, { ticket, certificate, validity }: GoodTicket, named: LoanInTicket): boolean {
  return (
    loan.boxId === named.boxId &&
    loan.ownerId === certificate.organisationId &&
    loan.addressedToId === ticket.addresseeId &&
    loan.validity === validity &&
    isSameStart(loan.createdAt, ticket.issuedAt)
  )
}

/** One that is over fills no place, and takes the box from nobody. An extension may have made it last. */
function isOver({ now }: Turn, { ticket }: GoodTicket, loan: Loan | undefined): boolean {
  return loan === undefined ? ticket.endsAt <= now : loan.endedAt !== undefined
}

/** An acceptance is never before its loan, nor after the end that a slip has told of before it. */
function heldWithin({ createdAt, endedAt }: Loan, at: string): string {
  const from = at > createdAt ? at : createdAt
  return endedAt !== undefined && endedAt < from ? endedAt : from
}

/** In the cloud: why the loan can't be opened for an owner that hasn't reported it. */
function whyNotOnBehalf(turn: Turn, certificate: Certificate, named: LoanInTicket): Refused | undefined {
  const { draft } = turn
  const box = draft.get('box', named.boxId)
  if (box?.ownerId !== certificate.organisationId || box.serial !== named.serial || box.retiredAt !== undefined) {
    return refuse('TICKET_INVALID', { reason: 'no-such-box' })
  }
  if (!mayStillLend(turn, certificate)) return refuse('TICKET_INVALID', { reason: 'may-not-lend' })
  const other = liveLoanOf(draft, box.id)
  return other && refuse('BOX_LENT', { serial: box.serial, ...winnerOf(turn, other) })
}

/** Two claims: the one who lost learns who won, and since when. */
function winnerOf({ draft, actor }: Turn, loan: Loan) {
  const bySlip = loan.recipientId === undefined && loan.endReason === 'returned'
  const winnerId = bySlip ? loan.receiptFromId : loan.recipientId
  const name = winnerId === undefined ? undefined : organisationName(draft, winnerId)
  return {
    byYou: winnerId === actor.organisationId,
    since: (bySlip ? loan.receiptAt : loan.acceptedAt) ?? loan.createdAt,
    ...(name === undefined ? {} : { organisationName: name }),
  }
}

/** Opens the loan on its owner's behalf; on a desktop with what the ticket tells of box and owner. */
function openLoan(turn: Turn, good: GoodTicket, named: LoanInTicket): Loan {
  const { draft, actor } = turn
  const { ticket, certificate, validity } = good
  const ownerId = certificate.organisationId
  if (turn.partial) knowFromTicket(turn, good, named)
  if (!isOver(turn, good, undefined)) takeOffToLend(turn, { id: named.boxId, serial: named.serial }, ownerId)
  const box = draft.get('box', named.boxId)
  const loan: Loan = {
    id: named.loanId,
    boxId: named.boxId,
    boxSerial: named.serial,
    boxAlias: box?.alias ?? '',
    ownerId,
    validity,
    createdAt: ticket.issuedAt,
    endsAt: ticket.endsAt,
    ...(ticket.addresseeId === undefined ? {} : { addressedToId: ticket.addresseeId }),
    ...(ticket.note === undefined ? {} : { note: ticket.note }),
  }
  const step = { box: { id: loan.boxId, serial: loan.boxSerial }, loanId: loan.id, at: loan.createdAt }
  const told = { ...step, what: 'lent' as const, endsAt: loan.endsAt, partnerId: actor.organisationId }
  addHistory(draft, originOf(turn), ownerId, told)
  return loan
}

function knowFromTicket(turn: Turn, { certificate }: GoodTicket, named: LoanInTicket): void {
  const { draft } = turn
  knowSigner(turn, certificate)
  if (draft.get('box', named.boxId)) return
  draft.put('box', {
    id: named.boxId,
    serial: named.serial,
    ...{ alias: '', model: '', firmware: '', ownerId: certificate.organisationId, holderId: null, groupId: null },
    registeredAt: UNKNOWN_SINCE,
  })
}
