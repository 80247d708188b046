import type { CallResult } from '../../shared/desktop-api.ts'

type HistoryValue = CallResult<'telemetryHistory'>['values'][number]

export interface BatteryValue {
  readonly at: string
  readonly percent: number
}

/** What the line shows, told: where it began, its lowest, where it is. */
export interface BatterySpan {
  readonly first: BatteryValue
  readonly lowest: BatteryValue
  readonly last: BatteryValue
}

/** In the units of the drawing. */
export interface DrawingSize {
  readonly width: number
  readonly height: number
}

const DAY_MS = 24 * 3_600_000
/** Values come every five minutes at most: after three that stayed out, nothing was heard, and nothing is drawn. */
const GAP_MS = 16 * 60_000

/** The battery of the last 24 h, oldest first. */
export function batteryValues(values: readonly HistoryValue[], now: string): readonly BatteryValue[] {
  const sinceMs = Date.parse(now) - DAY_MS
  return values.flatMap(({ at, batteryPercent: percent }) =>
    percent === undefined || Date.parse(at) < sinceMs ? [] : [{ at, percent }],
  )
}

export function batterySpan(values: readonly BatteryValue[]): BatterySpan | undefined {
  const [first, second] = [values[0], values.at(-1)]
  if (first === undefined || second === undefined || values.length < 2) return undefined
  const lowest = values.reduce((low, value) => (value.percent < low.percent ? value : low), first)
  return { first, lowest, last: second }
}

/** SVG paths, one a stretch in which the box was heard; from 24 h ago at the left to now, from full above to empty. */
export function batteryPaths(values: readonly BatteryValue[], now: string, size: DrawingSize): readonly string[] {
  const startMs = Date.parse(now) - DAY_MS
  const place = ({ at, percent }: BatteryValue) => {
    const x = Math.min(1, (Date.parse(at) - startMs) / DAY_MS) * size.width
    const y = (1 - Math.min(100, Math.max(0, percent)) / 100) * size.height
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  }
  return stretches(values).map((stretch) => {
    const [first = '', ...rest] = stretch.map(place)
    // A round cap makes a single value a dot.
    return rest.length === 0 ? `M${first}L${first}` : `M${first}${rest.map((point) => `L${point}`).join('')}`
  })
}

function stretches(values: readonly BatteryValue[]): readonly (readonly BatteryValue[])[] {
  const found: BatteryValue[][] = []
  let lastMs = Number.NEGATIVE_INFINITY
  for (const value of values) {
    const atMs = Date.parse(value.at)
    const current = found.at(-1)
    if (current === undefined || atMs - lastMs > GAP_MS) found.push([value])
    else current.push(value)
    lastMs = atMs
  }
  return found
}
