import { expect, it } from 'vitest'
import { playAnyOrder } from '../../support/any-order.ts'

const FIRST = Number(process.env['TRACKSIDE_SEED'] ?? 1)
const ORDERS = Number(process.env['TRACKSIDE_ORDERS'] ?? 40)
const AT_ONCE = 8

it('[R3] [F5] whatever the order of runs, tests, connections and restarts, each passing is here once, in its run, and shown', async () => {
  const failed: object[] = []
  let next = FIRST
  async function work(): Promise<void> {
    while (next < FIRST + ORDERS) {
      const seed = next
      next += 1
      const { moves, wrong } = await playAnyOrder(seed)
      if (wrong.length > 0) failed.push({ seed, moves: moves.join(' '), wrong: wrong.slice(0, 3) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  expect(failed).toEqual([])
}, 600_000)
