import { expect, it, onTestFinished } from 'vitest'
import { type Arrival, Intake, type IntakeParts, type Source } from '../../../../electron/core/boxes/intake.ts'
import { BOX_1, BOX_2, eventually, NOW } from './a-field.ts'

const FULL = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

function arrivals(from: number, count: number): readonly Arrival[] {
  return Array.from({ length: count }, (_, index) => ({
    passing: { at: NOW, number: from + index, chip: 'A' },
    receivedAt: NOW,
  }))
}

function source(boxId: typeof BOX_1): Source {
  return { boxId, sessionId: undefined, clockOffsetMs: 0 }
}

function anIntake(parts: Partial<IntakeParts> = {}) {
  const batches: { readonly boxId: string; readonly numbers: readonly number[] }[] = []
  const behind: boolean[] = []
  const faults: unknown[] = []
  const unstorable: unknown[] = []
  const intake = new Intake({
    store: ({ boxId }, some) => batches.push({ boxId, numbers: some.map(({ passing }) => passing.number) }),
    onUnstorable: (_, error) => unstorable.push(error),
    onBehind: (isBehind) => behind.push(isBehind),
    onFault: (_, error) => faults.push(error),
    ...parts,
  })
  onTestFinished(() => void intake.close())
  const numbers = () => batches.flatMap((batch) => batch.numbers)
  return { intake, batches, behind, faults, unstorable, numbers }
}

it('[F5] what comes together is stored together, a box at a time, 500 at most', async () => {
  const { intake, batches } = anIntake()
  for (let number = 0; number < 900; number += 10) {
    intake.add(source(BOX_1), arrivals(number, 10))
    intake.add(source(BOX_2), arrivals(number, 10))
  }
  await eventually(() => expect(intake.count).toBe(0))
  expect(batches.map(({ boxId, numbers }) => [boxId, numbers.length])).toEqual([
    [BOX_1, 500],
    [BOX_2, 500],
    [BOX_1, 400],
    [BOX_2, 400],
  ])
})

it('[F5] a full disk: nothing is lost, the boxes wait at 2,000, and go on when it is done', async () => {
  const disk = { isFull: true }
  const stored: number[] = []
  const { intake, behind, faults } = anIntake({
    store: (_, some) => {
      if (disk.isFull) throw FULL
      stored.push(...some.map(({ passing }) => passing.number))
    },
  })
  for (let number = 0; number < 1990; number += 10) intake.add(source(BOX_1), arrivals(number, 10))
  await eventually(() => expect(faults).toEqual([FULL]))
  expect(behind).toEqual([])
  intake.add(source(BOX_1), arrivals(1990, 10))
  expect(behind).toEqual([true])
  intake.flush()
  expect(intake.count).toBe(2000)
  disk.isFull = false
  await eventually(() => expect(stored).toEqual(arrivals(0, 2000).map(({ passing }) => passing.number)))
  expect(behind).toEqual([true, false])
})

it('[F5] one that can’t be stored at all doesn’t hold up the others', async () => {
  const stored: number[] = []
  const bad = new RangeError('a value that no table takes')
  const { intake, unstorable, faults } = anIntake({
    store: (_, some) => {
      if (some.some(({ passing }) => passing.number === 77)) throw bad
      stored.push(...some.map(({ passing }) => passing.number))
    },
  })
  intake.add(source(BOX_1), arrivals(0, 300))
  await eventually(() => expect(intake.count).toBe(0))
  expect(stored).toHaveLength(299)
  expect(unstorable).toEqual([bad])
  expect(faults).toEqual([])
})

it('[F5] what the disk doesn’t take at the end is told', () => {
  const { intake } = anIntake({
    store: () => {
      throw FULL
    },
  })
  intake.add(source(BOX_1), arrivals(0, 3))
  expect(intake.close()).toBe(3)
})
