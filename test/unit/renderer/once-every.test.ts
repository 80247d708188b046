import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onceEvery } from '../../../renderer/once-every.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** Asks every ten milliseconds. @returns when it ran, in ms */
async function askedAllTheTime(tookMs: number, times: number): Promise<readonly number[]> {
  const soon = onceEvery(100)
  const ran: number[] = []
  let busyMs = 0
  const idleMs = performance.now.bind(performance)
  const beganMs = idleMs()
  vi.spyOn(performance, 'now').mockImplementation(() => idleMs() + busyMs)
  while (ran.length < times) {
    soon(() => {
      ran.push(performance.now() - beganMs)
      busyMs += tookMs
    })
    await vi.advanceTimersByTimeAsync(10)
  }
  return ran
}

test.each([
  [0, [0, 100, 200, 300]],
  [10, [0, 100, 200, 300]],
])('runs at once, and then each time that so much has passed, if it takes %i ms', async (tookMs, ran) => {
  expect(await askedAllTheTime(tookMs, ran.length)).toEqual(ran)
})

test('leaves four times as long to everything else as it took', async () => {
  // The shortest timer is a millisecond's, which counts as its time.
  expect(await askedAllTheTime(50, 3)).toEqual([0, 255, 510])
})
