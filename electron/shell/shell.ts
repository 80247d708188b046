import { join } from 'node:path'
import type * as Electron from 'electron'
import { assertNever } from '../../shared/assert-never.ts'
import type { FromPage, PageFacts, ToPage } from '../../shared/shell-messages.ts'
import { type Logger, streamLogger } from '../core/log.ts'
import { NO_TRACE, type StartupTrace, traceStartup } from '../startup-trace.ts'
import { type AskedCloud, askCloud, coreToCome, hearSecondStarts } from './asked-cloud.ts'
import { keepAwake } from './awake.ts'
import type { BoardWindows } from './board-window.ts'
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
import { quitBeforeShutDown, stopCoreOnQuit } from './ending.ts'
import { type KeptFile, type KeptSettings, keptSettings } from './kept-settings.ts'
import { argumentsOf, findCloud, readOptions } from './launch.ts'
import type { LaunchOptions } from './launch-options.ts'
import { followLook, type Look, type LookParts, speakAsChosen } from './look.ts'
import { type MenuParts, showMenu } from './menu.ts'
import { moveCloud } from './move-cloud.ts'
import { cutOff, type NetworkSession } from './network.ts'
import { type OfferedUpdates, offerUpdates } from './offer-updates.ts'
import { type OneWindow, type OneWindowParts, oneWindow } from './one-window.ts'
import { type OpeningParts, takeOpened } from './opening.ts'
import { isOurPage } from './our-page.ts'
import { type PageMessageParts, type PageMessages, talkWithPage } from './page-messages.ts'
import { pageWishes, type WishParts } from './page-wishes.ts'
import { type PermissionSession, restrictPermissions } from './permissions.ts'
import { registerPageScheme, servePage } from './protocol.ts'
import { askBeforeQuitting, type Quitting, type QuittingParts } from './quitting.ts'
import { openSecrets, type SafeStorage } from './sealed-secrets.ts'
import { answerWindows, type PortParts } from './window-ports.ts'

/** What the shell needs of Electron. */
export interface ElectronParts extends OneWindowParts, MenuParts, LookParts, WishParts {
  readonly app: Pick<
    typeof Electron.app,
    | 'enableSandbox'
    | 'exit'
    | 'getPath'
    | 'getVersion'
    | 'isPackaged'
    | 'on'
    | 'quit'
    | 'releaseSingleInstanceLock'
    | 'requestSingleInstanceLock'
    | 'setAppUserModelId'
    | 'setAsDefaultProtocolClient'
    | 'setBadgeCount'
    | 'setPath'
    | 'whenReady'
  > & { readonly commandLine: Parameters<typeof speakAsChosen>[0] }
  readonly dialog: OpeningParts['dialog'] & QuittingParts['dialog'] & SavingParts['dialog']
  readonly ipcMain: PortParts['ipcMain'] &
    PageMessageParts['ipcMain'] & { removeAllListeners(channel: string): unknown }
  readonly MessageChannelMain: PortParts['MessageChannelMain']
  readonly powerMonitor: { on(event: 'resume' | 'shutdown' | 'unlock-screen', listener: () => void): unknown }
  readonly powerSaveBlocker: Parameters<typeof keepAwake>[0]
  readonly protocol: Pick<typeof Electron.protocol, 'handle' | 'registerSchemesAsPrivileged'>
  readonly safeStorage: SafeStorage
  readonly session: WishParts['session'] & { readonly defaultSession: NetworkSession & PermissionSession }
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
  /** What lies beside the archive of a package; undefined outside Electron. */
  readonly resourcesDir?: string | undefined
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
  readonly about: Pick<Diagnosed, 'home' | 'system' | 'versions'>
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
  const kept = keptSettings(surroundings.openKept, log)
  // electron-store tells any page that asks where the application's folder is: nothing here asks.
  electron.ipcMain.removeAllListeners('electron-store-get-data')
  const look = followLook(electron, kept)
  const known = findCloud(electron, surroundings, options, { kept, words: look.words })
  if (known === undefined) return
  speakAsChosen(app.commandLine, kept.look())
  const trace = options.traceStartup
    ? traceStartup(['main', 'core', 'window', 'page'], surroundings.sinceStartMs, surroundings.writeOut)
    : NO_TRACE
  app.enableSandbox()
  registerPageScheme(electron.protocol)
  const keptAwake = keepAwake(electron.powerSaveBlocker)
  const takeFacts = (facts: PageFacts) => {
    keptAwake(facts.runs.length > 0)
    // Windows has no such count; there it does nothing.
    app.setBadgeCount(facts.attention)
    look.take(facts)
  }
  const hear = (message: FromPage) => {
    switch (message.type) {
      case 'facts':
        return takeFacts(message.facts)
      case 'painted':
        return trace.ended('page')
      case 'cloud':
        return cloud.typed(message.url)
      case 'other-cloud':
        return void cloud.typedOther(message.url)
      case 'notify':
        return wishes.notify(message)
      case 'open-board':
        return wishes.boards.open(message.url)
      case 'print':
        return wishes.print(message)
      case 'update':
        return updates?.act(message.act)
      default:
        return assertNever(message)
    }
  }
  const page = talkWithPage(electron, log, hear, () => cloud.question())
  const cloud = askCloud(known.url, kept.keepCloudUrl, page.send)
  const quitting = askBeforeQuitting(electron, { facts: page.facts, words: look.words, log })
  let updates: OfferedUpdates | undefined
  const offer = (core: CoreKeeper) => {
    updates = offerUpdates({ app, installation: surroundings, page, quitting, core, log, later: surroundings.later })
    return updates
  }
  let window: OneWindow | undefined
  const pass = (message: ToPage) => {
    page.send(message)
    // Before there is one, it opens by itself.
    window?.show()
  }
  const wishes = pageWishes(electron, { ...surroundings, kept, look, window: () => window, pass, log })
  const { boards } = wishes
  app.on('web-contents-created', (_event, contents) =>
    confine(contents, (url) => (boards.pagesOf(contents.session) ?? isOurPage)(url)),
  )
  void app
    .whenReady()
    .then(() => {
      trace.ended('main')
      window = open(
        electron,
        surroundings,
        { ...options, cloud, kept, logTail, look, page, offer, quitting, trace, boards },
        log,
      )
    })
    .catch((error: unknown) => {
      log.error('the application did not start', error)
      app.exit(1)
    })
  const { workDir } = surroundings
  takeOpened(electron, { args: argumentsOf(electron, surroundings), workDir }, { pass, words: look.words, log })
}

