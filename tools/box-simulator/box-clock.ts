import { assertNever } from '../../shared/assert-never.ts'

/**
 * What the box takes for the time: a clock that is off by so much, or none,
 * which counts from 1 January 1970 at power-on.
 */
export type BoxClock =
  | { readonly kind: 'set'; readonly source: 'NTP' | 'GPS'; readonly offsetMs: number }
  | { readonly kind: 'none' }

/** Both forms are documented for the real box. */
export type TimestampForm = 'iso' | 'semicolon'

/** What the box's clock shows at the true time `atMs`. */
export function boxTimeMs(clock: BoxClock, poweredOnAtMs: number, atMs: number): number {
  switch (clock.kind) {
    case 'set':
      return atMs + clock.offsetMs
    case 'none':
      return Math.max(0, atMs - poweredOnAtMs)
    default:
      return assertNever(clock)
  }
}

/** `2024-09-17T14:34:23.123Z`, or the same with a semicolon for the T. */
export function formatTimestamp(timeMs: number, form: TimestampForm): string {
  const iso = new Date(timeMs).toISOString()
  return form === 'iso' ? iso : iso.replace('T', ';')
}

export function clockSourceOf(clock: BoxClock): 'NTP' | 'GPS' | 'none' {
  return clock.kind === 'set' ? clock.source : 'none'
}
