import { useTranslation } from 'react-i18next'
import { useDerived, useNow, useOrganisationId, useRecord } from '../trackside.tsx'
import { computerZone } from '../words/format-time.ts'
import { useSay, useTodaysEvent } from '../words/say.tsx'

const DAY_MS = 86_400_000

/** Today's event, and how long until the next gun. */
export function EventCountdown() {
  const { t } = useTranslation()
  const event = useTodaysEvent()
  const organisation = useRecord('organisation', useOrganisationId())
  const zone = event !== undefined && event.timeZone !== computerZone() ? event.timeZone : undefined
  const name = event?.name ?? organisation?.name
  return (
    <div className="event-countdown">
      <b title={name}>{name}</b>
      {event === undefined ? <span className="muted">{t('frame.noEvent')}</span> : <Gun eventId={event.id} />}
      {zone === undefined ? null : (
        <span className="muted small" title={t('frame.zone', { zone })}>
          {t('frame.zone', { zone })}
        </span>
      )}
    </div>
  )
}

function Gun({ eventId }: { readonly eventId: string }) {
  const say = useSay()
  const starts = useDerived(
    ['race'],
    (records) =>
      records
        .where('race', 'eventId', eventId)
        .flatMap((race) => race.plannedStart ?? [])
        .toSorted(),
    [eventId],
  )
  const next = starts.find((start) => start > say.now)
  const last = starts.at(-1)
  if (next !== undefined && Date.parse(next) - Date.parse(say.now) < DAY_MS) return <Countdown to={next} />
  if (last === undefined || last > say.now) return null
  return <span className="muted">{say.t('frame.started', { clock: say.time.clock(last) })}</span>
}

function Countdown({ to }: { readonly to: string }) {
  const { t, time } = useSay()
  const now = useNow(1000)
  const [before, after] = t('frame.gunIn', { countdown: '|' }).split('|')
  return (
    <span className="muted" role="timer" aria-live="off">
      {before}
      <b>{time.countdown(to, now)}</b>
      {after}
    </span>
  )
}
