import type { EndingCard } from '../../shared/desktop-api.ts'
import type { HistoryEntry } from '../../shared/records/history-entry.ts'
import type { Records } from '../../shared/state.ts'
import { placeHref } from '../router.ts'
import { useDerived } from '../trackside.tsx'
import { dateIn } from '../words/format-time.ts'
import { type Say, useSay } from '../words/say.tsx'
import { CardView } from './card-view.tsx'

/** ux 12: a loan that ended from outside, and what went with it. */
export function EndingCardView({ card: { id, entry } }: { readonly card: EndingCard }) {
  const say = useSay()
  const event = useDerived(['event'], (records) => eventOf(records, entry), [entry])
  const [title, ...rest] = endingSentences(say, entry)
  return (
    <CardView
      id={id}
      title={title}
      next={
        event && (
          <a className="button button-primary" href={placeHref('events', event.id)}>
            {say.t('attention.openEvent', { event: event.name })}
          </a>
        )
      }
    >
      <p>{rest.join(' ')}</p>
    </CardView>
  )
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
function eventOf(records: Records, { eventName }: HistoryEntry) {
  return [...records.all('event')].find((event) => event.archivedAt === undefined && event.name === eventName)
}
