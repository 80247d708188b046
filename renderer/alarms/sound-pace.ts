import type { Alarm, AlarmKind } from '../../shared/desktop-race-day.ts'

/** Times are being lost, or soon will be: these sound again until a person has seen them. */
const URGENT: ReadonlySet<AlarmKind> = new Set([
  'no-connection',
  'silent',
  'main-silent',
  'loan-over',
  'disk-full',
  'laptop-battery',
])
const AGAIN_MS = 30_000
const APART_MS = 5_000

export interface SoundStep {
  readonly sounds: boolean
  /** When to ask again, though nothing changes; undefined: not before something does. */
  readonly againInMs: number | undefined
}

export interface SoundPace {
  /** @param nowMs monotonic */
  next(alarms: readonly Alarm[], nowMs: number): SoundStep
}

/** Each new alarm sounds once, an urgent one every 30 s until it is seen, and never two sounds within 5 s. */
export function createSoundPace(): SoundPace {
  let heard: ReadonlySet<string> = new Set()
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    next(alarms, nowMs) {
      const unseen = alarms.filter(({ acknowledgedAt }) => acknowledgedAt === undefined)
      const isNew = unseen.some(({ id }) => !heard.has(id))
      const isUrgent = unseen.some(({ kind }) => URGENT.has(kind))
      // One that is over and comes again is a new one.
      heard = new Set(alarms.flatMap(({ id }) => (heard.has(id) ? id : [])))
      if (!isNew && !isUrgent) return { sounds: false, againInMs: undefined }
      const dueMs = lastMs + (isNew ? APART_MS : AGAIN_MS)
      if (nowMs < dueMs) return { sounds: false, againInMs: dueMs - nowMs }
      lastMs = nowMs
      heard = new Set([...heard, ...unseen.map(({ id }) => id)])
      return { sounds: true, againInMs: isUrgent ? AGAIN_MS : undefined }
    },
  }
}
