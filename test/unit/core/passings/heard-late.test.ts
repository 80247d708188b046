import { expect, it } from 'vitest'
import { boxIdSchema, timePlus } from '../../../../shared/records/scalars.ts'
import { batchOf, openPassings, passingOf, runOn } from '../../../support/passing-desks.ts'
import { borrowedLoan, COSTA_ID, put, SIERRA_ID, sierraBox, sierraEvent } from '../../../support/sample-records.ts'
import { openSierraDesk, type TestDesk } from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'

const NOW = '2026-06-06T10:00:00.000Z'
const BOX = boxIdSchema.parse(sierraBox(1).id)
const run = runOn(BOX, { startedAt: NOW })
const later = (seconds: number) => timePlus(NOW, seconds * 1000)

function sierras() {
  const test = openSierraDesk(testFolder(), [put('box', sierraBox(1)), put('event', sierraEvent())], later(60))
  return { test, passings: openPassings(test) }
}

function countsShown({ pushed }: TestDesk): number | undefined {
  return pushed.flatMap((push) => (push.push === 'live-sessions' ? push.sessions : [])).at(-1)?.count
}

it('[L10] [R3] what came outside runs goes into the run begun elsewhere that this laptop hears of late, and is shown', async () => {
  const { test, passings } = sierras()
  const before = passingOf(later(-10), 1)
  const within = Array.from({ length: 1200 }, (_, index) => passingOf(later(1 + index / 100), 2 + index))
  passings.take(batchOf(BOX, undefined, [before, ...within]))
  const last = test.store.passings.highestId()
  test.receive([put('session', run)])
  passings.tick(true)
  await expect.poll(() => countsShown(test), { timeout: 10_000 }).toBe(1200)
  expect(test.store.passings.readAfter({ boxId: BOX }, 0, 2000)).toHaveLength(1201)
  const moved = test.store.passings.readAfter({ sessionId: run.id }, last, 2000)
  expect(moved.map(({ number }) => number)).toEqual(within.map(({ number }) => number))
  expect(moved[0]).toMatchObject({ eventId: run.eventId, countedBy: 'stamp', via: 'box' })
  // Behind all that had come, so that scoring programs get them.
  expect(test.store.passings.readAfter({ eventId: sierraEvent().id }, last, 2000)).toHaveLength(1200)
})

it('[L10] a chip read for a test, while a run was on of which this laptop hadn’t heard, is a passing when it comes again', () => {
  const { test, passings } = sierras()
  const [early, late] = [passingOf(later(-10), 1), passingOf(later(10), 2)]
  test.store.transact(() => {
    test.store.raceDay.addTestRead(BOX, early, early.at)
    test.store.raceDay.addTestRead(BOX, late, late.at)
  })
  expect(passings.take(batchOf(BOX, undefined, [early, late])).stored).toBe(0)
  test.receive([put('session', run)])
  expect(passings.take(batchOf(BOX, run, [early, late]))).toMatchObject({ stored: 1, known: 1 })
  expect(test.store.passings.readAfter({ sessionId: run.id }, 0, 10).map(({ number }) => number)).toEqual([2])
})

it('[L10] what came outside runs while the box was, as is heard late, on loan isn’t kept, once the cloud was asked', async () => {
  const { test, passings } = sierras()
  const times = [-10, 10, 20].map((seconds, index) => passingOf(later(seconds), 1 + index))
  passings.take(batchOf(BOX, undefined, times))
  const kept = () => test.store.passings.readAfter({ boxId: BOX }, 0, 10).map(({ number }) => number)
  const [before, first] = test.store.passings.readAfter({ boxId: BOX }, 0, 10).map(({ id }) => id)
  test.store.transact(() => test.store.exchange.markSent([before ?? 0, first ?? 0], 'yes'))
  const taken = { createdAt: later(-100), acceptedAt: later(0), endsAt: later(86_400) }
  test.receive([put('loan', borrowedLoan({ boxId: BOX, ownerId: SIERRA_ID, recipientId: COSTA_ID, ...taken }))])
  passings.tick(true)
  await expect.poll(kept).toEqual([1, 3])
  test.store.transact(() =>
    test.store.exchange.markSent(
      test.store.passings.readAfter({ boxId: BOX }, 0, 10).map(({ id }) => id),
      'yes',
    ),
  )
  passings.notOurs(BOX)
  passings.tick(true)
  await expect.poll(kept).toEqual([1])
})
