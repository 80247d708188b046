import { expect, it, onTestFinished } from 'vitest'
import { configWith } from '../../../cloud/config.ts'
import { boxIdSchema } from '../../../shared/records/scalars.ts'
import { foundWith } from '../../../tools/speed/found-organisation.ts'
import { startChoosyProxy } from '../../support/choosy-proxy.ts'
import { openDatabase, startCloud } from '../../support/cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openTestWindow, type TestWindow } from '../../support/test-window.ts'

/** With a step of history for each: three pages. */
const BOXES = 3600
const PASSWORD = 'first-sync-password-1'

function idsIn(window: TestWindow): readonly string[] {
  const ids = window.all('box').map(({ id }) => id)
  return ids.toSorted()
}

it('[F5] a first state of several pages that breaks off is begun anew, and is here whole or not at all', {
  timeout: 120_000,
}, async () => {
  const database = await openDatabase('PGlite')
  const cloud = await startCloud(database)
  onTestFinished(() => cloud.close())
  const parts = { db: database.db, clock: cloud.clock, config: configWith(1000) }
  const { email, boxIds } = await foundWith(parts, BOXES, PASSWORD)
  const failsAt = [2, 3]
  const shownThen: number[] = []
  let pages = 0
  let isDown = false
  const url = await startChoosyProxy(cloud.url, (path) => {
    if (isDown) return { status: 503, code: 'UNAVAILABLE' }
    if (!path.startsWith('/v1/changes')) return undefined
    pages = path.includes('cursor=') ? pages + 1 : 1
    if (pages !== failsAt[0]) return undefined
    failsAt.shift()
    shownThen.push(window.all('box').length)
    return { status: 503, code: 'UNAVAILABLE' }
  })
  const folder = testFolder()
  const window = await openTestWindow(folder, url, { random: () => 0 })
  await window.call('signIn', { email, password: PASSWORD })
  await window.until(() => !window.status().loading && window.status().connection === 'online', 'the first state')
  expect(shownThen).toEqual([0, 0])
  expect(idsIn(window)).toEqual(boxIds.toSorted())
  await window.stop()
  isDown = true
  const again = await openTestWindow(folder, url)
  expect(idsIn(again)).toEqual(boxIds.toSorted())
  const { entries } = await again.call('history', { boxId: boxIdSchema.parse(boxIds.at(-1)), limit: 9 })
  expect(entries.map(({ what }) => what)).toEqual(['registered'])
  await again.stop()
})

it('[F5] a first state whose beginning came, but whose laptop wasn’t enrolled, is asked for anew', async () => {
  const database = await openDatabase('PGlite')
  const cloud = await startCloud(database)
  onTestFinished(() => cloud.close())
  const parts = { db: database.db, clock: cloud.clock, config: configWith(1000) }
  const { email, boxIds } = await foundWith(parts, 3, PASSWORD)
  const asked: string[] = []
  const url = await startChoosyProxy(cloud.url, (path) => {
    const [what = ''] = path.split('?')
    const isFirst = !asked.includes(what)
    asked.push(what)
    return what === '/v1/installations' && isFirst ? { status: 503, code: 'INTERNAL' } : undefined
  })
  const window = await openTestWindow(testFolder(), url, { random: () => 0 })
  await window.call('signIn', { email, password: PASSWORD })
  await window.until(() => !window.status().loading && window.status().connection === 'online', 'the first state')
  expect(idsIn(window)).toEqual(boxIds.toSorted())
  expect(asked.filter((what) => what === '/v1/changes').length).toBeGreaterThan(1)
  expect(window.all('installation').map(({ id }) => id)).toEqual([window.status().installationId])
  await window.stop()
})
