import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PartialDetection } from '../../../tools/box-simulator/box-state.ts'
import { laps } from '../../../tools/box-simulator/passing-generator.ts'
import { playPassings } from '../../../tools/box-simulator/passing-player.ts'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'
import { NOON_MS } from './a-box.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: NOON_MS })
})
afterEach(() => {
  vi.useRealTimers()
})

function play(recorded: PartialDetection[]) {
  const detections = laps({ chipCount: 10, ratePerSecond: 5, startAtMs: 0, random: createSeededRandom(1) })
  return playPassings(detections, (detection) => recorded.push(detection), Date.now)
}

test('records each detection when its time has come, stamped with it', () => {
  const recorded: PartialDetection[] = []
  const player = play(recorded)
  vi.advanceTimersByTime(10_000)
  expect(recorded).toHaveLength(50)
  const expected = laps({ chipCount: 10, ratePerSecond: 5, startAtMs: NOON_MS, random: createSeededRandom(1) })
  expect(recorded).toEqual(Array.from({ length: 50 }, () => expected.next().value))
  player.stop()
  vi.advanceTimersByTime(10_000)
  expect(recorded).toHaveLength(50)
})

test('does not make up for hours that the computer slept, nor for a clock set back', () => {
  const recorded: PartialDetection[] = []
  const player = play(recorded)
  vi.setSystemTime(NOON_MS + 8 * 3_600_000)
  vi.advanceTimersByTime(100)
  expect(recorded.length).toBeLessThanOrEqual(5)
  const before = recorded.length
  vi.setSystemTime(NOON_MS - 3_600_000)
  vi.advanceTimersByTime(100)
  expect(recorded).toHaveLength(before)
  vi.advanceTimersByTime(2000)
  expect(recorded.length).toBeGreaterThan(before)
  player.stop()
})
