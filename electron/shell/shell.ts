import { join } from 'node:path'
import type * as Electron from 'electron'
import type { ToPage } from '../../shared/shell-messages.ts'
import { type Logger, streamLogger } from '../core/log.ts'
import { NO_TRACE, type StartupTrace, traceStartup } from '../startup-trace.ts'
import { keepAwake } from './awake.ts'
import { chooseCloud } from './cloud-url.ts'
import { confine } from './confine.ts'
import { type CoreKeeper, type CoreKeeperParts, keepCore } from './core-keeper.ts'
import {
  type Diagnosed,
  diagnosticsText,
  keepLogTail,
  type LogTail,
  type SavingParts,
  saveDiagnostics,
} from './diagnostics.ts'
import { type KeptFile, type KeptSettings, keptSettings } from './kept-settings.ts'
import { type LaunchOptions, readLaunchOptions } from './launch-options.ts'
import { menuTemplate } from './menu.ts'
import { type OpeningParts, takeOpened } from './opening.ts'
import { readPackagedCloud } from './packaged-cloud.ts'
import { type PageMessageParts, type PageMessages, talkWithPage } from './page-messages.ts'
import { restrictPermissions } from './permissions.ts'
import { registerPageScheme, servePage } from './protocol.ts'
import { askBeforeQuitting, type Quitting, type QuittingParts } from './quitting.ts'
import { openSecrets, type SafeStorage } from './sealed-secrets.ts'
import { bringToFront, openWindow, type Window, type WindowParts } from './window.ts'
import { type Area, placeWindow } from './window-place.ts'
import { answerWindows, type PortParts } from './window-ports.ts'

/** What the shell needs of Electron. */
export interface ElectronParts extends WindowParts {
  readonly app: Pick<
    typeof Electron.app,
    | 'enableSandbox'
    | 'exit'
    | 'getPath'
    | 'getVersion'
    | 'isPackaged'
    | 'on'
    | 'quit'
    | 'requestSingleInstanceLock'
    | 'setAsDefaultProtocolClient'
    | 'setBadgeCount'
    | 'setPath'
    | 'whenReady'
  >
  readonly dialog: OpeningParts['dialog'] & QuittingParts['dialog'] & SavingParts['dialog']
  readonly ipcMain: PortParts['ipcMain'] & PageMessageParts['ipcMain']
  readonly Menu: {
    buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Electron.Menu
    setApplicationMenu(menu: Electron.Menu): void
  }
  readonly MessageChannelMain: PortParts['MessageChannelMain']
  readonly powerMonitor: { on(event: 'resume' | 'unlock-screen', listener: () => void): unknown }
  readonly powerSaveBlocker: Parameters<typeof keepAwake>[0]
  readonly protocol: Pick<typeof Electron.protocol, 'handle' | 'registerSchemesAsPrivileged'>
  readonly safeStorage: SafeStorage
  readonly screen: {
    getAllDisplays(): readonly { readonly id: number; readonly workArea: Area }[]
    getPrimaryDisplay(): { readonly id: number }
  }
  readonly session: { readonly defaultSession: Parameters<typeof restrictPermissions>[0] }
  readonly utilityProcess: CoreKeeperParts['utilityProcess']
}

export interface ShellSurroundings {
  /** With the program, as Node has it. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** Which paths among the arguments start from. */
  readonly workDir: string
  /** The folder of the built shell: core and preload lie beside it, the renderer in a folder beside that. */
  readonly builtDir: string
  /** Opens what the shell keeps in the application's folder. */
  readonly openKept: () => KeptFile
  readonly writeLog: (line: string) => void
  /** For what was asked for on the command line. */
  readonly writeOut: (line: string) => void
  readonly monotonicMs: () => number
  /** How long ago the process was started. */
  readonly sinceStartMs: () => number
  readonly wallMs: () => number
  /** Of the computer and of what the application runs in. */
  readonly about: Pick<Diagnosed, 'system' | 'versions'>
  readonly later: CoreKeeperParts['later']
}

/** The desktop application: one window on one core. Called before Electron is ready. */
export function startShell(electron: ElectronParts, surroundings: ShellSurroundings): void {
  const { app } = electron
  const logTail = keepLogTail(surroundings.writeLog)
  const log = streamLogger(logTail.write)
  const options = readOptions(electron, surroundings)
  if (options === undefined) return
  // Two data folders are two applications, each with its own window state and single-instance lock.
  if (options.dataDir !== undefined) app.setPath('userData', join(options.dataDir, 'electron'))
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }
  const kept = keptSettings(surroundings.openKept(), log)
  const cloudUrl = findCloud(electron, surroundings, options, kept)
  if (cloudUrl === undefined) return
  const trace = options.traceStartup
    ? traceStartup(['main', 'core', 'window', 'page'], surroundings.sinceStartMs, surroundings.writeOut)
    : NO_TRACE
  app.enableSandbox()
  registerPageScheme(electron.protocol)
  app.on('web-contents-created', (_event, contents) => confine(contents))
  const keptAwake = keepAwake(electron.powerSaveBlocker)
  const page = talkWithPage(electron, log, (message) => {
    if (message.type === 'painted') trace.ended('page')
    if (message.type !== 'facts') return
    const { runs, attention } = message.facts
    keptAwake(runs.length > 0)
    // Windows has no such count; there it does nothing.
    app.setBadgeCount(attention)
  })
  const quitting = askBeforeQuitting(electron, page.facts, log)
  const opening = app
    .whenReady()
    .then(() => {
      trace.ended('main')
      return open(electron, surroundings, { ...options, cloudUrl, kept, logTail, page, quitting, trace }, log)
    })
    .catch((error: unknown) => {
      log.error('the application did not start', error)
      app.exit(1)
      return undefined
    })
  const pass = (message: ToPage) => {
    page.send(message)
    void opening.then((show) => show?.())
  }
  const { workDir } = surroundings
  takeOpened(electron, { args: argumentsOf(electron, surroundings), workDir }, pass, log)
}

