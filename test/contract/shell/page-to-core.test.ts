/// <reference path="../../../renderer/preload.d.ts" />
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../../electron/content-security-policy.ts'
import { exposeTrackside } from '../../../electron/shell/page-bridge.ts'
import { startShell } from '../../../electron/shell/shell.ts'
import { portLine } from '../../../renderer/line.ts'
import { type CoreConnection, connectCore } from '../../../renderer/transport.ts'
import type { Push } from '../../../shared/desktop-api.ts'
import { testFolder } from '../../support/test-folder.ts'
import { type ElectronStandIn, electronStandIn } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'
import { keptInMemory } from './kept-in-memory.ts'
import { listeners } from './listeners.ts'
import { pagePort } from './stand-in-processes.ts'

const CORE = join(import.meta.dirname, '..', '..', '..', 'electron', 'core', 'main.ts')

/** The whole shell on a stand-in of Electron, with a real core in a thread. */
async function startApplication(dataDir: string) {
  const electron = electronStandIn(() => CORE)
  const builtDir = join(testFolder(), 'electron')
  mkdirSync(join(builtDir, '..', 'renderer'))
  writeFileSync(join(builtDir, '..', 'renderer', 'index.html'), '<!doctype html>')
  const log: string[] = []
  startShell(electron.parts, {
    argv: ['electron', '.', '--cloud=http://127.0.0.1:9', `--data=${dataDir}`],
    env: {},
    platform: 'linux',
    workDir: '/home/timer',
    builtDir,
    openKept: () => keptInMemory(),
    writeLog: (line) => log.push(line),
    wallMs: () => Date.parse('2026-06-07T10:00:00Z'),
    about: { system: 'Linux 6.1 x64', versions: { electron: '45.4.1', chrome: '150', node: '24' } },
    monotonicMs: () => performance.now(),
    later(run, delayMs) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
  })
  await electron.app.becomeReady()
  const quit = async () => {
    electron.parts.app.quit()
    await eventually(() => expect(electron.app.exits).toEqual([0]))
  }
  return { electron, log, quit }
}

/** A page in the window: the real preload's part and the real renderer's, with what lies between them. */
function openPage(electron: ElectronStandIn) {
  const page = new EventTarget()
  const ipc = listeners()
  const frame = {
    url: electron.windows[0]?.urls[0] ?? '',
    parent: null,
    detached: false,
    isDestroyed: () => false,
    postMessage: (channel: string, _message: unknown, ports: Electron.MessagePortMain[] = []) =>
      ipc.emit(channel, { ports: ports.map(pagePort) }),
  }
  let bridge: TracksidePreload | undefined
  exposeTrackside({
    contextBridge: {
      exposeInMainWorld(_key, api) {
        bridge = api
      },
    },
    ipcRenderer: {
      on: ipc.on,
      send: (channel) => electron.receive(channel, { sender: { id: 1 }, senderFrame: frame }),
    },
    page: {
      postMessage: (data, _origin, ports) =>
        page.dispatchEvent(Object.assign(new Event('message'), { data, ports, source: page })),
    },
  })
  if (bridge === undefined) throw new Error('nothing was exposed')
  const links: string[] = []
  const pushes: Push[] = []
  const core: CoreConnection = connectCore(portLine(page as unknown as Window, bridge), (run, delayMs) => {
    setTimeout(run, delayMs)
  })
  core.onLink((link) => links.push(link))
  core.onPush((push) => pushes.push(push))
  const theme = () => {
    const status = pushes.findLast((push) => push.push === 'status')
    return status?.push === 'status' ? status.status.settings.theme : undefined
  }
  return { core, links, pushes, theme }
}

it('brings a click from the page to the core and the answer back', async () => {
  const { electron, quit } = await startApplication(testFolder())
  onTestFinished(quit)
  const page = openPage(electron)
  await eventually(() => expect(page.theme()).toBe('system'))
  expect(await page.core.call('saveSettings', { theme: 'dark' })).toEqual({})
  await eventually(() => expect(page.theme()).toBe('dark'))
  expect(await page.core.call('signIn', { email: 'ana@sierra.example', password: 'wrong' })).toEqual({
    status: 'failed',
    problem: 'NO_CLOUD',
  })
})

it('gives the page a fresh line when the core died, and nothing acknowledged is lost', async () => {
  const { electron, log, quit } = await startApplication(testFolder())
  onTestFinished(quit)
  const page = openPage(electron)
  await page.core.call('saveSettings', { theme: 'sunlight' })
  await electron.cores[0]?.die()
  await eventually(() => expect(page.links).toEqual(['connecting', 'open', 'gone']))
  page.pushes.length = 0
  // Made while the core is away, the call waits for it.
  expect(await page.core.call('saveSettings', { theme: 'dark' })).toEqual({})
  expect(page.links).toEqual(['connecting', 'open', 'gone', 'open'])
  expect(page.pushes[0]).toMatchObject({ push: 'status', status: { settings: { theme: 'sunlight' } } })
  expect(page.theme()).toBe('dark')
  expect(electron.cores).toHaveLength(2)
  expect(log.join()).toContain("the core's process ended")
})

it('tells a person that another Trackside works in the folder, and quits', async () => {
  const dataDir = testFolder()
  const first = await startApplication(dataDir)
  onTestFinished(first.quit)
  const page = openPage(first.electron)
  await eventually(() => expect(page.theme()).toBe('system'))
  const second = await startApplication(dataDir)
  await eventually(() => expect(second.electron.app.exits).toEqual([0]))
  expect(second.electron.errorBoxes).toEqual([expect.stringContaining('already running')])
  expect(second.electron.cores).toHaveLength(1)
})

it('serves the window its page, with the policy of every window', async () => {
  const { electron, quit } = await startApplication(testFolder())
  onTestFinished(quit)
  const response = await electron.request(electron.windows[0]?.urls[0] ?? '')
  expect(await response.text()).toBe('<!doctype html>')
  expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
})