interface OpenOptions extends LaunchOptions {
  readonly cloud: AskedCloud
  readonly kept: KeptSettings
  readonly logTail: LogTail
  readonly look: Look
  readonly page: PageMessages
  readonly quitting: Quitting
  readonly trace: StartupTrace
  readonly boards: BoardWindows
  readonly offer: (core: CoreKeeper) => OfferedUpdates
}

function open(electron: ElectronParts, surroundings: ShellSurroundings, options: OpenOptions, log: Logger): OneWindow {
  const { app, powerMonitor, protocol, session } = electron
  const { builtDir, platform } = surroundings
  const { cloud, look, quitting } = options
  restrictPermissions(session.defaultSession)
  cutOff(session.defaultSession)
  servePage(protocol, rendererDirOf(surroundings))
  const coreLogTail = keepLogTail(surroundings.writeLog)
  const keeper = coreToCome()
  const dataDir = options.dataDir ?? join(app.getPath('userData'), 'data')
  const starting = { ...options, dataDir, writeCoreLog: coreLogTail.write }
  cloud.whenKnown(
    (cloudUrl) => keeper.come(startCore(electron, surroundings, { ...starting, cloudUrl }, log)),
    moveCloud(app, keeper, dataDir),
  )
  answerWindows(electron, keeper)
  const updates = options.offer(keeper)
  const speakMenu = () =>
    showMenu(
      electron,
      { platform, isPackaged: app.isPackaged, updates: updates.isOn, words: look.words() },
      { choose, diagnose, checkForUpdates },
    )
  look.begin({ language: speakMenu, background: () => window.current()?.setBackgroundColor(look.background()) })
  const window = oneWindow(electron, { ...surroundings, ...options, log, preload: join(builtDir, 'preload.cjs') })
  function choose(chosen: ToPage): void {
    options.page.send(chosen)
    window.show()
  }
  function checkForUpdates(): void {
    updates.act('check')
    choose({ type: 'show', place: { screen: 'settings', id: 'updates' } })
  }
  function diagnose(): void {
    const text = diagnosticsText({
      ...surroundings.about,
      at: new Date(surroundings.wallMs()).toISOString(),
      version: app.getVersion(),
      isPackaged: app.isPackaged,
      cloudUrl: cloud.url(),
      facts: options.page.facts(),
      log: options.logTail.lines(),
      coreLog: coreLogTail.lines(),
    })
    saveDiagnostics(electron, look.words(), text).catch((error: unknown) =>
      log.error('diagnostics were not saved', error),
    )
  }
  window.start()
  speakMenu()
  hearSecondStarts(electron, cloud, look.words, log)
  for (const event of ['resume', 'unlock-screen'] as const) powerMonitor.on(event, () => keeper.wake())
  if (platform === 'linux') quitBeforeShutDown(electron, quitting)
  // The installers of macOS and Linux say so themselves.
  if (app.isPackaged && platform === 'win32') app.setAsDefaultProtocolClient('trackside')
  stopCoreOnQuit(app, keeper)
  return window
}

function rendererDirOf({ builtDir }: ShellSurroundings): string {
  return join(builtDir, '..', 'renderer')
}

interface CoreStart extends OpenOptions {
  readonly cloudUrl: string
  readonly dataDir: string
  readonly writeCoreLog: (line: string) => void
}

function startCore(
  { app, dialog, safeStorage, utilityProcess }: ElectronParts,
  surroundings: ShellSurroundings,
  { cloudUrl, dataDir, demoAccounts, look, quitting, trace, writeCoreLog }: CoreStart,
  log: Logger,
): CoreKeeper {
  const { builtDir, platform, monotonicMs, later } = surroundings
  return keepCore({
    utilityProcess,
    entry: join(builtDir, 'core.js'),
    start: { dataDir, cloudUrl, demoAccounts, rendererDir: rendererDirOf(surroundings) },
    secrets: openSecrets({ safeStorage, folder: join(dataDir, 'secrets'), platform, log }),
    log,
    writeCoreLog,
    trace,
    monotonicMs,
    later,
    onRefused(message) {
      log.warn(message)
      dialog.showErrorBox('Trackside', look.words()('shell.start.folderInUse', { folder: dataDir }))
      quitting.withoutAsking()
      app.quit()
    },
  })
}
