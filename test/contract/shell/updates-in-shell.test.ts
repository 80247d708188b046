import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { toPageSchema, type UpdateState } from '../../../shared/shell-messages.ts'
import { putElectronForUpdater } from '../../support/electron-for-updater.ts'
import { testFolder } from '../../support/test-folder.ts'
import { startUpdateFeed } from '../../support/update-feed.ts'
import { type ElectronStandIn, electronStandIn } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'
import { started } from './started-shell.ts'

/** A page that listens. */
function pageOf(electron: ElectronStandIn) {
  const updates: UpdateState[] = []
  const places: object[] = []
  const senderFrame = {
    url: 'app://trackside/',
    parent: null,
    detached: false,
    isDestroyed: () => false,
    postMessage(_channel: string, said: unknown) {
      const message = toPageSchema.parse(said)
      if (message.type === 'update') updates.push(message.update)
      if (message.type === 'show') places.push(message.place)
    },
  }
  electron.receive('trackside:listen', { senderFrame })
  const tell = (said: unknown) => electron.receive('trackside:tell', { senderFrame }, said)
  return { updates, places, tell }
}

const labels = (
  items: readonly Electron.MenuItemConstructorOptions[],
): readonly Electron.MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? labels(item.submenu) : [])])

function updateItem(electron: ElectronStandIn) {
  return labels(electron.menus.at(-1) ?? []).find(({ label }) => /updates/i.test(label ?? ''))
}

async function startedWithFeed() {
  const feed = await startUpdateFeed(testFolder())
  onTestFinished(() => feed.close())
  const resourcesDir = testFolder()
  const yml = `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: trackside-updater\n`
  writeFileSync(join(resourcesDir, 'app-update.yml'), yml)
  const electron = electronStandIn()
  electron.app.isPackaged = true
  const app = Object.assign(electron.parts.app, { getName: () => 'trackside', relaunch: () => undefined })
  putElectronForUpdater({ app: Object.assign(app, { getPath: testFolder, once: () => undefined }) })
  Reflect.set(process, 'resourcesPath', resourcesDir)
  process.env['APPIMAGE'] = '/Trackside.AppImage'
  onTestFinished(() => {
    delete process.env['APPIMAGE']
  })
  return started({ electron, resourcesDir, env: { APPIMAGE: '/Trackside.AppImage' } })
}

it('tells every page where updates stand, also one that was loaded again; there are none where no feed is packed', async () => {
  const { electron } = await started()
  expect(updateItem(electron)).toBeUndefined()
  expect(pageOf(electron).updates).toEqual([{ state: 'off' }])
  const page = pageOf(electron)
  expect(page.updates).toEqual([{ state: 'off' }])
  page.tell({ type: 'update', act: 'check' })
  expect(page.updates).toEqual([{ state: 'off' }])
})

it.runIf(process.platform === 'linux')('the menu asks for updates, and leads to where they are said', async () => {
  const { electron } = await startedWithFeed()
  const page = pageOf(electron)
  expect(page.updates).toEqual([{ state: 'idle' }])
  const click = updateItem(electron)?.click as (() => void) | undefined
  click?.()
  expect(page.places).toEqual([{ screen: 'settings', id: 'updates' }])
  await eventually(() => expect(page.updates).toHaveLength(3))
  expect(page.updates.slice(1)).toEqual([{ state: 'checking' }, { state: 'failed', why: 'no-feed' }])
  // A page that is loaded now knows it as well.
  expect(pageOf(electron).updates).toEqual([{ state: 'failed', why: 'no-feed' }])
})

it.runIf(process.platform === 'linux')('the page asks for updates, and nobody else', async () => {
  const { electron } = await startedWithFeed()
  const page = pageOf(electron)
  electron.receive('trackside:tell', { senderFrame: null }, { type: 'update', act: 'check' })
  expect(page.updates).toEqual([{ state: 'idle' }])
  page.tell({ type: 'update', act: 'install' })
  page.tell({ type: 'update', act: 'format the disk' })
  page.tell({ type: 'update', act: 'check' })
  await eventually(() => expect(page.updates.at(-1)).toEqual({ state: 'failed', why: 'no-feed' }))
  expect(electron.app.quits).toBe(0)
})
