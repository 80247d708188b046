import { expect, it } from 'vitest'
import type { ShownPassing } from '../../../../shared/desktop-live.ts'
import { boxIdSchema, timePlus } from '../../../../shared/records/scalars.ts'
import { batchOf, openPassings, passingOf, runOn } from '../../../support/passing-desks.ts'
import { put, sierraBox, sierraEvent, uuid } from '../../../support/sample-records.ts'
import { openSierraDesk } from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'

const NOW = '2026-06-06T10:00:00.000Z'
const place = { checkpointIds: [uuid('e', 3)] }
const main = runOn(boxIdSchema.parse(sierraBox(1).id), { ...place, id: uuid('f', 1) })
const backup = runOn(boxIdSchema.parse(sierraBox(2).id), { ...place, id: uuid('f', 2), backup: true })

it('[R1] rows of a backup box are marked, and those that it alone read as soon as that is known', async () => {
  const boxes = [put('box', sierraBox(1)), put('box', sierraBox(2)), put('event', sierraEvent())]
  const test = openSierraDesk(testFolder(), [...boxes, put('session', main), put('session', backup)])
  const passings = openPassings(test)
  const pushed = () => test.pushed.flatMap((push) => (push.push === 'passings' ? push.passings : []))
  const marks = (rows: readonly ShownPassing[]) => rows.map(({ chip, readBy }) => `${chip} ${readBy}`)
  const page = async () => marks((await passings.page({ sessionId: backup.id }, { limit: 10 })).passings)
  passings.board.watch([main.id, backup.id])
  passings.take(batchOf(backup.boxId, backup, [passingOf(NOW, 1, { chip: 'A' }), passingOf(NOW, 2, { chip: 'B' })]))
  passings.take(batchOf(main.boxId, main, [passingOf(timePlus(NOW, 500), 1, { chip: 'A' })]))
  await expect
    .poll(() => marks(pushed()).toSorted(), { timeout: 10_000 })
    .toEqual([...['A backup', 'A undefined', 'B backup']])
  expect(await page()).toEqual(['B backup', 'A backup'])

  const before = test.pushed.length
  const told = () => test.pushed.slice(before).filter(({ push }) => push === 'passings')
  test.wall.now = timePlus(NOW, 12_999)
  passings.tick(true)
  expect(told()).toEqual([])
  test.wall.now = timePlus(NOW, 13_000)
  passings.tick(true)
  expect(told()).toMatchObject([{ sessionId: backup.id, passings: [{ chip: 'B', readBy: 'backup-only' }] }])
  passings.tick(true)
  expect(told()).toHaveLength(1)
  expect(await page()).toEqual(['B backup-only', 'A backup'])
})

it('[R1] where no main box runs, what a backup reads is its alone from the first moment', async () => {
  const alone = [put('box', sierraBox(2)), put('event', sierraEvent()), put('session', backup)]
  const test = openSierraDesk(testFolder(), alone)
  const passings = openPassings(test)
  passings.take(batchOf(backup.boxId, backup, [passingOf(NOW, 1, { chip: 'A' })]))
  const { passings: rows } = await passings.page({ sessionId: backup.id }, { limit: 10 })
  expect(rows).toMatchObject([{ chip: 'A', readBy: 'backup-only' }])
})
