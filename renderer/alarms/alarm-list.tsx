import type { Alarm } from '../../shared/desktop-race-day.ts'
import { useNow } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import { alarmWords } from './alarm-words.ts'
import { useAlarmsAbout } from './use-alarms.ts'
import './alarm-list.css'

const TEN_S_MS = 10_000

/** A box's alarms, in words, on its own row: seen ones quietly, until they are over. */
export function AlarmList({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const say = useSay()
  const now = useNow(TEN_S_MS)
  const about = useAlarmsAbout(alarms)
  if (about.length === 0) return null
  return (
    <ul className="alarm-list">
      {about.map((one) => (
        <li key={one.alarm.id} data-seen={one.alarm.acknowledgedAt !== undefined || undefined}>
          <span aria-hidden="true">▲ </span>
          {alarmWords(say, one, now)}
          {one.alarm.acknowledgedAt === undefined
            ? null
            : ` · ${say.t('alarms.noteSeen', { clock: say.time.clock(one.alarm.acknowledgedAt) })}`}
        </li>
      ))}
    </ul>
  )
}
