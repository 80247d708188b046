import type { Outcome } from '../../../shared/cloud-api.ts'
import { acceptedDetailsSchema } from '../../../shared/commands/loans.ts'
import type { Card } from '../../../shared/desktop-api.ts'
import type { Loan } from '../../../shared/records/loan.ts'
import { refusalCard } from '../cards.ts'
import type { Desk } from '../desk.ts'
import type { OutboxCommand } from '../store/outbox.ts'

/**
 * F3: of the boxes that a ticket gave here, those that the cloud couldn't give: a card each, and they leave the ledger.
 * Within the caller's transaction.
 */
export function addLeftOut(desk: Desk, command: OutboxCommand, outcome: Outcome, now: string): readonly Card[] {
  const taken = desk.store.tickets.takenBy(command.id)
  if (taken.length === 0) return []
  const { loanIds, leftOut } = acceptedDetailsSchema.parse(outcome.details)
  const gone = taken.filter((loanId) => !loanIds.includes(loanId))
  desk.store.tickets.untake(gone)
  return gone.flatMap((loanId) => {
    const loan = desk.records.get('loan', loanId)
    const why = leftOut.find(({ serial }) => serial === loan?.boxSerial)
    if (loan === undefined || why === undefined) return []
    const { code, details } = why
    const told = refusalCard(command, { code, details }, namesOf(loan), now)
    const card = { ...told.card, id: `${command.id}.${loanId}`, canTryAgain: false }
    return desk.store.cards.add({ card }) ? [card] : []
  })
}

/** The box that a refused ticket was about: the first of them. */
export function boxTakenBy({ store, records }: Desk, command: OutboxCommand) {
  const [loan] = store.tickets.takenBy(command.id).flatMap((loanId) => records.get('loan', loanId) ?? [])
  return loan && namesOf(loan)
}

/** A refused command takes with it what was signed for it, and what the ledger says that it took. */
export function forgetSigned({ store }: Desk, { id, type, args }: OutboxCommand): void {
  store.tickets.untake(store.tickets.takenBy(id))
  // Given once more, the loan has another beginning, and the ticket would no more be of it.
  if (type === 'createShareToken') store.tickets.forgetTicket(String(args['loanId']))
}

/** Given back by slip or by the other side meanwhile: that is what was wanted. */
export function isAsWanted({ type }: OutboxCommand, { code, details }: Outcome): boolean {
  return type === 'returnBox' && code === 'LOAN_ENDED' && details?.['endReason'] === 'returned'
}

function namesOf(loan: Loan) {
  return { serial: loan.boxSerial, alias: loan.boxAlias }
}
