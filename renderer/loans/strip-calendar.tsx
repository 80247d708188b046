// biome-ignore-all lint/a11y/useSemanticElements: see loan-strip.tsx
import { type CSSProperties, type RefObject, useMemo } from 'react'
import { type Say, useSay } from '../words/say.tsx'
import type { StripDay, StripDays } from './strip-days.ts'
import type { StripEvent } from './use-strip.ts'

interface CalendarProps {
  readonly days: StripDays
  readonly events: readonly StripEvent[]
  readonly dense: boolean
}

/** Months, days (or weeks) and events, above the bars. */
export function StripHead({
  days: { days },
  events,
  dense,
  heightPx,
  timeRef,
}: CalendarProps & { readonly heightPx: number; readonly timeRef: RefObject<HTMLDivElement | null> }) {
  const say = useSay()
  const { t, time, now } = say
  const words = useDayWords(say)
  const months = days.filter(({ date }, index) => index === 0 || date.endsWith('-01'))
  const named = dense ? days.filter(({ isMonday }) => isMonday) : days
  return (
    <div className="strip-head-group" role="rowgroup" style={{ height: heightPx }}>
      <div className="strip-line" role="row" tabIndex={-1} aria-rowindex={1}>
        <div className="strip-name strip-corner" role="columnheader" tabIndex={-1}>
          {t('loans.strip.box')}
        </div>
        <div className="strip-time" role="columnheader" tabIndex={-1} ref={timeRef}>
          <div className="strip-tier">
            {months.map((day, index) => (
              <span key={day.date} style={from(day.start, months[index + 1]?.start)}>
                {words.month(day.date)}
              </span>
            ))}
          </div>
          <div className="strip-tier">
            {named.map((day) => (
              <span
                key={day.date}
                data-weekend={day.isWeekend || undefined}
                style={from(day.start, dense ? undefined : day.end)}
              >
                {dense ? words.number(day.date) : words.day(day.date)}
              </span>
            ))}
          </div>
          {events.length === 0 ? null : (
            <div className="strip-tier">
              {events.map((event, index) => {
                const said = t('loans.strip.event', { day: time.day(event.day.date, now), events: event.names })
                return (
                  <span key={event.day.date} title={said} style={from(event.day.start, events[index + 1]?.day.start)}>
                    <span aria-hidden="true">◆ {event.names}</span>
                    <span className="visually-hidden">{said}</span>
                  </span>
                )
              })}
            </div>
          )}
        </div>
      </div>
    </div>
  )
}

/** Weekends, days of events and the present, behind all rows. */
export function StripBackground({ days, events, dense, now }: CalendarProps & { readonly now: string }) {
  const present = (Date.parse(now) - days.fromMs) / (days.toMs - days.fromMs)
  const isLine = ({ isMonday }: StripDay) => !dense || isMonday
  return (
    <div className="strip-behind" aria-hidden="true">
      <div className="strip-time">
        {days.days
          .filter(({ isWeekend }) => isWeekend)
          .map(({ date, start, end }) => (
            <span key={date} className="strip-weekend" style={from(start, end)} />
          ))}
        {days.days.filter(isLine).map(({ date, start }) => (
          <span key={date} className="strip-day-line" style={from(start)} />
        ))}
        {events.map(({ day: { date, start, end } }) => (
          <span key={date} className="strip-event-day" style={from(start, end)} />
        ))}
        {present < 0 || present > 1 ? null : <span className="strip-now" style={from(present)} />}
      </div>
    </div>
  )
}

/** Places something in the strip's width. Without an end, it is as wide as it is. */
export function from(start: number, end?: number): CSSProperties {
  const insetInlineStart = `${start * 100}%`
  return end === undefined ? { insetInlineStart } : { insetInlineStart, inlineSize: `${(end - start) * 100}%` }
}

/** Calendar days have no zone any more: they are read at noon, UTC. */
function useDayWords({ locale }: Pick<Say, 'locale'>) {
  return useMemo(() => {
    const format = (options: Intl.DateTimeFormatOptions) => {
      const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
      return (date: string) => made.format(new Date(`${date}T12:00:00.000Z`))
    }
    return {
      month: format({ month: 'long', year: 'numeric' }),
      day: format({ weekday: 'short', day: 'numeric' }),
      number: format({ day: 'numeric' }),
    }
  }, [locale])
}
