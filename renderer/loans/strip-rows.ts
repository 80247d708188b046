import type { Loan } from '../../shared/records/loan.ts'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import { isTaken } from '../../shared/rules/loans.ts'
import type { CustodyFacts } from '../custody/custody-facts.ts'
import type { LoanRow } from './loan-rows.ts'
import type { StripDays } from './strip-days.ts'

/** One loan as a bar. Places are shares of the strip, 0 to 1, cut off at its edges. */
export interface StripBar {
  readonly loan: Loan
  readonly facts: CustodyFacts
  readonly side: 'lent' | 'borrowed'
  readonly phase: 'reserved' | 'on' | 'over' | 'ended'
  readonly start: number
  readonly end: number
  /** L18: the box has been late from `end` to here. */
  readonly lateEnd: number
}

/** A box that has loans in the days shown, the earliest first. */
export interface StripRow {
  readonly boxId: BoxId
  readonly serial: string
  readonly alias: string
  readonly bars: readonly StripBar[]
}

const collator = new Intl.Collator('en', { numeric: true })

/** The boxes that have loans in these days, by serial: a row stays where it is, whatever happens to its loans. */
export function stripRows(
  rows: readonly LoanRow[],
  viewer: OrganisationId,
  days: StripDays,
  now: string,
): readonly StripRow[] {
  const byBox = new Map<BoxId, StripBar[]>()
  for (const row of rows) {
    const bar = stripBar(row, viewer, days, Date.parse(now))
    if (bar === undefined) continue
    const bars = byBox.get(row.loan.boxId)
    if (bars === undefined) byBox.set(row.loan.boxId, [bar])
    else bars.push(bar)
  }
  return [...byBox]
    .map(([boxId, bars]) => {
      const sorted = bars.toSorted((one, other) => one.start - other.start || one.end - other.end)
      // The box's name may have changed since the first of them.
      const { boxSerial = '', boxAlias = '' } = sorted.at(-1)?.loan ?? {}
      return { boxId, serial: boxSerial, alias: boxAlias, bars: sorted }
    })
    .sort((one, other) => collator.compare(one.serial, other.serial))
}

/** When the bar of a loan begins: when it was taken, or else when it was made. */
export function beginOf({ acceptedAt, receiptAt, createdAt }: Loan): string {
  return acceptedAt ?? receiptAt ?? createdAt
}

/** Undefined: outside of these days, or over without anybody having had the box. */
function stripBar(
  { loan, facts }: LoanRow,
  viewer: OrganisationId,
  { fromMs, toMs }: StripDays,
  nowMs: number,
): StripBar | undefined {
  const phase = phaseOf(facts.state)
  if (phase === 'ended' && !isTaken(loan)) return undefined
  const startMs = Date.parse(beginOf(loan))
  const endMs = Date.parse(loan.endedAt ?? loan.endsAt)
  const lateMs = phase === 'over' ? Math.max(endMs, nowMs) : endMs
  if (startMs >= toMs || lateMs <= fromMs) return undefined
  const share = (ms: number) => Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)))
  return {
    ...{ loan, facts, phase, side: loan.ownerId === viewer ? 'lent' : 'borrowed' },
    ...{ start: share(startMs), end: share(endMs), lateEnd: share(lateMs) },
  }
}

function phaseOf(state: CustodyFacts['state']): StripBar['phase'] {
  if (state === 'reserved' || state === 'over' || state === 'ended') return state
  return 'on'
}

/** Where a bar's name has room: inside it, after it up to the next one, or nowhere. Widths in pixels. */
export function labelPlace(
  { start, lateEnd }: Pick<StripBar, 'start' | 'lateEnd'>,
  nextStart: number,
  stripPx: number,
  labelPx: number,
): 'inside' | 'after' | 'none' {
  const barPx = (lateEnd - start) * stripPx
  const roomPx = (nextStart - lateEnd) * stripPx
  if (barPx >= labelPx) return 'inside'
  if (roomPx >= labelPx) return 'after'
  // Its beginning still tells one partner from another.
  return barPx >= MIN_LABEL_PX ? 'inside' : 'none'
}

const MIN_LABEL_PX = 56
