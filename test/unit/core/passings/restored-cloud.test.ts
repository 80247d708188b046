import { expect, it } from 'vitest'
import { sendAgainWhereRestored } from '../../../../electron/core/passings/restored-cloud.ts'
import { boxIdSchema, timePlus } from '../../../../shared/records/scalars.ts'
import { batchOf, openPassings, passingOf, runOn } from '../../../support/passing-desks.ts'
import { put, sierraBox } from '../../../support/sample-records.ts'
import { openSierraDesk } from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'

const NOW = '2026-06-20T10:00:00.000Z'
const DAY_MS = 24 * 3_600_000
const BOX = boxIdSchema.parse(sierraBox(1).id)

it('[F5] a cloud that was restored gets the passings of the last 7 days once more, and tells all of its own', async () => {
  const run = runOn(BOX, { startedAt: timePlus(NOW, -10 * DAY_MS) })
  const test = openSierraDesk(testFolder(), [put('box', sierraBox(1)), put('session', run)], NOW)
  const passings = openPassings(test)
  const { store } = test
  // One in six minutes, for ten days.
  const stamps = Array.from({ length: 2400 }, (_, index) => timePlus(NOW, (index - 2400) * 6 * 60_000))
  passings.take(
    batchOf(
      BOX,
      run,
      stamps.map((at, index) => passingOf(at, index + 1)),
    ),
  )
  const all = store.passings.readAfter({ boxId: BOX }, 0, 5000)
  passings.board.sent(
    run.id,
    store.transact(() =>
      store.exchange.markSent(
        all.map(({ id }) => id),
        'yes',
      ),
    ),
  )
  store.transact(() => store.exchange.setFetchedTo(run.id, 2400))
  const lost: number[] = []
  const look = () =>
    sendAgainWhereRestored(
      store,
      NOW,
      (sessionId, ids) => {
        lost.push(...ids)
        passings.board.sent(sessionId, ids, false)
      },
      new AbortController().signal,
    )
  expect(await look()).toBe(false)
  expect(await look()).toBe(false)
  expect(lost).toEqual([])
  expect(passings.live(run.id)?.inCloud).toBe(2400)

  test.receive([put('box', sierraBox(1)), put('session', run)], { reset: true, epoch: 'restored' })
  expect(await look()).toBe(true)
  const recent = all.filter(({ receivedAt }) => receivedAt >= timePlus(NOW, -7 * DAY_MS)).map(({ id }) => id)
  expect(recent.length).toBeLessThan(2400)
  expect(lost.toSorted((a, b) => a - b)).toEqual(recent)
  expect([...store.exchange.groups()]).toEqual([{ boxId: BOX, sessionId: run.id }])
  expect(store.exchange.unsent({ boxId: BOX, sessionId: run.id }, 5000).map(({ id }) => id)).toEqual(recent)
  expect(store.exchange.fetchedTo(run.id)).toBe(0)
  expect(passings.live(run.id)?.inCloud).toBe(2400 - recent.length)
  expect(await look()).toBe(false)
})
