import { momentIn } from '../events/zoned-time.ts'

export const STRIP_SPANS = ['weeks', 'months'] as const
export type StripSpan = (typeof STRIP_SPANS)[number]

const DAY_MS = 86_400_000

/** How many days, how many of them lie before today, and how far *Earlier* and *Later* go. */
const SPANS: Readonly<Record<StripSpan, { readonly days: number; readonly before: number; readonly step: number }>> = {
  weeks: { days: 14, before: 3, step: 7 },
  months: { days: 91, before: 60, step: 42 },
}

/** A calendar day of the strip. Its beginning and end as shares of the whole, 0 to 1: where clocks change, days aren't alike. */
export interface StripDay {
  /** `2026-11-22` */
  readonly date: string
  readonly start: number
  readonly end: number
  readonly isWeekend: boolean
  readonly isMonday: boolean
}

export interface StripDays {
  readonly fromMs: number
  readonly toMs: number
  readonly days: readonly StripDay[]
}

/** The days around today by the calendar of `zone`, `shift` steps later. */
export function stripDays(zone: string, today: string, span: StripSpan, shift: number): StripDays {
  const { days, before, step } = SPANS[span]
  const dates = Array.from({ length: days + 1 }, (_, index) => datePlus(today, index - before + shift * step))
  const starts = startsOf(zone, dates)
  const [fromMs = 0] = starts
  const toMs = starts.at(-1) ?? 0
  const share = (ms: number | undefined) => ((ms ?? toMs) - fromMs) / (toMs - fromMs)
  return {
    fromMs,
    toMs,
    days: dates.slice(0, -1).map((date, index) => {
      const weekday = new Date(`${date}T12:00:00.000Z`).getUTCDay()
      return {
        date,
        start: share(starts[index]),
        end: share(starts[index + 1]),
        isWeekend: weekday === 0 || weekday === 6,
        isMonday: weekday === 1,
      }
    }),
  }
}

function datePlus(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** When each day begins: mostly 24 h after the one before, which is quickly asked; else it is worked out. */
function startsOf(zone: string, dates: readonly string[]): readonly number[] {
  const twoDigits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  // Swedish writes it as `2026-11-22 00:00`.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', ...twoDigits, hourCycle: 'h23' })
  const starts: number[] = []
  for (const date of dates) {
    const guess = (starts.at(-1) ?? Number.NaN) + DAY_MS
    const isRight = !Number.isNaN(guess) && format.format(guess) === `${date} 00:00`
    starts.push(isRight ? guess : Date.parse(momentIn(zone, `${date}T00:00`) ?? `${date}T00:00:00.000Z`))
  }
  return starts
}
