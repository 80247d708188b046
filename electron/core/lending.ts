import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { acceptedDetailsSchema } from '../../shared/commands/loans.ts'
import type { CallArgs, CallResult } from '../../shared/desktop-api.ts'
import { type LoanId, loanIdSchema } from '../../shared/records/scalars.ts'
import { formatShareToken, newShareToken, readShareToken, shareTokenHashInput } from '../../shared/share-token.ts'
import type { Desk } from './desk.ts'
import type { OutcomeWatch } from './sync/outcome-watch.ts'

/** How long a person who entered a code waits for the cloud's answer before it goes on by itself. */
const ANSWER_TIMEOUT_MS = 6_000

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Lends boxes as one act: one new code, one loan a box (L1, L17). The code stays on this laptop. */
export function lend(desk: Desk, { boxIds, ...terms }: CallArgs<'lend'>): CallResult<'lend'> {
  const token = newShareToken(randomBytes(15))
  const tokenHash = sha256Hex(shareTokenHashInput(token))
  const loanIds = boxIds.map(() => loanIdSchema.parse(randomUUID()))
  const commands = boxIds.map((boxId, index) => ({
    type: 'createShareToken',
    args: { loanId: loanIds[index], boxId, tokenHash, ...terms },
  }))
  const results = desk.give(commands, () => {
    for (const loanId of loanIds) desk.store.local.addCode(loanId, token)
  })
  const refused = results.find((result) => result.status === 'refused')
  if (refused) return refused
  const [first] = loanIds
  const endsAt = first === undefined ? undefined : desk.records.get('loan', first)?.endsAt
  if (endsAt === undefined) throw new Error('a loan that was made is not there')
  return { status: 'done', code: formatShareToken(token), loanIds, endsAt }
}

/** The code of a loan, while somebody may still need it: kept here, and not yet taken or over. */
export function loanCode(desk: Desk, loanId: LoanId): string | null {
  const token = isCodeNeeded(desk, loanId) ? desk.store.local.code(loanId) : undefined
  const read = token === undefined ? undefined : readShareToken(token)
  return read === undefined ? null : formatShareToken(read)
}

export function isCodeNeeded(desk: Desk, loanId: string): boolean {
  const loan = desk.records.get('loan', loanId)
  if (loan !== undefined) return loan.acceptedAt === undefined && loan.endedAt === undefined
  // Not on the screen, but it may come to be: it waits to be sent, or a card offers to try it again.
  const waiting = desk.outbox.map(({ args }) => args)
  const cards = desk.store.cards.readOpen().flatMap((card) => (card.kind === 'refusal' ? [card.command.args] : []))
  return [...waiting, ...cards].some((args) => args['loanId'] === loanId)
}

/** L5: enters a code. Where the cloud answers soon, the answer goes to the person at once, and no card is left behind. */
export async function borrow(desk: Desk, watch: OutcomeWatch, code: string): Promise<CallResult<'borrow'>> {
  const [given] = desk.give([{ type: 'acceptShareToken', args: { token: code } }])
  if (given === undefined) throw new Error('a command was given and nothing came of it')
  if (given.status === 'refused') return given
  const outcome = await watch.wait(given.id, ANSWER_TIMEOUT_MS)
  if (outcome === undefined || outcome.code === 'TOKEN_UNKNOWN') {
    // It is tried again under an id of its own.
    const waiting = desk.outbox.find(({ args }) => args['token'] === code)
    return { status: 'waiting', id: waiting?.id ?? given.id }
  }
  if (outcome.status === 'accepted') return acceptedResult(outcome.details)
  // At the plan's limit the card stays: the code waits for another try (L6).
  if (outcome.code !== 'PLAN_LIMIT') {
    desk.store.cards.dealWith(given.id)
    desk.announceCards()
  }
  return {
    status: 'refused',
    code: outcome.code ?? 'COMMAND_INVALID',
    ...(outcome.details === undefined ? {} : { details: outcome.details }),
  }
}

function acceptedResult(details: unknown): CallResult<'borrow'> {
  const { loanIds, leftOut } = acceptedDetailsSchema.parse(details)
  return { status: 'done', loanIds, leftOut }
}
