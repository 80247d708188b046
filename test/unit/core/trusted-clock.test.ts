import { describe, expect, it } from 'vitest'
import { TrustedClock } from '../../../electron/core/sync/trusted-clock.ts'

const HOUR_MS = 3_600_000
const START_MS = Date.parse('2026-06-06T10:00:00.000Z')

function clocks() {
  const state = { wall: START_MS, monotonic: 0 }
  return {
    state,
    pass(ms: number) {
      state.wall += ms
      state.monotonic += ms
    },
    wallMs: () => state.wall,
    monotonicMs: () => state.monotonic,
  }
}

describe('trusted time', () => {
  it('[F6] is the cloud’s time, whatever this computer’s clock says', () => {
    const computer = clocks()
    const clock = new TrustedClock(computer, undefined)
    clock.observe(START_MS + HOUR_MS, computer.monotonicMs())
    computer.pass(1000)
    expect(clock.nowMs()).toBe(START_MS + HOUR_MS + 1000)
  })

  it('[F6] keeps the offset and the highest time across a restart', () => {
    const computer = clocks()
    const clock = new TrustedClock(computer, undefined)
    clock.observe(START_MS + HOUR_MS, 0)
    const again = new TrustedClock({ wallMs: computer.wallMs, monotonicMs: () => 0 }, clock.keep())
    expect(again.nowMs()).toBe(START_MS + HOUR_MS)
  })

  it('[F6] never goes back when the wall clock is set back, also across a restart', () => {
    const computer = clocks()
    const clock = new TrustedClock(computer, undefined)
    clock.observe(START_MS, 0)
    computer.pass(HOUR_MS)
    const shown = clock.nowMs()
    computer.state.wall -= 10 * HOUR_MS
    expect(clock.nowMs()).toBeGreaterThanOrEqual(shown)
    expect(clock.problem()).toBe('clock-behind')
    const again = new TrustedClock({ wallMs: computer.wallMs, monotonicMs: () => 0 }, clock.keep())
    expect(again.nowMs()).toBeGreaterThanOrEqual(shown)
    expect(again.problem()).toBe('clock-behind')
  })

  it('[F6] runs on by the monotonic clock while the wall clock is wrong', () => {
    const computer = clocks()
    const clock = new TrustedClock(computer, undefined)
    clock.observe(START_MS, 0)
    computer.state.wall -= 10 * HOUR_MS
    computer.pass(5000)
    expect(clock.nowMs()).toBe(START_MS + 5000)
  })

  it('[F6] [R4] never stands still: moments of a race stay as far apart as they were', () => {
    const computer = clocks()
    const clock = new TrustedClock(computer, undefined)
    clock.observe(START_MS, 0)
    computer.state.wall += HOUR_MS
    const ahead = clock.nowMs()
    computer.state.wall -= HOUR_MS
    computer.pass(5000)
    expect(clock.nowMs()).toBe(ahead + 5000)
    // Started anew without a battery for the clock.
    computer.state.wall -= 10 * HOUR_MS
    const again = new TrustedClock(computer, clock.keep())
    computer.pass(7000)
    expect(again.nowMs()).toBe(ahead + 12_000)
    expect(again.problem()).toBe('clock-behind')
  })

  it('[F6] is lowered by the cloud alone', () => {
    const computer = clocks()
    const clock = new TrustedClock(computer, undefined)
    computer.state.wall += 48 * HOUR_MS
    expect(clock.nowMs()).toBe(START_MS + 48 * HOUR_MS)
    clock.observe(START_MS, computer.monotonicMs())
    expect(clock.nowMs()).toBe(START_MS)
    expect(clock.problem()).toBeUndefined()
  })

  it('[F6] warns when the wall clock leaps forward by more than a day', () => {
    const computer = clocks()
    const clock = new TrustedClock(computer, undefined)
    clock.observe(START_MS, 0)
    computer.state.wall += 25 * HOUR_MS
    clock.nowMs()
    expect(clock.problem()).toBe('clock-jumped')
  })

  it('[F6] starts from this computer’s clock where what was kept can’t be read', () => {
    const computer = clocks()
    expect(new TrustedClock(computer, 'not json').nowMs()).toBe(START_MS)
    expect(new TrustedClock(computer, '{"offsetMs":"x"}').nowMs()).toBe(START_MS)
  })
})
