import type { z } from 'zod'
import { assertNever } from '../../../shared/assert-never.ts'
import type { desktopCalls } from '../../../shared/desktop-api.ts'
import { type Loan, VALIDITY_MS } from '../../../shared/records/loan.ts'
import type { LoanId } from '../../../shared/records/scalars.ts'
import { writeCard, writeExtension, writeLoanSlip } from '../../../shared/tickets/forms.ts'
import type { Desk } from '../desk.ts'
import { isTicketNeeded } from '../lending.ts'
import type { Signer } from './signer.ts'

type Wanted = z.output<typeof desktopCalls.signedForm.args>

/** Signed when it is asked for; only a ticket was signed with its loans. Null where this laptop has or can make none. */
export function signedForm(desk: Desk, signer: Signer, { form, loanIds }: Wanted): string | null {
  switch (form) {
    case 'ticket':
      return keptTicket(desk, loanIds)
    case 'card':
      return card(desk, signer)
    case 'receipt':
      return loanSlip(desk, signer, form, loanIds.map(takenHere(desk)))
    case 'return-slip':
      return loanSlip(desk, signer, form, loanIds.map(givenBack(desk)))
    case 'extension-slip':
      return extensionSlip(desk, signer, loanIds)
    default:
      return assertNever(form)
  }
}

/** One ticket for all of the loans, as it was signed. */
function keptTicket(desk: Desk, loanIds: readonly LoanId[]): string | null {
  const texts = loanIds.map((id) => (isTicketNeeded(desk, id) ? desk.store.tickets.ticketOf(id) : undefined))
  return new Set(texts).size === 1 ? (texts[0] ?? null) : null
}

function card(desk: Desk, signer: Signer): string | null {
  const now = desk.clock.now()
  if (!signer.isGoodAt(now)) return null
  return signer.sign('card', (certificate) => writeCard({ certificate, issuedAt: now })) ?? null
}

interface Step {
  readonly loanId: LoanId
  readonly at: string
}

function takenHere({ records, store, actor }: Desk): (loanId: LoanId) => Step | undefined {
  return (loanId) => {
    const at = store.tickets.takenAt(loanId)
    return at !== undefined && records.get('loan', loanId)?.recipientId === actor.organisationId
      ? { loanId, at }
      : undefined
  }
}

function givenBack({ records, actor }: Desk): (loanId: LoanId) => Step | undefined {
  return (loanId) => {
    const loan = records.get('loan', loanId)
    const isOurs = loan?.recipientId === actor.organisationId && loan.endReason === 'returned'
    return isOurs && loan.endedAt !== undefined ? { loanId, at: loan.endedAt } : undefined
  }
}

/** One slip has one time: that of the last step. Null where one of the loans doesn't belong on it. */
function loanSlip(
  desk: Desk,
  signer: Signer,
  form: 'receipt' | 'return-slip',
  steps: readonly (Step | undefined)[],
): string | null {
  const known = steps.flatMap((step) => step ?? [])
  if (known.length < steps.length || known.length === 0) return null
  const at = withinCertificate(
    signer,
    known.reduce((latest, step) => later(latest, step.at), ''),
    desk.clock.now(),
  )
  if (at === undefined) return null
  const loanIds = known.map(({ loanId }) => loanId)
  return signer.sign(form, (certificate) => writeLoanSlip({ certificate, at, loanIds })) ?? null
}

/** The new end as it is shown here. The owner alone can promise it. */
function extensionSlip(desk: Desk, signer: Signer, loanIds: readonly LoanId[]): string | null {
  const { records, clock, outbox, actor } = desk
  const loans = loanIds.flatMap((id) => records.get('loan', id) ?? [])
  const areGood = loans.every((loan) => loan.ownerId === actor.organisationId && isExtended(loan))
  if (loans.length < loanIds.length || loans.length === 0 || !areGood) return null
  if (!signer.certificate()?.mayLend) return null
  const now = clock.now()
  const ids = new Set<unknown>(loanIds)
  const given = outbox.findLast(({ type, args }) => type === 'extendShare' && ids.has(args['loanId']))?.givenAt ?? now
  const at = withinCertificate(signer, given, now)
  if (at === undefined) return null
  const ends = loans.map(({ id, endsAt }) => ({ loanId: id, endsAt }))
  return signer.sign('extension-slip', (certificate) => writeExtension({ certificate, at, loans: ends })) ?? null
}

function isExtended({ createdAt, endsAt, endedAt, validity }: Loan): boolean {
  return endedAt === undefined && Date.parse(endsAt) - Date.parse(createdAt) > VALIDITY_MS[validity] + 1000
}

/** A certificate renewed since then doesn't reach back: then the slip says the earliest time that it can. */
function withinCertificate(signer: Signer, at: string, now: string): string | undefined {
  const certificate = signer.certificate()
  if (certificate === undefined || !signer.isGoodAt(now)) return undefined
  return later(at, certificate.notBefore)
}

function later(a: string, b: string): string {
  return a > b ? a : b
}
