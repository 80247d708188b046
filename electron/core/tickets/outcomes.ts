import type { Outcome } from '../../../shared/cloud-api.ts'
import { acceptedDetailsSchema } from '../../../shared/commands/loans.ts'
import type { Card, RefusalCard } from '../../../shared/desktop-cards.ts'
import type { Loan } from '../../../shared/records/loan.ts'
import { boxIdSchema } from '../../../shared/records/scalars.ts'
import { cutToSeconds } from '../../../shared/tickets/forms.ts'
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
    const about = { ...told.card.command, args: { ...told.card.command.args, boxId: loan.boxId, loanId } }
    const card = { ...told.card, id: leftOutId(command.id, loanId), command: about, canTryAgain: false }
    return desk.store.cards.add({ card }) ? [card] : []
  })
}

/** Whether the command stood on a box that a ticket gave here and the cloud left out: the card of that box tells of it. */
export function isOfLeftOut(
  { id, command: { args: about } }: RefusalCard,
  { args, dependsOn }: OutboxCommand,
): boolean {
  const loanId = String(about['loanId'])
  const isOfBox = args['loanId'] === loanId || (args['boxId'] !== undefined && args['boxId'] === about['boxId'])
  return isOfBox && dependsOn.some((commandId) => id === leftOutId(commandId, loanId))
}

function leftOutId(commandId: string, loanId: string): string {
  return `${commandId}.${loanId}`
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

/**
 * A refusal that takes nothing from anybody, and so is no card: what was asked of a loan or a box that is given back. The
 * slip, or the other side, was at the cloud first.
 */
export function isMoot(desk: Desk, { type, args, givenAt }: OutboxCommand, { code, details }: Outcome): boolean {
  if (type === 'returnBox' || type === 'extendShare') {
    return code === 'LOAN_ENDED' && details?.['endReason'] === 'returned'
  }
  const isOfPlace = type === 'assignBox' || type === 'releaseBox'
  if (!isOfPlace || (code !== 'BOX_NOT_HELD' && code !== 'BOX_NOT_ASSIGNED')) return false
  const boxId = boxIdSchema.safeParse(args['boxId']).data
  const loans = boxId === undefined ? [] : desk.records.where('loan', 'boxId', boxId)
  return loans.some((loan) => wasGivenBackAfter(desk, loan, cutToSeconds(givenAt)))
}

function wasGivenBackAfter({ actor }: Desk, loan: Loan, time: string): boolean {
  const isOurs = loan.recipientId === actor.organisationId && loan.endReason === 'returned'
  return isOurs && loan.createdAt <= time && loan.endedAt !== undefined && time <= loan.endedAt
}

function namesOf(loan: Loan) {
  return { serial: loan.boxSerial, alias: loan.boxAlias }
}
