import type { Actor } from '../../shared/actor.ts'
import type { Outcome } from '../../shared/cloud-api.ts'
import type { RefusalCard, ShareEndedCard } from '../../shared/desktop-cards.ts'
import type { HistoryEntry } from '../../shared/records/history-entry.ts'
import { organisationName } from '../../shared/rules/history.ts'
import type { Records } from '../../shared/state.ts'
import { pendingShown, shownArgs } from './shown-command.ts'
import type { StoredCard } from './store/cards.ts'
import type { OutboxCommand } from './store/outbox.ts'

/** What may well go through later, unchanged. */
const WORTH_TRYING_AGAIN = new Set(['PLAN_LIMIT', 'BOX_IN_USE', 'BOX_ASSIGNED', 'SESSION_RUNNING', 'TOKEN_UNKNOWN'])

export interface BoxNames {
  readonly serial: string
  readonly alias: string
}

/** F3: the card of a refused command: what it was about, by the names that are known now. */
export function refusalCard(
  command: OutboxCommand,
  outcome: Pick<Outcome, 'code' | 'details'>,
  box: BoxNames | undefined,
  now: string,
): { readonly card: RefusalCard; readonly command?: StoredCard['command'] } {
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
 * ux 12: a right that ended from outside. A loan, for the one who had borrowed: always where the owner ended it, and
 * where its time ran out only if something else ended with it. A box that its owner took off our event.
 */
export function endingCard(entry: HistoryEntry, records: Records, actor: Actor): StoredCard | undefined {
  if (entry.what === 'released' && entry.memberName === null && entry.partnerId !== undefined) {
    return { card: { kind: 'ending', id: entry.id, at: entry.at, entry } }
  }
  if (entry.what !== 'revoked' && entry.what !== 'expired') return undefined
  const loan = entry.loanId === undefined ? undefined : records.get('loan', entry.loanId)
  if (loan?.recipientId !== actor.organisationId) return undefined
  if (entry.what === 'expired' && entry.eventName === undefined && !entry.sessionStopped) return undefined
  return { card: { kind: 'ending', id: entry.id, at: entry.at, entry } }
}

/** ux 12: the boxes that left by one act of a partner, told by its `entries`. */
export function shareEndedCard(
  id: string,
  entries: readonly [HistoryEntry, ...HistoryEntry[]],
  records: Records,
  whole: boolean,
): ShareEndedCard {
  const [{ at, partnerId, partnerName, groupName }] = entries
  const knownName = partnerId && organisationName(records, partnerId)
  const inUse = entries.filter((entry) => entry.eventName !== undefined || entry.sessionStopped)
  return {
    kind: 'share-ended',
    ...{ id, at, partnerName: partnerName ?? knownName ?? '', groupName: groupName ?? '', whole },
    boxCount: entries.length,
    left: inUse.map(leftBy),
  }
}

/** The card with what a later page told of the same act. */
export function withMoreLeft(card: ShareEndedCard, { whole, boxCount, left }: ShareEndedCard): ShareEndedCard {
  return { ...card, whole, boxCount: card.boxCount + boxCount, left: [...card.left, ...left] }
}

function leftBy({ boxSerial, eventName, checkpointNames, sessionStopped }: HistoryEntry) {
  return {
    boxSerial,
    ...(eventName === undefined ? {} : { eventName }),
    ...(checkpointNames === undefined ? {} : { checkpointNames }),
    ...(sessionStopped === undefined ? {} : { sessionStopped }),
  }
}

/** The box that the arguments name. */
export function boxNamedIn(
  { boxId, loanId, sessionId }: OutboxCommand['args'],
  records: Records,
): BoxNames | undefined {
  const box = records.get('box', String(boxId))
  if (box) return box
  const loan = records.get('loan', String(loanId))
  if (loan) return { serial: loan.boxSerial, alias: loan.boxAlias }
  const session = records.get('session', String(sessionId))
  return session && { serial: session.boxSerial, alias: '' }
}
