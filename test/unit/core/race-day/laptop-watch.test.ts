import { expect, it } from 'vitest'
import { freeBytesOf, LaptopWatch } from '../../../../electron/core/race-day/laptop-watch.ts'
import type { Push } from '../../../../shared/desktop-api.ts'
import { testFolder } from '../../../support/test-folder.ts'

/** A laptop whose disk a test fills, and whose time it lets pass. */
function aLaptop() {
  const pushed: Push[] = []
  const faults: unknown[] = []
  const disk: { freeBytes: number | Error; asked: number } = { freeBytes: 10_000, asked: 0 }
  let nowMs = 0
  const watch = new LaptopWatch({
    async freeBytes() {
      disk.asked += 1
      if (disk.freeBytes instanceof Error) throw disk.freeBytes
      return disk.freeBytes
    },
    monotonicMs: () => nowMs,
    announce: (push) => pushed.push(push),
    onFault: (_where, error) => faults.push(error),
  })
  return {
    ...{ watch, pushed, faults, disk },
    async pass(seconds: number, hasWindow = true): Promise<void> {
      nowMs += seconds * 1000
      watch.tick(hasWindow)
      await watch.close()
    },
  }
}

it('[F5] the free disk is told at the start, and again where it is another by more than a hundredth', async () => {
  const { watch, pushed, disk, pass } = aLaptop()
  expect([...watch.snapshot()]).toEqual([])
  await pass(1)
  const told = (freeBytes: number) => ({ push: 'laptop', freeBytes, lowBytes: 500 * 1024 * 1024 })
  disk.freeBytes = 9900
  await pass(29)
  expect(disk.asked).toBe(1)
  await pass(1)
  expect([disk.asked, pushed]).toEqual([2, [told(10_000)]])
  expect(watch.disk?.freeBytes).toBe(9900)
  disk.freeBytes = 9899
  await pass(30)
  expect(pushed).toEqual([told(10_000), told(9899)])
  expect([...watch.snapshot()]).toEqual([told(9899)])
})

it('[F5] a disk that can’t be asked is a fault, and what was known stays', async () => {
  const { watch, disk, faults, pass } = aLaptop()
  await pass(1)
  disk.freeBytes = new Error('no such device')
  await pass(30)
  expect(faults).toEqual([disk.freeBytes])
  expect(watch.disk?.freeBytes).toBe(10_000)
})

it('[R5] the power is as a window told it last, and unknown without one', async () => {
  const { watch, pass } = aLaptop()
  watch.reportPower({ onMains: true, percent: 80 })
  watch.reportPower({ onMains: false, percent: 15 })
  await pass(1)
  expect(watch.power).toEqual({ onMains: false, percent: 15 })
  await pass(1, false)
  expect(watch.power).toEqual({})
})

it('[F5] the real disk has room', async () => {
  expect(await freeBytesOf(testFolder())).toBeGreaterThan(0)
})
