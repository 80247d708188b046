import type { Loan } from '../records/loan.ts'
import type { OrganisationId } from '../records/scalars.ts'
import { whyNotMore } from '../rules/allowance.ts'
import { addHistory, organisationName } from '../rules/history.ts'
import { liveLoanOf } from '../rules/loans.ts'
import { findRole } from '../rules/roles.ts'
import { checkTicket, type GoodTicket } from '../tickets/check-ticket.ts'
import { type Certificate, cutToSeconds, type Ticket } from '../tickets/forms.ts'
import { accept, originOf, type Refused, refuse, type Turn, type Verdict } from './define.ts'
import { bindRecipient, takeOffToLend } from './loan-steps.ts'

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
  // One that is over fills no place.
  const wanted = mine.filter(({ claim }) => claim.kind === 'open' && good.ticket.endsAt > turn.now).length
  const limit = wanted === 0 ? undefined : whyNotMore(turn.draft, actor.organisationId, wanted)
  if (limit) return refuse(limit.code, limit.details)
  for (const { named, claim } of mine) {
    if (claim.kind !== 'open') continue
    const loan = claim.loan ?? openLoan(turn, good, named)
    bindRecipient(turn, loan, turn.at > loan.createdAt ? turn.at : loan.createdAt)
  }
  return accept({
    loanIds: mine.map(({ named }) => named.loanId),
    leftOut: refusals.map(({ named, refusal }) => ({ serial: named.serial, code: refusal.code })),
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
    cutToSeconds(loan.createdAt) === cutToSeconds(turn.at)
  if (!isSame) return undefined
  turn.draft.put('loan', { ...loan, tokenHash: report.tokenHash, ...(report.note ? { note: report.note } : {}) })
  return accept({ endsAt: loan.endsAt })
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
  return { kind: 'open', loan }
}

function isOf(loan: Loan, { ticket, certificate }: GoodTicket, named: LoanInTicket): boolean {
  return (
    loan.boxId === named.boxId &&
    loan.ownerId === certificate.organisationId &&
    loan.addressedToId === ticket.addresseeId &&
    cutToSeconds(loan.createdAt) === ticket.issuedAt &&
    cutToSeconds(loan.endsAt) >= ticket.endsAt
  )
}

/** In the cloud: why the loan can't be opened for an owner that hasn't reported it. */
function whyNotOnBehalf(turn: Turn, certificate: Certificate, named: LoanInTicket): Refused | undefined {
  const { draft } = turn
  const box = draft.get('box', named.boxId)
  if (box?.ownerId !== certificate.organisationId || box.serial !== named.serial || box.retiredAt !== undefined) {
    return refuse('TICKET_INVALID', { reason: 'no-such-box' })
  }
  const member = draft.get('member', certificate.memberId)
  const role = member && findRole(draft, certificate.organisationId, member.roleId)
  const installation = draft.get('installation', certificate.installationId)
  const mayLend = role?.permissions.includes('share.lend') && installation?.revokedAt === undefined
  if (!mayLend || installation === undefined) return refuse('TICKET_INVALID', { reason: 'may-not-lend' })
  const other = liveLoanOf(draft, box.id)
  return other && refuse('BOX_LENT', { serial: box.serial, ...winnerOf(turn, other) })
}

/** Two claims: the one who lost learns who won, and since when. */
function winnerOf({ draft }: Turn, loan: Loan) {
  const name = loan.recipientId === undefined ? undefined : organisationName(draft, loan.recipientId)
  return {
    byYou: false,
    since: loan.acceptedAt ?? loan.createdAt,
    ...(name === undefined ? {} : { organisationName: name }),
  }
}

/** Opens the loan on its owner's behalf; on a desktop with what the ticket tells of box and owner. */
function openLoan(turn: Turn, good: GoodTicket, named: LoanInTicket): Loan {
  const { draft, actor } = turn
  const { ticket, certificate, validity } = good
  const ownerId = certificate.organisationId
  if (turn.partial) knowFromTicket(turn, good, named)
  else takeOffToLend(turn, named.boxId, ownerId)
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

/** The certified name counts, never one from the ticket's own text. */
function knowFromTicket({ draft, at }: Turn, { ticket, certificate }: GoodTicket, named: LoanInTicket): void {
  const { organisationId: id, organisationName: name, organisationNumber: number } = certificate
  if (draft.get('partner', id) === undefined) draft.put('partner', { id, name, number, since: at })
  if (draft.get('box', named.boxId)) return
  draft.put('box', {
    id: named.boxId,
    serial: named.serial,
    ...{ alias: '', model: '', firmware: '', ownerId: id, holderId: null, groupId: null },
    registeredAt: ticket.issuedAt,
  })
}
