import { assertNever } from '../../../shared/assert-never.ts'
import { readCode } from '../../../shared/codes.ts'
import { endOf } from '../../../shared/commands/loan-steps.ts'
import { acceptedDetailsSchema } from '../../../shared/commands/loans.ts'
import type { CallResult } from '../../../shared/desktop-api.ts'
import type { Loan } from '../../../shared/records/loan.ts'
import type { LoanId } from '../../../shared/records/scalars.ts'
import { type RefusalDetails, refusal } from '../../../shared/refusals.ts'
import type { ShareToken } from '../../../shared/share-token.ts'
import { checkCard } from '../../../shared/tickets/check-slip.ts'
import { readTicket, type Ticket } from '../../../shared/tickets/forms.ts'
import { partnerOf } from '../../../shared/tickets/partner-of.ts'
import { formOf, looksSigned, openSigned, type SignedFault } from '../../../shared/tickets/signed.ts'
import { looksCarried } from '../carry/carry-file.ts'
import { takeCarried } from '../carry/take-carried.ts'
import type { Desk } from '../desk.ts'
import type { OutcomeWatch } from '../sync/outcome-watch.ts'
import type { KeptTrust } from './kept-trust.ts'
import { receiveSlip } from './receive-slip.ts'

type Received = CallResult<'receive'>
type RefusedHere = Extract<Received, { status: 'refused' }>

/** How long a person who entered a code waits for the cloud's answer before it goes on by itself. */
const ANSWER_TIMEOUT_MS = 6_000

export interface ReceiveParts {
  readonly desk: Desk
  readonly trust: KeptTrust
  readonly watch: OutcomeWatch
}

/** The one door for what comes from outside: says what it is, and does what it is for. */
export async function receive(parts: ReceiveParts, text: string): Promise<Received> {
  if (looksSigned(text)) return receiveSigned(parts, text.replaceAll(/[\r\n\t]/g, '').trim())
  if (looksCarried(text)) return takeCarried(parts, text)
  const code = readCode(text)
  if (code === undefined) return { status: 'refused', code: 'TOKEN_MALFORMED' }
  return code.kind === 'token' ? enterCode(parts, code.token) : { status: 'elsewhere', kind: code.kind }
}

function receiveSigned(parts: ReceiveParts, text: string): Received {
  const form = formOf(text)
  switch (form) {
    case 'card':
      return meetPartner(parts, text)
    case 'receipt':
    case 'return-slip':
    case 'extension-slip':
      return receiveSlip(parts, form, text)
    case 'ticket':
    case 'certificate':
    case 'ended-list':
    case undefined:
      // What is none of them is held to be a damaged ticket: that tells what is wrong with it.
      return takeTicket(parts, text)
    default:
      return assertNever(form)
  }
}

/** F4: takes the loans of a ticket, without asking anybody. */
function takeTicket({ desk, trust }: ReceiveParts, text: string): Received {
  const opened = openSigned(text, 'ticket', readTicket, trust.trust)
  if (typeof opened === 'string') return invalid(opened)
  const { loans } = opened.payload
  if (opened.isSigned() && loans.every(({ loanId }) => isOurs(desk, loanId))) return alreadyOurs(desk, loans)
  const [given] = desk.give([{ type: 'acceptShareToken', args: { ticket: text } }])
  if (given === undefined) throw new Error('a command was given and nothing came of it')
  if (given.status === 'refused') return refused(given.code, given.details)
  const { loanIds, leftOut } = acceptedDetailsSchema.parse('details' in given ? given.details : undefined)
  return { status: 'done', loanIds, leftOut, byTicket: true }
}

/** Taken here, or by another laptop of ours that the feed told of (F8). */
function isOurs({ store, records, actor }: Desk, loanId: LoanId): boolean {
  return (
    store.tickets.takenAt(loanId) !== undefined || records.get('loan', loanId)?.recipientId === actor.organisationId
  )
}

function alreadyOurs({ records }: Desk, named: Ticket['loans']): Received {
  const loans = named.flatMap(({ loanId }) => records.get('loan', loanId) ?? [])
  const [over] = loans
  if (over === undefined || loans.some(isLive)) return { status: 'ours', loanIds: named.map(({ loanId }) => loanId) }
  return { status: 'refused', code: 'LOAN_ENDED', details: endOf(over) }
}

function isLive({ endedAt }: Loan): boolean {
  return endedAt === undefined
}

/** Who shows a card can be lent to, also by those who never heard of them. */
function meetPartner({ desk, trust }: ReceiveParts, text: string): Received {
  const now = desk.clock.now()
  const checked = checkCard(text, trust.trust, now)
  if ('code' in checked) return refused(checked.code, checked.details)
  const { organisationId, organisationName, organisationNumber, contact } = checked.certificate
  if (organisationId === desk.actor.organisationId) return refused('TOKEN_OWN')
  const known = desk.replica.isOnlyMet(organisationId) ? undefined : desk.records.get('partner', organisationId)
  desk.meet(partnerOf(checked.certificate, now))
  return {
    status: 'card',
    partner: {
      ...{ organisationId, name: organisationName, number: organisationNumber },
      ...(contact === undefined ? {} : { contact }),
      ...(known === undefined ? {} : { knownSince: known.since }),
    },
  }
}

/** L5: enters a code. Where the cloud answers soon, the answer goes to the person at once, and no card is left behind. */
async function enterCode({ desk, watch }: ReceiveParts, token: ShareToken): Promise<Received> {
  const [given] = desk.give([{ type: 'acceptShareToken', args: { token } }])
  if (given === undefined) throw new Error('a command was given and nothing came of it')
  if (given.status === 'refused') return refused(given.code, given.details)
  const outcome = await watch.wait(given.id, ANSWER_TIMEOUT_MS)
  if (outcome === undefined || outcome.code === 'TOKEN_UNKNOWN') {
    // It is tried again under an id of its own.
    const waiting = desk.outbox.find(({ args }) => args['token'] === token)
    return { status: 'waiting', id: waiting?.id ?? given.id }
  }
  if (outcome.status === 'accepted') {
    return { status: 'done', ...acceptedDetailsSchema.parse(outcome.details), byTicket: false }
  }
  // At the plan's limit the card stays: the code waits for another try (L6).
  if (outcome.code !== 'PLAN_LIMIT') {
    desk.store.cards.dealWith(given.id)
    desk.announceCards()
  }
  return refused(outcome.code ?? 'COMMAND_INVALID', outcome.details)
}

function invalid(reason: SignedFault): RefusedHere {
  const { code, details } = refusal('TICKET_INVALID', { reason })
  return refused(code, details)
}

function refused(code: string, details?: RefusalDetails): RefusedHere {
  return { status: 'refused', code, ...(details === undefined ? {} : { details }) }
}
