import { useTranslation } from 'react-i18next'
import type { Race } from '../../shared/records/event.ts'
import { useNow } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'

const DAY_MS = 86_400_000

/** How long until the gun, or since: to the second on the day, nothing otherwise. */
export function RaceCountdown({ race: { plannedStart, expectedEnd } }: { readonly race: Race }) {
  const { now } = useSay()
  if (plannedStart === undefined) return null
  const startMs = Date.parse(plannedStart)
  const endMs = expectedEnd === undefined ? startMs + DAY_MS : Date.parse(expectedEnd)
  const nowMs = Date.parse(now)
  return nowMs < startMs - DAY_MS || nowMs > endMs ? null : <Ticking start={plannedStart} />
}

function Ticking({ start }: { readonly start: string }) {
  const { t } = useTranslation()
  const { time } = useSay()
  const now = useNow(1000)
  const ahead = now < start
  const clock = ahead ? time.countdown(start, now) : time.countdown(now, start)
  const [before, after] = t(ahead ? 'events.gunIn' : 'events.sinceGun', { clock: '|' }).split('|')
  return (
    <span className="race-countdown" role="timer" aria-live="off">
      {before}
      <b>{clock}</b>
      {after}
    </span>
  )
}
