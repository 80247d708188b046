import type { TFunction } from 'i18next'

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60

/** How times and durations read, in one zone and language. All take ISO text. */
export interface TimeFormat {
  readonly zone: string
  /** `16:05` */
  readonly clock: (at: string) => string
  /** `Sun 16:05` within the next six days, else `Sun 22 Nov 16:05`; with the year where it is another one. */
  readonly short: (at: string, now: string) => string
  /** `Sun 22 Nov 16:05` */
  readonly long: (at: string, now: string) => string
  /** `today 07:41`, `yesterday 19:40`, else as `long`. */
  readonly past: (at: string, now: string) => string
  /** `Sun 22 Nov` of a calendar day such as an event's date. */
  readonly day: (date: string, now: string) => string
  /** `3 h`, `2 d`, `45 min`: how long from `from` to `to`; nothing is told below a minute. */
  readonly duration: (from: string, to: string) => string
  /** `in 3 h`, `3 h ago`, `now` */
  readonly relative: (at: string, now: string) => string
  /** `0:42:10`: to the second, for what is near. */
  readonly countdown: (at: string, now: string) => string
}

export function createTimeFormat(t: TFunction, locale: string, zone: string): TimeFormat {
  const parts = partsReader(locale, zone)
  const utcParts = partsReader(locale, 'UTC')
  const long = (at: string, now: string) => {
    const { weekday, day, month, year, clock } = parts(at)
    return parts(now).year === year
      ? `${weekday} ${day} ${month} ${clock}`
      : `${weekday} ${day} ${month} ${year} ${clock}`
  }
  const duration = (from: string, to: string) => durationText(t, wholeMinutes(from, to))
  return {
    zone,
    clock: (at) => parts(at).clock,
    short: (at, now) => {
      const aheadDays = (Date.parse(at) - Date.parse(now)) / (MINUTE_MS * DAY_MINUTES)
      return aheadDays > -0.5 && aheadDays < 6 ? `${parts(at).weekday} ${parts(at).clock}` : long(at, now)
    },
    long,
    past: (at, now) => {
      const yesterday = new Date(Date.parse(now) - DAY_MINUTES * MINUTE_MS).toISOString()
      if (parts(at).date === parts(now).date) return t('time.today', { clock: parts(at).clock })
      if (parts(at).date === parts(yesterday).date) return t('time.yesterday', { clock: parts(at).clock })
      return long(at, now)
    },
    day: (date, now) => {
      const { weekday, day, month, year } = utcParts(`${date}T12:00:00.000Z`)
      return parts(now).year === year ? `${weekday} ${day} ${month}` : `${weekday} ${day} ${month} ${year}`
    },
    duration,
    relative: (at, now) => {
      // `now` may be up to a minute old: what has just happened isn't ahead.
      if (Date.parse(at) - Date.parse(now) > MINUTE_MS) return t('time.in', { duration: duration(now, at) })
      return wholeMinutes(at, now) >= 1 ? t('time.ago', { duration: duration(at, now) }) : t('time.now')
    },
    countdown: (at, now) => {
      const seconds = Math.max(0, Math.ceil((Date.parse(at) - Date.parse(now)) / 1000))
      const twoDigits = (value: number) => String(value).padStart(2, '0')
      return `${Math.floor(seconds / 3600)}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`
    },
  }
}

/** The calendar day of `at` in `zone`, as `2026-11-22`. */
export function dateIn(zone: string, at: string): string {
  return partsReader('en-GB', zone)(at).date
}

export function computerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** A loan of one day, just made, has a day: what is left of a begun minute counts. */
function wholeMinutes(from: string, to: string): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / MINUTE_MS)
}

/** Below two hours in minutes too: near an end, an hour is a lot. */
function durationText(t: TFunction, minutes: number): string {
  const hours = Math.floor(minutes / 60)
  if (minutes < 60) return t('time.minutes', { count: Math.max(0, minutes) })
  if (hours < 2 && minutes % 60 > 0) return t('time.hoursMinutes', { hours, minutes: minutes % 60 })
  if (minutes < DAY_MINUTES) return t('time.hours', { count: hours })
  return t('time.days', { count: Math.floor(minutes / DAY_MINUTES) })
}

interface Parts {
  readonly weekday: string
  readonly day: string
  readonly month: string
  readonly year: string
  readonly clock: string
  readonly date: string
}

/** Formats are costly to make and to use, and the same moments are read for many rows, `now` for all of them. */
const readers = new Map<string, (at: string) => Parts>()
const MOST_KEPT = 2_000

function partsReader(locale: string, zone: string): (at: string) => Parts {
  const name = `${locale} ${zone}`
  const reader = readers.get(name) ?? keptReader(createPartsReader(locale, zone))
  readers.set(name, reader)
  return reader
}

function keptReader(read: (at: string) => Parts): (at: string) => Parts {
  const kept = new Map<string, Parts>()
  return (at) => {
    const before = kept.get(at)
    if (before !== undefined) return before
    const parts = read(at)
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(at, parts)
    return parts
  }
}

function createPartsReader(locale: string, zone: string): (at: string) => Parts {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const monthFormat = new Intl.DateTimeFormat('en', { timeZone: zone, month: '2-digit' })
  return (at: string) => {
    const moment = new Date(at)
    const found = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]))
    const read = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? ''
    return {
      weekday: read('weekday'),
      day: read('day'),
      month: read('month'),
      year: read('year'),
      clock: `${read('hour')}:${read('minute')}`,
      date: `${read('year')}-${monthFormat.format(moment)}-${read('day').padStart(2, '0')}`,
    }
  }
}
