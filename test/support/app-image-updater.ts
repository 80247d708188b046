import { streamLogger } from '../../electron/core/log.ts'
import { offerUpdates } from '../../electron/shell/offer-updates.ts'
import type { UpdateAct } from '../../electron/shell/updates.ts'
import type { PageFacts, UpdateState } from '../../shared/shell-messages.ts'
import { putElectronForUpdater } from './electron-for-updater.ts'

export interface InstalledAppImage {
  readonly path: string
  readonly version: string
  /** The package's own, with its app-update.yml. */
  readonly resourcesDir: string
  readonly cacheDir: string
  readonly platform?: NodeJS.Platform
}

export interface RunningAppImage {
  readonly isOn: boolean
  act(act: UpdateAct): void
  /** As the page was told, from the first on. */
  readonly states: readonly UpdateState[]
  readonly log: readonly string[]
  /** What happened to the application, in order. */
  readonly calls: readonly string[]
  facts: PageFacts
  /** What a person answers to the question before quitting. */
  agrees: boolean
  /** Waits until the page is told one of these, after what a person did last. */
  until(...wanted: readonly UpdateState['state'][]): Promise<UpdateState>
  untilCalled(call: string): Promise<void>
  /** The delays of what is to be done later. */
  readonly dueMs: () => readonly number[]
  /** Does what was to be done later. */
  passTime(): void
}

const NOTHING_ON: PageFacts = { runs: [], unsent: 0, attention: 0, language: 'en', theme: 'system' }

/**
 * The shell's updates in an installed AppImage, with electron-updater itself behind them. Only what Electron does is
 * done by Node: requests, and that an application quits.
 */
export function startAppImage(installed: InstalledAppImage): RunningAppImage {
  const { path, version, resourcesDir, cacheDir, platform = 'linux' } = installed
  const states: UpdateState[] = []
  const calls: string[] = []
  const log: string[] = []
  const later: { readonly run: () => void; readonly delayMs: number }[] = []
  const waiting = new Set<() => void>()
  const happened = () => {
    for (const look of waiting) look()
  }
  const call = (name: string) => {
    calls.push(name)
    happened()
  }
  const app = {
    isPackaged: true,
    getVersion: () => version,
    getName: () => 'trackside',
    getPath: () => cacheDir,
    whenReady: async () => undefined,
    quit: () => call('quit'),
    relaunch: () => call('relaunch'),
    once: () => call('something at quit'),
    releaseSingleInstanceLock: () => call('lock given back'),
    requestSingleInstanceLock: () => {
      call('lock taken')
      return true
    },
  }
  putElectronForUpdater({ app })
  // Electron's own, which isn't there in Node; and where electron-updater looks for both others.
  Reflect.set(process, 'resourcesPath', resourcesDir)
  process.env['XDG_CACHE_HOME'] = cacheDir
  process.env['APPIMAGE'] = path
  const until = (check: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!check()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  let actedAt = 0
  const running = { facts: NOTHING_ON, agrees: true }
  const updates = offerUpdates({
    app,
    installation: { resourcesDir, platform, env: process.env },
    page: {
      facts: () => running.facts,
      send(message) {
        if (message.type === 'update') states.push(message.update)
        happened()
      },
    },
    quitting: {
      async agreed() {
        call('asked')
        return running.agrees
      },
      stays: () => call('stays'),
    },
    core: { stop: async () => call('core stopped'), startAgain: () => call('core started again') },
    log: streamLogger((line) => log.push(line)),
    later(run, delayMs) {
      later.push({ run, delayMs })
      return () => undefined
    },
  })
  return Object.assign(running, {
    isOn: updates.isOn,
    act(act: UpdateAct) {
      actedAt = states.length
      updates.act(act)
    },
    states,
    log,
    calls,
    async until(...wanted: readonly UpdateState['state'][]) {
      const told = () => states.slice(actedAt).at(-1)
      await until(() => wanted.some((state) => state === told()?.state))
      return told() ?? { state: 'off' as const }
    },
    untilCalled: (name: string) => until(() => calls.includes(name)),
    dueMs: () => later.map(({ delayMs }) => delayMs),
    passTime: () => later.shift()?.run(),
  })
}

/**
 * Does what a person does: looks for an update, downloads it, and has it installed.
 * @returns the version that is installed then; undefined if none is newer
 */
export async function updateAppImage(installed: InstalledAppImage): Promise<string | undefined> {
  const { act, until, untilCalled } = startAppImage(installed)
  act('check')
  const found = await until('current', 'available', 'failed')
  if (found.state === 'current') return undefined
  act('download')
  const got = found.state === 'failed' ? found : await until('ready', 'failed')
  if (got.state !== 'ready') throw new Error(`there is no update: ${JSON.stringify(got)}`)
  act('install')
  await Promise.race([untilCalled('quit'), until('failed')])
  return got.version
}
