import { VALIDITY_MS, type Validity } from '../../../shared/records/loan.ts'
import { type BoxId, type LoanId, type OrganisationId, timePlus } from '../../../shared/records/scalars.ts'
import { cutToSeconds, writeTicket } from '../../../shared/tickets/forms.ts'
import type { Desk } from '../desk.ts'
import type { Signer } from './signer.ts'

export interface TicketTerms {
  readonly loans: readonly { readonly loanId: LoanId; readonly boxId: BoxId }[]
  readonly validity: Validity
  readonly recipientId?: OrganisationId | undefined
  readonly note?: string | undefined
  /** Of the commands that make the loans: the window is theirs. */
  readonly givenAt: string
}

/** @returns undefined where this laptop can't sign one for that time */
export function signTicket(desk: Desk, signer: Signer, terms: TicketTerms): string | undefined {
  const { loans, validity, recipientId, note, givenAt } = terms
  if (!fits(signer, givenAt, validity)) return undefined
  const issuedAt = cutToSeconds(givenAt)
  const named = loans.map((loan) => ({ ...loan, serial: desk.records.get('box', loan.boxId)?.serial ?? '' }))
  return signer.sign('ticket', (certificate) =>
    writeTicket({
      ...{ certificate, issuedAt, endsAt: timePlus(issuedAt, VALIDITY_MS[validity]), loans: named },
      ...(recipientId === undefined ? {} : { addresseeId: recipientId }),
      ...(note ? { note } : {}),
    }),
  )
}

/** Whether a loan that begins then lies within the certificate, and the certificate says that its holder may lend. */
export function fits(signer: Signer, beginsAt: string, validity: Validity): boolean {
  const certificate = signer.certificate()
  if (!certificate?.mayLend || !signer.isGoodAt(beginsAt)) return false
  return timePlus(cutToSeconds(beginsAt), VALIDITY_MS[validity]) <= certificate.notAfter
}
