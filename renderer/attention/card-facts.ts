import type { RefusalCard, ShareEndedCard } from '../../shared/desktop-cards.ts'
import type { HistoryEntry } from '../../shared/records/history-entry.ts'
import { type RightEnd, rightEndOf } from '../../shared/rules/session-right.ts'
import type { Records } from '../../shared/state.ts'
import { dateIn } from '../words/format-time.ts'
import type { Say } from '../words/say.tsx'

export interface Target {
  readonly screen: 'devices' | 'groups' | 'events'
  readonly id: string
  readonly name: string
}

/** What the refused command was about, where it is still here: the next step is to look at it. */
export function targetOf(records: Records, { command: { args } }: Pick<RefusalCard, 'command'>): Target | undefined {
  const loan = typeof args['loanId'] === 'string' ? records.get('loan', args['loanId']) : undefined
  const boxId = typeof args['boxId'] === 'string' ? args['boxId'] : loan?.boxId
  const box = boxId === undefined ? undefined : records.get('box', boxId)
  if (box) return { screen: 'devices', id: box.id, name: box.serial }
  const group = typeof args['groupId'] === 'string' ? records.get('group', args['groupId']) : undefined
  if (group) return { screen: 'groups', id: group.id, name: group.name }
  const race = typeof args['raceId'] === 'string' ? records.get('race', args['raceId']) : undefined
  const eventId = typeof args['eventId'] === 'string' ? args['eventId'] : race?.eventId
  const event = eventId === undefined ? undefined : records.get('event', eventId)
  return event && { screen: 'events', id: event.id, name: event.name }
}

/** L10: up to when a run counts whose start was refused, or fell; undefined where none did, or nothing of it is kept. */
export function keptRunEnd(records: Records, card: Pick<RefusalCard, 'command' | 'fellWith'>): RightEnd | undefined {
  for (const { type, args } of [card.command, ...card.fellWith]) {
    const run = type === 'startSession' ? records.get('session', String(args['sessionId'])) : undefined
    if (run?.stopReason === 'refused') return rightEndOf(records, run)
  }
  return undefined
}

/** What a box left when a share ended, as its card keeps it. */
type LeftUse = ShareEndedCard['left'][number]

/** ux 12: "Sierra stopped sharing North kit at 14:03." first, then what fell out of which event, and what is safe. */
export function shareEndedSentences(say: Say, card: ShareEndedCard): readonly [string, ...string[]] {
  const { t } = say
  const words = { partner: card.partnerName, group: card.groupName, when: whenWords(say, card.at) }
  const stopped = card.left.filter(({ sessionStopped }) => sessionStopped).length
  return [
    card.whole
      ? t('attention.shareStopped', words)
      : t('attention.shareLessened', { ...words, count: card.boxCount, box: soleBox(card) ?? t('command.aBox') }),
    ...leftByEvent(card.left).map(([event, uses]) => leftSentence(say, event, uses)),
    ...(stopped === 0 ? [] : [t('attention.runsStopped', { count: stopped })]),
    t(card.left.length === 0 ? 'attention.shareNothing' : 'attention.yoursAll'),
  ]
}

function soleBox({ boxCount, left }: ShareEndedCard): string | undefined {
  return boxCount === 1 ? left[0]?.boxSerial : undefined
}

function leftByEvent(left: readonly LeftUse[]): readonly (readonly [event: string, uses: readonly LeftUse[]])[] {
  const events = new Set(left.flatMap(({ eventName }) => eventName ?? []))
  return [...events].map((event) => [event, left.filter(({ eventName }) => eventName === event)])
}

function leftSentence({ t }: Say, event: string, uses: readonly LeftUse[]): string {
  const checkpoints = [...new Set(uses.flatMap(({ checkpointNames = [] }) => checkpointNames))].join(', ')
  const words = { count: uses.length, event, checkpoints }
  return checkpoints === '' ? t('attention.boxesLeftEvent', words) : t('attention.boxesLeftCheckpoints', words)
}

/** "Sierra ended the loan of CLBX30204 at 14:03." first, then what it took with it, and what is safe. */
export function endingSentences(say: Say, entry: HistoryEntry): readonly [string, ...string[]] {
  const { t } = say
  const words = {
    partner: entry.partnerName ?? t('attention.partnerUnknown'),
    box: entry.boxSerial,
    when: whenWords(say, entry.at),
  }
  const { eventName: event, checkpointNames = [] } = entry
  const checkpoints = checkpointNames.join(', ')
  if (entry.what === 'released') return releasedSentences(say, entry, words.partner)
  return [
    t(entry.what === 'expired' ? 'attention.expired' : 'attention.revoked', words),
    ...(event === undefined
      ? []
      : [
          checkpoints === ''
            ? t('attention.leftEvent', { event })
            : t('attention.leftCheckpoints', { event, checkpoints }),
        ]),
    ...(entry.sessionStopped ? [t('attention.runStopped')] : []),
    t('attention.yours'),
  ]
}

/** A box that its owner took off our event: to lend it, or because the share allows less now. */
function releasedSentences(say: Say, entry: HistoryEntry, partner: string): readonly [string, ...string[]] {
  const { t } = say
  const { boxSerial: box, eventName: event, checkpointNames = [] } = entry
  const words = {
    partner,
    box,
    event: event ?? '',
    checkpoints: checkpointNames.join(', '),
    when: whenWords(say, entry.at),
  }
  const key = event === undefined ? 'Plain' : words.checkpoints === '' ? 'Event' : 'Checkpoints'
  return [
    t(`attention.released${key}`, words),
    ...(entry.sessionStopped ? [t('attention.runStopped')] : []),
    t('attention.yours'),
  ]
}

function whenWords({ t, time, now }: Say, at: string): string {
  return dateIn(time.zone, at) === dateIn(time.zone, now)
    ? t('attention.at', { clock: time.clock(at) })
    : t('attention.on', { day: time.long(at, now) })
}

/** The entry keeps the event's name only (F1); the event of that name that is still open is where a box is missing. */
export function eventOf(records: Records, { eventName }: Pick<HistoryEntry, 'eventName'>) {
  return [...records.all('event')].find((event) => event.archivedAt === undefined && event.name === eventName)
}
