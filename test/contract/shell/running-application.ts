/// <reference path="../../../renderer/preload.d.ts" />
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { exposeTrackside } from '../../../electron/shell/page-bridge.ts'
import { startShell } from '../../../electron/shell/shell.ts'
import { portLine } from '../../../renderer/line.ts'
import { type CoreConnection, connectCore } from '../../../renderer/transport.ts'
import type { Push } from '../../../shared/desktop-api.ts'
import { builtRenderer } from '../../support/board-page.ts'
import { testFolder } from '../../support/test-folder.ts'
import { type ElectronStandIn, electronStandIn } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'
import { keptInMemory } from './kept-in-memory.ts'
import { listeners } from './listeners.ts'
import { pagePort } from './stand-in-processes.ts'

const CORE = join(import.meta.dirname, '..', '..', '..', 'electron', 'core', 'main.ts')
const NO_CLOUD = 'http://127.0.0.1:9'

/** The whole shell on a stand-in of Electron, with a real core in a thread. */
export async function startApplication(dataDir: string, cloudUrl = NO_CLOUD, args: readonly string[] = []) {
  const electron = electronStandIn(() => CORE)
  const builtDir = join(testFolder(), 'electron')
  const renderer = builtRenderer(join(builtDir, '..', 'renderer'))
  writeFileSync(join(renderer, 'index.html'), '<!doctype html>')
  const log: string[] = []
  const out: string[] = []
  startShell(electron.parts, {
    argv: ['electron', '.', `--cloud=${cloudUrl}`, `--data=${dataDir}`, ...args],
    env: {},
    platform: 'linux',
    workDir: '/home/timer',
    builtDir,
    openKept: () => keptInMemory(),
    writeLog: (line) => log.push(line),
    writeOut: (line) => out.push(line),
    wallMs: () => Date.parse('2026-06-07T10:00:00Z'),
    about: {
      home: '/home/timer',
      system: 'Linux 6.1 x64',
      versions: { electron: '45.4.1', chrome: '150', node: '24' },
    },
    monotonicMs: () => performance.now(),
    sinceStartMs: () => performance.now(),
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
  return { electron, log, out, quit }
}

/** A page in the window: the real preload's part and the real renderer's, with what lies between them. */
export function openPage(electron: ElectronStandIn) {
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
      // Between processes nothing is heard while it is still being said.
      send: (channel, said: unknown) =>
        void setImmediate(() => electron.receive(channel, { sender: { id: 1 }, senderFrame: frame }, said)),
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
  return { core, links, pushes, theme, trackside: bridge }
}
