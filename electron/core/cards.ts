import type { Actor } from '../../shared/actor.ts'
import type { Outcome } from '../../shared/cloud-api.ts'
import type { RefusalCard } from '../../shared/desktop-api.ts'
import type { HistoryEntry } from '../../shared/records/history-entry.ts'
import type { Records } from '../../shared/state.ts'
import { pendingShown, shownArgs } from './shown-command.ts'
import type { StoredCard } from './store/cards.ts'
import type { OutboxCommand } from './store/outbox.ts'

/** What may well go through later, unchanged. */
const WORTH_TRYING_AGAIN = new Set(['PLAN_LIMIT', 'BOX_IN_USE', 'BOX_ASSIGNED', 'SESSION_RUNNING', 'TOKEN_UNKNOWN'])

/** F3: the card of a refused command: what it was about, by the names that are known now. */
export function refusalCard(command: OutboxCommand, outcome: Outcome, records: Records, now: string): StoredCard {
  const box = boxOf(command.args, records)
  const code = outcome.code ?? 'COMMAND_INVALID'
  const canTryAgain = WORTH_TRYING_AGAIN.has(code)
  const card: RefusalCard = {
    kind: 'refusal',
    id: command.id,
    at: now,
    command: { type: command.type, args: shownArgs(command.args), givenAt: command.firstGivenAt },
    ...(box ? { boxSerial: box.serial, boxAlias: box.alias } : {}),
    code,
    ...(outcome.details === undefined ? {} : { details: outcome.details }),
    fellWith: [],
    canTryAgain,
  }
  return canTryAgain ? { card, command: { type: command.type, args: command.args } } : { card }
}

/** The card with one more command that fell with it. */
export function withFallen(card: RefusalCard, command: OutboxCommand): RefusalCard {
  const { id, type, args, givenAt } = pendingShown(command)
  return { ...card, fellWith: [...card.fellWith, { id, type, args, givenAt }] }
}

/**
 * ux 12: a loan that ended from outside, for the one who had borrowed: always where the owner ended it, and where its
 * time ran out only if something else ended with it.
 */
export function endingCard(entry: HistoryEntry, records: Records, actor: Actor): StoredCard | undefined {
  if (entry.what !== 'revoked' && entry.what !== 'expired') return undefined
  const loan = entry.loanId === undefined ? undefined : records.get('loan', entry.loanId)
  if (loan?.recipientId !== actor.organisationId) return undefined
  if (entry.what === 'expired' && entry.eventName === undefined && !entry.sessionStopped) return undefined
  return { card: { kind: 'ending', id: entry.id, at: entry.at, entry } }
}

function boxOf({ boxId, loanId, sessionId }: OutboxCommand['args'], records: Records) {
  const box = records.get('box', String(boxId))
  if (box) return box
  const loan = records.get('loan', String(loanId))
  if (loan) return { serial: loan.boxSerial, alias: loan.boxAlias }
  const session = records.get('session', String(sessionId))
  return session && { serial: session.boxSerial, alias: '' }
}
