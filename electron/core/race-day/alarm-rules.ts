import type { Alarm, AlarmKind } from '../../../shared/desktop-race-day.ts'
import type { BoxId } from '../../../shared/records/scalars.ts'
import { type Cause, causesOf } from './alarm-causes.ts'
import type { AlarmFacts } from './alarm-facts.ts'

/** What comes back within this time has been on all the while. */
const FLICKER_MS = 15_000
/** As many as a window is told. */
const MAX_ALARMS = 200

/** The worst first. */
const BY_WEIGHT: readonly AlarmKind[] = [
  'disk-full',
  'no-connection',
  'main-silent',
  'silent',
  'loan-over',
  'loan-ending',
  'disk-low',
  'low-battery',
  'laptop-battery',
]
/** What is measured, and so comes and goes. The others are over when they are over. */
const FLICKERS: ReadonlySet<AlarmKind> = new Set([
  'disk-full',
  'no-connection',
  'main-silent',
  'silent',
  'disk-low',
  'low-battery',
  'laptop-battery',
])

interface HeldAlarm {
  readonly alarm: Alarm
  /** When there was a cause for it last. */
  readonly causedMs: number
}

export interface AlarmState {
  /** By kind and box: never two of the same. */
  readonly held: ReadonlyMap<string, HeldAlarm>
  readonly lost: ReadonlyMap<BoxId, string>
}

export const NO_ALARMS: AlarmState = { held: new Map(), lost: new Map() }

/** The alarms at the next moment. */
export function nextAlarms(state: AlarmState, facts: AlarmFacts): AlarmState {
  const lost = nextLost(state.lost, facts)
  const isOn = (kind: AlarmKind, boxId?: BoxId) => state.held.has(keyOf({ kind, boxId }))
  const held = new Map<string, HeldAlarm>()
  for (const cause of causesOf(facts, { isOn, lost })) {
    const key = keyOf(cause)
    if (!held.has(key)) held.set(key, heldOf(cause, state.held.get(key)?.alarm, facts))
  }
  for (const [key, one] of state.held) if (!held.has(key) && lasts(one, facts)) held.set(key, one)
  return { held, lost }
}

/** A person has seen it. */
export function acknowledged(state: AlarmState, id: string, now: string): AlarmState {
  const held = [...state.held].map(([key, one]): [string, HeldAlarm] => {
    const isNew = one.alarm.id === id && one.alarm.acknowledgedAt === undefined
    return [key, isNew ? { ...one, alarm: { ...one.alarm, acknowledgedAt: now } } : one]
  })
  return { ...state, held: new Map(held) }
}

/** What nobody has seen yet first, then the worst, then the oldest. */
export function inOrder(state: AlarmState): readonly Alarm[] {
  return [...state.held.values()]
    .map(({ alarm }) => alarm)
    .toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)))
    .slice(0, MAX_ALARMS)
}

function orderOf({ kind, since, boxId, acknowledgedAt }: Alarm): string {
  return `${acknowledgedAt === undefined ? 0 : 1} ${BY_WEIGHT.indexOf(kind)} ${since} ${boxId ?? ''}`
}

function keyOf({ kind, boxId }: { readonly kind: AlarmKind; readonly boxId?: BoxId | undefined }): string {
  return `${kind} ${boxId ?? ''}`
}

function heldOf(cause: Cause, before: Alarm | undefined, { now, monotonicMs }: AlarmFacts): HeldAlarm {
  const since = earlierOf(before?.since ?? now, cause.since ?? now)
  const id = before?.id ?? `${keyOf(cause)} ${now}`
  const acknowledgedAt = before?.acknowledgedAt
  const alarm = { ...cause, id, since, ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }) }
  return { alarm, causedMs: monotonicMs }
}

/** Without a cause it goes on for a little, where the cause may be back; not where the run is over that it is about. */
function lasts({ alarm: { kind, boxId, sessionId }, causedMs }: HeldAlarm, facts: AlarmFacts): boolean {
  if (!FLICKERS.has(kind) || facts.monotonicMs - causedMs >= FLICKER_MS) return false
  if (boxId === undefined) return true
  if (kind === 'low-battery') return facts.batteries.some((battery) => battery.boxId === boxId)
  return facts.runs.some((run) => run.boxId === boxId && run.sessionId === sessionId)
}

/**
 * A connection that breaks again while it is tried hasn't been back in between. F6: where the clock was set back since, it
 * counts from now on.
 */
function nextLost(before: ReadonlyMap<BoxId, string>, { now, runs }: AlarmFacts): ReadonlyMap<BoxId, string> {
  return new Map(
    runs.flatMap(({ boxId, link }): [BoxId, string][] =>
      link === undefined || link.state === 'connected'
        ? []
        : [[boxId, earlierOf(before.get(boxId) ?? link.since, now)]],
    ),
  )
}

function earlierOf(at: string, other: string): string {
  return at < other ? at : other
}
