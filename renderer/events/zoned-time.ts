const MINUTE_MS = 60_000

/**
 * The moment at which clocks in `zone` show `local` (`2026-11-22T09:30`). Where they skip it, the moment as far after the
 * skip; where they show it twice, the first.
 * @returns undefined where `local` isn't a date and time
 */
export function momentIn(zone: string, local: string): string | undefined {
  const asUtcMs = Date.parse(`${local}:00.000Z`)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) || Number.isNaN(asUtcMs)) return undefined
  // The offset before and after a change of clocks differ: the one that leads back to `local` is right.
  const offsets = [offsetMs(zone, asUtcMs - 24 * 60 * MINUTE_MS), offsetMs(zone, asUtcMs + 24 * 60 * MINUTE_MS)]
  const fits = offsets.map((offset) => asUtcMs - offset).filter((ms) => ms + offsetMs(zone, ms) === asUtcMs)
  const [before = 0] = offsets
  return new Date(fits.length > 0 ? Math.min(...fits) : asUtcMs - before).toISOString()
}

/** What clocks in `zone` show at `moment`, as a form's field takes it: `2026-11-22T09:30`. */
export function localIn(zone: string, moment: string): string {
  const ms = Date.parse(moment)
  return new Date(ms + offsetMs(zone, ms)).toISOString().slice(0, 16)
}

/** How far clocks in `zone` are ahead of UTC at `ms`, to the minute. */
function offsetMs(zone: string, ms: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(ms))
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'))
  return shown - Math.floor(ms / MINUTE_MS) * MINUTE_MS
}
