import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { CallResult, desktopCalls } from '../../shared/desktop-api.ts'
import { VALIDITY_MS, validitySchema } from '../../shared/records/loan.ts'
import { type LoanId, loanIdSchema, timePlus } from '../../shared/records/scalars.ts'
import { formatShareToken, newShareToken, readShareToken, shareTokenHashInput } from '../../shared/share-token.ts'
import type { CommandToGive } from './act.ts'
import type { Desk } from './desk.ts'
import { fits, signTicket } from './tickets/sign-ticket.ts'
import type { Signer } from './tickets/signer.ts'

type Terms = z.output<typeof desktopCalls.lend.args>

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Lends boxes as one act: one new code, one loan a box (L1, L17), and one ticket where this laptop can sign it. Both stay
 * on this laptop.
 */
export function lend(desk: Desk, signer: Signer, { boxIds, ...terms }: Terms): CallResult<'lend'> {
  const token = newShareToken(randomBytes(15))
  const tokenHash = sha256Hex(shareTokenHashInput(token))
  const loans = boxIds.map((boxId) => ({ loanId: loanIdSchema.parse(randomUUID()), boxId }))
  const loanIds = loans.map(({ loanId }) => loanId)
  const commands = loans.map((loan) => ({ type: 'createShareToken', args: { ...loan, tokenHash, ...terms } }))
  let ticket: string | undefined
  const results = desk.give(commands, (saved) => {
    const [first] = saved
    ticket = first && signTicket(desk, signer, { loans, ...terms, givenAt: first.givenAt })
    for (const loanId of loanIds) {
      desk.store.local.addCode(loanId, token)
      if (ticket !== undefined) desk.store.tickets.addTicket(loanId, ticket)
    }
  })
  const refused = results.find((result) => result.status === 'refused')
  if (refused) return refused
  const [first] = loanIds
  const endsAt = first === undefined ? undefined : desk.records.get('loan', first)?.endsAt
  if (endsAt === undefined) throw new Error('a loan that was made is not there')
  return { status: 'done', code: formatShareToken(token), loanIds, endsAt, ticket: ticket ?? null }
}

/** What a ticket made now could last, so that a validity that doesn't fit is disabled beforehand (tickets.md). */
export function lendingTerms(desk: Desk, signer: Signer): CallResult<'lendingTerms'> {
  const now = desk.clock.now()
  const certificate = signer.certificate()
  const lastSyncedAt = desk.store.local.get('lastSyncedAt')
  const validities = validitySchema.options.map((validity) => {
    return { validity, endsAt: timePlus(now, VALIDITY_MS[validity]), fits: fits(signer, now, validity) }
  })
  return {
    validities,
    ...(certificate ? { certificateUntil: certificate.notAfter } : {}),
    ...(lastSyncedAt === undefined ? {} : { lastSyncedAt }),
  }
}

/**
 * An extension says which end the person was shown: its slip may reach the cloud before it, and neither must come on top of
 * the other.
 */
export function withShownEnd(desk: Desk, command: CommandToGive): CommandToGive {
  const { loanId, endsAt } = command.args
  const validity = validitySchema.safeParse(command.args['validity']).data
  if (command.type !== 'extendShare' || validity === undefined || endsAt !== undefined) return command
  const loan = desk.records.get('loan', String(loanId))
  if (loan === undefined) return command
  return { ...command, args: { ...command.args, endsAt: timePlus(loan.endsAt, VALIDITY_MS[validity]) } }
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

/** A ticket is of use as long as its loan lives: a second laptop of the taker's may scan it, too (F8). */
export function isTicketNeeded(desk: Desk, loanId: string): boolean {
  const loan = desk.records.get('loan', loanId)
  if (loan !== undefined) return loan.endedAt === undefined
  return desk.outbox.some(({ args }) => args['loanId'] === loanId)
}