/** Unpackaged, the application's folder stands before its arguments. */
function argumentsOf({ app }: ElectronParts, { argv }: ShellSurroundings): readonly string[] {
  return argv.slice(app.isPackaged ? 1 : 2)
}

function readOptions(electron: ElectronParts, surroundings: ShellSurroundings): LaunchOptions | undefined {
  try {
    return readLaunchOptions(argumentsOf(electron, surroundings), surroundings.env)
  } catch (error) {
    refuseToStart(electron, surroundings.writeLog, error)
    return undefined
  }
}

function findCloud(
  electron: ElectronParts,
  { builtDir, env, writeLog }: ShellSurroundings,
  options: LaunchOptions,
  kept: KeptSettings,
): string | undefined {
  try {
    const cloudUrl = chooseCloud({
      argument: options.cloudUrl,
      environment: env['TRACKSIDE_CLOUD'] || undefined,
      kept: kept.cloudUrl(),
      packaged: readPackagedCloud(join(builtDir, '..', '..')),
    })
    if (options.cloudUrl !== undefined) kept.keepCloudUrl(cloudUrl)
    return cloudUrl
  } catch (error) {
    refuseToStart(electron, writeLog, error)
    return undefined
  }
}

/** In a box as well: who started it by a double click sees no log. */
function refuseToStart({ app, dialog }: ElectronParts, writeLog: (line: string) => void, error: unknown): void {
  const sentence = error instanceof Error ? error.message : String(error)
  writeLog(`${sentence}\n`)
  dialog.showErrorBox('Trackside', sentence)
  app.exit(2)
}

interface OpenOptions extends LaunchOptions {
  readonly cloudUrl: string
  readonly kept: KeptSettings
  readonly logTail: LogTail
  readonly page: PageMessages
  readonly quitting: Quitting
  readonly trace: StartupTrace
}

/** @returns what brings the window to the front, or opens it again */
function open(electron: ElectronParts, surroundings: ShellSurroundings, options: OpenOptions, log: Logger): () => void {
  const { app, dialog, Menu, powerMonitor, protocol, safeStorage, session, utilityProcess } = electron
  const { builtDir, platform, monotonicMs, later } = surroundings
  const dataDir = options.dataDir ?? join(app.getPath('userData'), 'data')
  restrictPermissions(session.defaultSession)
  const rendererDir = join(builtDir, '..', 'renderer')
  servePage(protocol, rendererDir)
  const keeper = keepCore({
    utilityProcess,
    entry: join(builtDir, 'core.js'),
    start: { dataDir, cloudUrl: options.cloudUrl, demoAccounts: options.demoAccounts, rendererDir },
    secrets: openSecrets({ safeStorage, folder: join(dataDir, 'secrets'), platform, log }),
    log,
    trace: options.trace,
    monotonicMs,
    later,
    onRefused(message) {
      dialog.showErrorBox('Trackside', message)
      options.quitting.withoutAsking()
      app.quit()
    },
  })
  answerWindows(electron, keeper)
  const show = showOneWindow(electron, join(builtDir, 'preload.cjs'), platform, options)
  const diagnose = () => {
    const text = diagnosticsText({
      ...surroundings.about,
      at: new Date(surroundings.wallMs()).toISOString(),
      version: app.getVersion(),
      isPackaged: app.isPackaged,
      cloudUrl: options.cloudUrl,
      facts: options.page.facts(),
      log: options.logTail.lines(),
    })
    void saveDiagnostics(electron, text).catch((error: unknown) => log.error('diagnostics were not saved', error))
  }
  const menu = menuTemplate(
    { platform, isPackaged: app.isPackaged },
    (chosen) => {
      options.page.send(chosen)
      show()
    },
    diagnose,
  )
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
  for (const event of ['resume', 'unlock-screen'] as const) powerMonitor.on(event, () => keeper.wake())
  // The installers of macOS and Linux say so themselves.
  if (app.isPackaged && platform === 'win32') app.setAsDefaultProtocolClient('trackside')
  stopCoreOnQuit(app, keeper)
  return show
}

function showOneWindow(
  electron: ElectronParts,
  preload: string,
  platform: NodeJS.Platform,
  { kept, quitting, trace }: Pick<OpenOptions, 'kept' | 'quitting' | 'trace'>,
): () => void {
  const { app, screen } = electron
  let window: Window | undefined
  function show(): void {
    if (window) {
      bringToFront(window)
      return
    }
    window = openWindow(electron, preload, placeWindow(kept.windowPlace(), workAreas(screen)), {
      keepPlace: kept.keepWindowPlace,
      trace,
      // On macOS an application outlives its window, until it is told to quit.
      mayClose: () => platform === 'darwin' || quitting.mayClose(),
    })
    window.on('closed', () => {
      window = undefined
    })
  }
  show()
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  return show
}

/** The main screen's first. */
function workAreas(screen: ElectronParts['screen']): readonly Area[] {
  const { id } = screen.getPrimaryDisplay()
  const displays = screen.getAllDisplays().toSorted((a, b) => Number(b.id === id) - Number(a.id === id))
  return displays.map(({ workArea }) => workArea)
}

function stopCoreOnQuit(app: ElectronParts['app'], keeper: CoreKeeper): void {
  let isStopped = false
  app.on('will-quit', (event) => {
    if (isStopped) return
    event.preventDefault()
    void keeper.stop().then(() => {
      isStopped = true
      app.quit()
    })
  })
}
