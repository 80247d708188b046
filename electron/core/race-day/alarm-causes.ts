import type { Alarm, AlarmKind } from '../../../shared/desktop-race-day.ts'
import { type BoxId, timePlus } from '../../../shared/records/scalars.ts'
import { LOW_BATTERY_PERCENT } from '../../../shared/rules/battery.ts'
import type { AlarmFacts, AsideFacts, ReadFacts, RunFacts } from './alarm-facts.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const UNCONNECTED_MS = 10 * SECOND_MS
/** Silence is told by the rate before: so many reads within so long. */
const SILENT_READS = 10
const SILENT_WITHIN_MS = 5 * MINUTE_MS
const SILENT_LEAST_MS = MINUTE_MS
const SILENT_GAPS = 8
const MAIN_SILENT_MS = MINUTE_MS
const MAIN_SILENT_CHIPS = 3
const BATTERY_FRESH_MS = 10 * MINUTE_MS
const LOAN_ENDING_MS = 60 * MINUTE_MS

/** Why there is an alarm: what it tells, without what makes it one that lasts. */
export type Cause = Omit<Alarm, 'id' | 'since' | 'acknowledgedAt'> & { readonly since?: string }

export interface Before {
  /** Whether that alarm is on: it takes a little more to end it than it took to raise it. */
  readonly isOn: (kind: AlarmKind, boxId?: BoxId) => boolean
  /** Since when each box isn't connected that this laptop tries to be connected to. */
  readonly lost: ReadonlyMap<BoxId, string>
}

/** All the reasons for an alarm at one moment. */
export function causesOf(facts: AlarmFacts, before: Before): readonly Cause[] {
  return [
    ...facts.runs.flatMap((run) => [
      ...unconnected(facts, run, before.lost.get(run.boxId)),
      ...silent(facts, run),
      ...mainSilent(facts, run),
      ...loanEnding(facts, run),
    ]),
    ...facts.asides.map((aside) => ({ kind: 'loan-over' as const, ...placeOf(aside) })),
    ...lowBatteries(facts, before),
    ...ofLaptop(facts, before),
  ]
}

function unconnected({ now }: AlarmFacts, run: RunFacts, lostSince: string | undefined): readonly Cause[] {
  if (lostSince === undefined || since(lostSince, now) < UNCONNECTED_MS) return []
  return [{ kind: 'no-connection', ...placeOf(run), since: lostSince }]
}

function silent(facts: AlarmFacts, run: RunFacts): readonly Cause[] {
  const heardSince = heardSinceOf(facts, run)
  const [last] = run.reads.latest
  const longestMs = longestSilence(run.reads)
  if (heardSince === undefined || last === undefined || longestMs === undefined || run.isAtStartOnly) return []
  const quietMs = Date.parse(facts.now) - Math.max(last, run.reads.cameMs ?? last, happened(heardSince, facts))
  const lastAt = isoOf(last)
  return quietMs > longestMs ? [{ kind: 'silent', ...placeOf(run), since: lastAt, lastAt }] : []
}

/** Undefined: it reads too seldom to tell. Where runners thin out, the gaps grow and this with them. */
function longestSilence({ latest }: ReadFacts): number | undefined {
  const [last, ...earlier] = latest
  const oldest = earlier.at(-1)
  if (last === undefined || oldest === undefined) return undefined
  if (earlier.filter((at) => last - at <= SILENT_WITHIN_MS).length < SILENT_READS) return undefined
  return Math.max(SILENT_LEAST_MS, (SILENT_GAPS * (last - oldest)) / earlier.length)
}

function mainSilent(facts: AlarmFacts, run: RunFacts): readonly Cause[] {
  const heardSince = heardSinceOf(facts, run)
  if (run.isBackup || heardSince === undefined) return []
  const [last] = run.reads.latest
  const nowMs = Date.parse(facts.now)
  const begunMs = Math.max(happened(run.startedAt, facts), happened(heardSince, facts))
  const quietSinceMs = Math.max(last ?? 0, run.reads.cameMs ?? 0, begunMs)
  if (nowMs - quietSinceMs < MAIN_SILENT_MS) return []
  const checkpointId = run.checkpointIds.find((id) =>
    facts.runs.some(
      (other) => other.isBackup && other.checkpointIds.includes(id) && other.reads.chipsInMinute >= MAIN_SILENT_CHIPS,
    ),
  )
  if (checkpointId === undefined) return []
  const lastAt = last === undefined ? {} : { lastAt: isoOf(last) }
  const quietSince = isoOf(Math.min(nowMs, Math.max(last ?? 0, Date.parse(run.startedAt))))
  return [{ kind: 'main-silent', ...placeOf(run), since: quietSince, checkpointId, ...lastAt }]
}

/**
 * Since when its reads would have come here, by a connection of this laptop or by the cloud. Undefined: they wouldn't,
 * so that their absence tells nothing.
 */
function heardSinceOf({ onlineSince }: AlarmFacts, { link }: RunFacts): string | undefined {
  if (link === undefined) return onlineSince
  return link.state === 'connected' ? link.since : undefined
}

/** F6: what was noted by a clock that the cloud has set back since, tells nothing. */
function happened(at: string, { now }: AlarmFacts): number {
  return at > now ? 0 : Date.parse(at)
}

function loanEnding({ now }: AlarmFacts, run: RunFacts): readonly Cause[] {
  if (run.loan === undefined || run.loan.endsAt <= now) return []
  if (timePlus(run.loan.endsAt, -LOAN_ENDING_MS) > now) return []
  return [{ kind: 'loan-ending', ...placeOf(run), loanId: run.loan.id }]
}

function lowBatteries({ now, batteries }: AlarmFacts, { isOn }: Before): readonly Cause[] {
  return batteries.flatMap(({ boxId, percent, isCharging, toldAt }) => {
    const low = LOW_BATTERY_PERCENT + (isOn('low-battery', boxId) ? 2 : 0)
    const isLow = percent < low && !isCharging && since(toldAt, now) < BATTERY_FRESH_MS
    return isLow ? [{ kind: 'low-battery' as const, boxId, percent }] : []
  })
}

function ofLaptop({ disk, isDiskFull, power }: AlarmFacts, { isOn }: Before): readonly Cause[] {
  const lowBytes = (disk?.lowBytes ?? 0) * (isOn('disk-low') ? 1.1 : 1)
  const lowPercent = LOW_BATTERY_PERCENT + (isOn('laptop-battery') ? 2 : 0)
  const { onMains, percent } = power
  return [
    ...(isDiskFull ? [{ kind: 'disk-full' as const }] : []),
    ...(disk && disk.freeBytes < lowBytes ? [{ kind: 'disk-low' as const, freeBytes: disk.freeBytes }] : []),
    ...(onMains === false && percent !== undefined && percent < lowPercent
      ? [{ kind: 'laptop-battery' as const, percent }]
      : []),
  ]
}

function placeOf({ boxId, sessionId, checkpointIds }: AsideFacts | RunFacts) {
  const [checkpointId] = checkpointIds
  return {
    boxId,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(checkpointId === undefined ? {} : { checkpointId }),
  }
}

function since(then: string, now: string): number {
  return Date.parse(now) - Date.parse(then)
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
