import type { RefusalCard } from '../../shared/desktop-api.ts'
import type { HistoryEntry } from '../../shared/records/history-entry.ts'
import type { Records } from '../../shared/state.ts'
import { dateIn } from '../words/format-time.ts'
import type { Say } from '../words/say.tsx'

interface Target {
  readonly screen: 'devices' | 'events'
  readonly id: string
  readonly name: string
}

/** What the refused command was about, where it is still here: the next step is to look at it. */
export function targetOf(records: Records, { command: { args } }: Pick<RefusalCard, 'command'>): Target | undefined {
  const loan = typeof args['loanId'] === 'string' ? records.get('loan', args['loanId']) : undefined
  const boxId = typeof args['boxId'] === 'string' ? args['boxId'] : loan?.boxId
  const box = boxId === undefined ? undefined : records.get('box', boxId)
  if (box) return { screen: 'devices', id: box.id, name: box.serial }
  const race = typeof args['raceId'] === 'string' ? records.get('race', args['raceId']) : undefined
  const eventId = typeof args['eventId'] === 'string' ? args['eventId'] : race?.eventId
  const event = eventId === undefined ? undefined : records.get('event', eventId)
  return event && { screen: 'events', id: event.id, name: event.name }
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

function whenWords({ t, time, now }: Say, at: string): string {
  return dateIn(time.zone, at) === dateIn(time.zone, now)
    ? t('attention.at', { clock: time.clock(at) })
    : t('attention.on', { day: time.long(at, now) })
}

/** The entry keeps the event's name only (F1); the event of that name that is still open is where a box is missing. */
export function eventOf(records: Records, { eventName }: HistoryEntry) {
  return [...records.all('event')].find((event) => event.archivedAt === undefined && event.name === eventName)
}
