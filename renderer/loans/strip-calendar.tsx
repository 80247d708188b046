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
  today,
  heightPx,
  roomFor,
  timeRef,
}: CalendarProps & {
  readonly today: string
  readonly heightPx: number
  /** Whether a text fits into this share of the strip. */
  readonly roomFor: (text: string, share: number) => boolean
  readonly timeRef: RefObject<HTMLDivElement | null>
}) {
  const say = useSay()
  const { t, time, now } = say
  const words = useDayWords(say)
  const months = days.filter(({ date }, index) => index === 0 || date.endsWith('-01'))
  const named = dense ? days.filter(({ isMonday }) => isMonday) : days
  const withWeekdays = !dense && days.every(({ date, start, end }) => roomFor(words.day(date), end - start))
  return (
    <div className="strip-head-group" role="rowgroup" style={{ height: heightPx }}>
      <div className="strip-line" role="row" tabIndex={-1} aria-rowindex={1}>
        <div className="strip-name strip-corner" role="columnheader" tabIndex={-1}>
          {t('loans.strip.box')}
        </div>
        <div className="strip-time" role="columnheader" tabIndex={-1} ref={timeRef}>
          <div className="strip-tier">
            {months.map(({ date, start }, index) => {
              const end = months[index + 1]?.start ?? 1
              const text = [words.month(date), words.shortMonth(date), ''].find((one) => roomFor(one, end - start))
              return (
                <span key={date} style={from(start, end)}>
                  <span>{text}</span>
                </span>
              )
            })}
          </div>
          <div className="strip-tier">
            {named.map(({ date, start, end }, index) => {
              const next = dense ? (named[index + 1]?.start ?? 1) : end
              const text = withWeekdays ? words.day(date) : words.number(date)
              return (
                <span key={date} data-today={date === today || undefined} style={from(start, next)}>
                  <span>{roomFor(text, next - start) ? text : ''}</span>
                </span>
              )
            })}
          </div>
          {events.length === 0 ? null : (
            <div className="strip-tier">
              {events.map(({ day: { date, start }, names }, index) => {
                const said = t('loans.strip.event', { day: time.day(date, now), events: names })
                return (
                  <span key={date} title={said} style={from(start, events[index + 1]?.day.start ?? 1)}>
                    <span aria-hidden="true">◆ {names}</span>
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

/** Weekends and days of events, behind all rows. */
export function StripBackground({ days, events, dense }: CalendarProps) {
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
      </div>
    </div>
  )
}

/** The present, as a line over all bars. */
export function StripNow({ days: { fromMs, toMs }, now }: { readonly days: StripDays; readonly now: string }) {
  const present = (Date.parse(now) - fromMs) / (toMs - fromMs)
  if (present < 0 || present > 1) return null
  return (
    <div className="strip-behind strip-front" aria-hidden="true">
      <div className="strip-time">
        <span className="strip-now" style={from(present)} />
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
      shortMonth: format({ month: 'short' }),
      day: format({ weekday: 'short', day: 'numeric' }),
      number: format({ day: 'numeric' }),
    }
  }, [locale])
}
