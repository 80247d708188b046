import { VALIDITY_MS, type Validity } from '../records/loan.ts'
import type { LoanId, OrganisationId } from '../records/scalars.ts'
import { type Refusal, refusal } from '../refusals.ts'
import { isAhead } from './ahead.ts'
import { type Certificate, readTicket, type Ticket } from './forms.ts'
import { openSigned, type SignedFault, type Trust } from './signed.ts'

export interface GoodTicket {
  readonly ticket: Ticket
  readonly certificate: Certificate
  readonly validity: Validity
}

/** What a ticket is held against. */
export interface TicketCircumstances {
  readonly trust: Trust
  /** Trusted time, when it is taken. */
  readonly at: string
  /** The wall clock is behind trusted time by more than 2 minutes: what it says can't be relied on. */
  readonly isClockBehind: boolean
  readonly organisationId: OrganisationId
  /** When a loan ended early, by the signed list or one's own records. */
  readonly endedAt: (loanId: LoanId) => string | undefined
}

/**
 * Every check of tickets.md in its order, but the allowance, which the command knows. The first that fails is told.
 */
export function checkTicket(text: string, circumstances: TicketCircumstances): GoodTicket | Refusal {
  const opened = openSigned(text, 'ticket', readTicket, circumstances.trust)
  if (typeof opened === 'string') return invalid(opened)
  const { payload: ticket, certificate, isSigned } = opened
  const fault = faultOf(certificate, circumstances.at) ?? (isSigned() ? undefined : 'signature')
  if (fault) return invalid(fault)
  if (circumstances.isClockBehind) return refusal('TICKET_CLOCK', { reason: 'clock-behind' })
  if (isAhead(ticket.issuedAt, circumstances.at)) {
    return refusal('TICKET_CLOCK', { reason: 'issued-ahead', issuedAt: ticket.issuedAt })
  }
  const validity = validityOf(ticket)
  if (validity === undefined || !isWithin(ticket, certificate)) return invalid('window')
  if (hasTwins(ticket)) return invalid('twice')
  return whyNotFor(ticket, certificate, circumstances) ?? { ticket, certificate, validity }
}

function faultOf(certificate: Certificate, at: string): SignedFault | undefined {
  if (certificate.notAfter <= at) return 'certificate-over'
  return certificate.mayLend ? undefined : 'may-not-lend'
}

/** A window is exactly one of the three validities, in whole seconds. */
function validityOf({ issuedAt, endsAt }: Ticket): Validity | undefined {
  const lastsMs = Date.parse(endsAt) - Date.parse(issuedAt)
  const validities = Object.keys(VALIDITY_MS) as Validity[]
  return validities.find((validity) => VALIDITY_MS[validity] === lastsMs)
}

function isWithin(ticket: Ticket, certificate: Certificate): boolean {
  return ticket.issuedAt >= certificate.notBefore && ticket.endsAt <= certificate.notAfter
}

function hasTwins({ loans }: Ticket): boolean {
  const ids = new Set([...loans.map((loan) => loan.loanId), ...loans.map((loan) => loan.boxId)])
  return ids.size < 2 * loans.length
}

/** From here on L5's own codes say more. One loan that is still good is enough (rules.md, Commands). */
function whyNotFor(ticket: Ticket, certificate: Certificate, circumstances: TicketCircumstances): Refusal | undefined {
  const { organisationId, endedAt, at } = circumstances
  if (certificate.organisationId === organisationId) return refusal('TOKEN_OWN')
  if (ticket.addresseeId !== undefined && ticket.addresseeId !== organisationId) return refusal('TOKEN_NOT_FOR_YOU')
  if (ticket.loans.every((loan) => endedAt(loan.loanId) !== undefined)) return refusal('TOKEN_REVOKED')
  return ticket.endsAt <= at ? refusal('TOKEN_EXPIRED', { endedAt: ticket.endsAt }) : undefined
}

function invalid(reason: SignedFault | 'window' | 'twice'): Refusal {
  return refusal('TICKET_INVALID', { reason })
}
