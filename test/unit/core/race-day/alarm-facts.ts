import type { AlarmFacts, BatteryFacts, RunFacts } from '../../../../electron/core/race-day/alarm-facts.ts'
import {
  boxIdSchema,
  checkpointIdSchema,
  loanIdSchema,
  sessionIdSchema,
  timePlus,
} from '../../../../shared/records/scalars.ts'
import { uuid } from '../../../support/sample-records.ts'

export const NOW = '2026-06-06T10:00:00.000Z'
const NOW_MS = Date.parse(NOW)
export const FINISH = checkpointIdSchema.parse(uuid('e', 3))
export const LOAN = loanIdSchema.parse(uuid('c', 1))

export function boxId(number: number) {
  return boxIdSchema.parse(uuid('b', number))
}

/** A run on that box since an hour, read by nobody, connected all the while. */
export function run(number: number, part: Partial<RunFacts> = {}): RunFacts {
  return {
    boxId: boxId(number),
    sessionId: sessionIdSchema.parse(uuid('d', number)),
    startedAt: timePlus(NOW, -3_600_000),
    checkpointIds: [FINISH],
    ...{ isBackup: false, isAtStartOnly: false, loan: undefined },
    link: { state: 'connected', since: timePlus(NOW, -3_600_000) },
    reads: reads([]),
    ...part,
  }
}

/** Reads so many seconds ago, the latest first. */
export function reads(secondsAgo: readonly number[], chipsInMinute = 0): RunFacts['reads'] {
  const latest = secondsAgo.map((seconds) => NOW_MS - seconds * 1000)
  return { latest, cameMs: latest[0], chipsInMinute }
}

/** `count` reads, one each `gapS`, the last `lastS` ago. */
export function steady(lastS: number, gapS: number, count = 21): RunFacts['reads'] {
  return reads(Array.from({ length: count }, (_, index) => lastS + index * gapS))
}

export function battery(number: number, part: Partial<BatteryFacts> = {}): BatteryFacts {
  return { boxId: boxId(number), percent: 80, isCharging: false, toldAt: NOW, ...part }
}

/** A moment at which nothing is wrong. */
export function facts(part: Partial<AlarmFacts> = {}): AlarmFacts {
  return {
    ...{ now: NOW, monotonicMs: 1_000_000, onlineSince: undefined, runs: [], asides: [], batteries: [] },
    disk: { freeBytes: 10_000_000_000, lowBytes: 500_000_000 },
    ...{ isDiskFull: false, power: {}, ...part },
  }
}

/** The same a little later. */
export function later(before: AlarmFacts, seconds: number, part: Partial<AlarmFacts> = {}): AlarmFacts {
  const now = timePlus(before.now, seconds * 1000)
  return { ...before, now, monotonicMs: before.monotonicMs + seconds * 1000, ...part }
}
