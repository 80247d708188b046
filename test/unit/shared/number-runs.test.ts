import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NumberRuns } from '../../../shared/rules/number-runs.ts'

const START_MS = Date.parse('2026-06-06T10:00:00.000Z')

/** A number, and how many seconds after the start the box stamped it. */
type Numbered = readonly [number: number, second: number]

function readOf(passings: readonly Numbered[]) {
  const runs = new NumberRuns()
  for (const [number, second] of passings) runs.add(number, new Date(START_MS + second * 1000).toISOString())
  return runs.read()
}

/** One a second, from number to number. */
function counted(from: number, to: number, since = 0): readonly Numbered[] {
  return Array.from({ length: to - from + 1 }, (_, index) => [from + index, since + index] as const)
}

const without = (passings: readonly Numbered[], ...numbers: readonly number[]) =>
  passings.filter(([number]) => !numbers.includes(number))

describe('what a box’s numbers tell', () => {
  it('[R3] nothing has come, nothing is missing', () => {
    expect(readOf([])).toEqual({ box: 0, missing: 0, gaps: [] })
  })

  it('[R3] gaps are named, from the first one that is here on', () => {
    expect(readOf(without(counted(101, 200), 105, 106, 107, 150))).toEqual({
      ...{ box: 100, missing: 4 },
      gaps: [
        { from: 105, to: 107 },
        { from: 150, to: 150 },
      ],
    })
  })

  it('[R3] what comes late fills its gap, long after, and duplicates change nothing', () => {
    const all = counted(1, 100)
    const gap = [40, 41, 42]
    const late = all.filter(([number]) => gap.includes(number))
    expect(readOf([...without(all, ...gap), ...late.slice(0, 2)])).toMatchObject({ missing: 1, gaps: [{ from: 42 }] })
    expect(readOf([...without(all, ...gap), ...late, ...all, ...late])).toEqual({ box: 100, missing: 0, gaps: [] })
  })

  it('[R3] a box that counts anew begins another stretch, and what it lacks is told for each', () => {
    const before = without(counted(1, 50), 20)
    const after = without(counted(1, 60, 80), 30, 31)
    expect(readOf([...before, ...after])).toEqual({
      ...{ box: 110, missing: 3 },
      gaps: [
        { from: 20, to: 20 },
        { from: 30, to: 31 },
      ],
    })
  })

  it('[R3] numbers that come out of order within 5 s are no new beginning; the same number later is one', () => {
    expect(readOf([...counted(1, 10), [12, 11], [11, 15], [13, 16]])).toMatchObject({ box: 13, missing: 0 })
    expect(readOf([...counted(1, 10), [10, 30], [11, 31]])).toEqual({ box: 12, missing: 0, gaps: [] })
  })

  it('[R3] a clock that is set back or forward takes nothing away', () => {
    expect(readOf([...counted(1, 100, 3600), ...counted(101, 200, 0)])).toMatchObject({ missing: 0 })
    expect(readOf([...counted(1, 100), ...counted(101, 200, 1_000_000)])).toEqual({ box: 200, missing: 0, gaps: [] })
  })

  it('[R3] at most 20 gaps are named, and all are counted', () => {
    const read = readOf(counted(1, 201).filter(([number]) => number % 2 === 1))
    expect(read).toMatchObject({ box: 201, missing: 100 })
    expect(read.gaps).toHaveLength(20)
  })

  it('[R3] whatever is missing in whichever stretch, in whichever order and how often the rest comes', () => {
    const stretch = fc.record({ count: fc.integer({ min: 1, max: 80 }), pauseS: fc.integer({ min: 10, max: 500 }) })
    const story = fc
      .array(stretch, { minLength: 1, maxLength: 4 })
      .map((stretches) => {
        let second = 0
        return stretches.map(({ count, pauseS }) => {
          const passings = counted(1, count, second)
          second += count + pauseS
          return passings
        })
      })
      .chain((stretches) =>
        fc.record({
          stretches: fc.constant(stretches),
          lost: fc.array(fc.integer({ min: 2, max: 79 }), { maxLength: 20 }),
          order: fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })),
          again: fc.integer({ min: 0, max: 50 }),
        }),
      )
    fc.assert(
      fc.property(story, ({ stretches, lost, order, again }) => {
        // First and last are here: what a box made before and after can't be known.
        const isLost = (number: number, all: readonly Numbered[]) => number < all.length && lost.includes(number)
        const kept = stretches.flatMap((all) => all.filter(([number]) => !isLost(number, all)))
        const missing = stretches.flat().length - kept.length
        const keys = new Map(kept.map((passing) => [passing, order.next().value ?? 0]))
        const shuffled = kept.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
        const read = readOf([...shuffled, ...shuffled.slice(0, again)])
        expect(read).toMatchObject({ box: stretches.flat().length, missing })
        expect(readOf(kept)).toEqual(read)
      }),
    )
  })

  it('[R3] reading in between changes nothing of what is read in the end', () => {
    const passing = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 120 }))
    fc.assert(
      fc.property(fc.array(passing, { maxLength: 80 }), fc.nat({ max: 7 }), (passings, every) => {
        const runs = new NumberRuns()
        for (const [index, [number, second]] of passings.entries()) {
          runs.add(number, new Date(START_MS + second * 1000).toISOString())
          if (index % (every + 1) === 0) runs.read()
        }
        const sorted = passings.toSorted(([, a], [, b]) => a - b)
        expect(runs.read()).toEqual(readOf(sorted))
      }),
    )
  })
})
