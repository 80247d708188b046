import { MessageChannel } from 'node:worker_threads'
import type { ElectronParts } from '../../../electron/shell/shell.ts'
import { listeners } from './listeners.ts'
import { type StandInNotifications, standInNotifications } from './stand-in-notifications.ts'
import { mainPort, silentProcess, utilityThread } from './stand-in-processes.ts'
import { type StandInSession, standInSession } from './stand-in-session.ts'
import { type StandInWindow, type StandInWindows, standInWindows } from './stand-in-windows.ts'

/**
 * Electron's parts as the shell uses them, without Electron: `satisfies` holds them to its types. What makes the
 * difference is real: ports are Node's, and a utility process is a thread with the same kind of `process.parentPort`.
 */
export interface ElectronStandIn {
  readonly parts: ElectronParts
  readonly app: StandInApp
  readonly windows: readonly StandInWindow[]
  readonly network: Pick<StandInWindows, 'isCutOff'>
  readonly notifications: StandInNotifications
  readonly defaultSession: StandInSession
  /** Those made besides the usual one, by their partition. */
  readonly sessions: ReadonlyMap<string, StandInSession>
  readonly cores: readonly StandInCore[]
  /** What was called, in order, for what must come before something else. */
  readonly calls: readonly string[]
  readonly errorBoxes: readonly string[]
  readonly saveDialogs: readonly Electron.SaveDialogOptions[]
  readonly questions: readonly Electron.MessageBoxOptions[]
  readonly menus: readonly (readonly Electron.MenuItemConstructorOptions[])[]
  /** What keeps the computer awake now. */
  blockers(): readonly string[]
  /** Has the power monitor tell of something. */
  power(event: string, ...args: readonly unknown[]): void
  /** Chromium's switches that were added, `--name=value`. */
  readonly switches: readonly string[]
  readonly nativeTheme: StandInTheme
  readonly schemes: readonly Electron.CustomScheme[]
  /** Asks the page's protocol for a file. */
  request(url: string): Promise<Response>
  /** An ipc message of a page to the main process. */
  receive(channel: string, event: object, said?: unknown): void
}

export interface StandInApp {
  isFirstInstance: boolean
  isPackaged: boolean
  readonly exits: readonly number[]
  quits: number
  /** The button that is pressed in the next question. */
  answer: number
  /** Where a person saves; empty: nowhere. */
  saveTo: string
  emit(event: string, ...args: readonly unknown[]): void
  /** Has Electron get ready, and waits until what was to be done then is done. */
  becomeReady(): Promise<void>
}

export interface StandInTheme {
  themeSource: Electron.NativeTheme['themeSource']
  /** What the system itself has. */
  isSystemDark: boolean
  emit(event: 'updated'): void
}

export interface StandInCore {
  readonly entry: string
  readonly args: readonly string[]
  readonly options: Electron.ForkOptions
  /** What its parent said to it. */
  readonly told: readonly { readonly type?: string }[]
  /** Has one that runs nothing say this to its parent. */
  say(message: unknown): void
  /** Ends it at once, with no chance to do anything. */
  die(): Promise<void>
}

/** @param runs the script that a utility process runs when asked for `entry`; without it, nothing */
export function electronStandIn(runs?: (entry: string) => string): ElectronStandIn {
  const calls: string[] = []
  const errorBoxes: string[] = []
  const saveDialogs: Electron.SaveDialogOptions[] = []
  const questions: Electron.MessageBoxOptions[] = []
  const menus: Electron.MenuItemConstructorOptions[][] = []
  const blockers: string[] = []
  const switches: string[] = []
  const themeListeners = listeners()
  const nativeTheme = {
    themeSource: 'system' as Electron.NativeTheme['themeSource'],
    isSystemDark: false,
    get shouldUseDarkColors() {
      return this.themeSource === 'system' ? this.isSystemDark : this.themeSource === 'dark'
    },
    on: themeListeners.on,
    emit: themeListeners.emit,
  }
  const power = listeners()
  const sessions = new Map<string, StandInSession>()
  const defaultSession = standInSession('', { cache: true })
  const paths = new Map<string, string>()
  const schemes: Electron.CustomScheme[] = []
  const screens = [
    { id: 2, workArea: { x: 1920, y: 0, width: 2560, height: 1400 } },
    { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } },
  ]
  const notifications = standInNotifications()
  const cores: StandInCore[] = []
  const handlers = new Map<string, (request: Request) => Response | Promise<Response>>()
  const appListeners = listeners()
  const windows = standInWindows(calls, (contents) => appListeners.emit('web-contents-created', {}, contents))
  const ipc = listeners()
  const ready = Promise.withResolvers<void>()
  const exits: number[] = []
  const app: StandInApp = {
    isFirstInstance: true,
    isPackaged: false,
    exits,
    quits: 0,
    answer: 0,
    saveTo: '',
    emit: appListeners.emit,
    async becomeReady() {
      ready.resolve()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }

  const parts = {
    app: {
      commandLine: {
        hasSwitch: (name) => switches.some((one) => one.startsWith(`--${name}`)),
        appendSwitch: (name, value = '') => void switches.push(`--${name}=${value}`),
      },
      on: appListeners.on,
      whenReady: () => ready.promise,
      get isPackaged() {
        return app.isPackaged
      },
      enableSandbox: () => void calls.push('sandbox'),
      exit: (code = 0) => void exits.push(code),
      getVersion: () => '0.0.0',
      getPath: (name) => paths.get(name) ?? `/usual/${name}`,
      quit() {
        app.quits += 1
        let isPrevented = false
        const event = {
          preventDefault: () => {
            isPrevented = true
          },
        }
        app.emit('before-quit', event)
        if (isPrevented) return
        app.emit('will-quit', event)
        if (!isPrevented) exits.push(0)
      },
      requestSingleInstanceLock() {
        calls.push('lock')
        return app.isFirstInstance
      },
      releaseSingleInstanceLock: () => void calls.push('lock given back'),
      setBadgeCount: (count = 0) => calls.push(`badge ${count}`) > 0,
      setAppUserModelId: (id) => void calls.push(`is ${id}`),
      setAsDefaultProtocolClient: (scheme) => calls.push(`opens ${scheme}:`) > 0,
      setPath(name, path) {
        paths.set(name, path)
        calls.push(`${name} in ${path}`)
      },
    },
    BrowserWindow: windows.BrowserWindow,
    dialog: {
      showErrorBox: (title, content) => void errorBoxes.push(`${title}: ${content}`),
      async showSaveDialog(options) {
        saveDialogs.push(options)
        return { canceled: app.saveTo === '', filePath: app.saveTo }
      },
      async showMessageBox(options) {
        questions.push(options)
        return { response: app.answer }
      },
    },
    ipcMain: { on: ipc.on, removeAllListeners: ipc.removeAllListeners },
    Menu: {
      // The template itself is looked at: only Electron makes a menu of it.
      buildFromTemplate: (template) => template as unknown as Electron.Menu,
      setApplicationMenu: (menu) => void menus.push(menu as unknown as Electron.MenuItemConstructorOptions[]),
    },
    MessageChannelMain: class {
      readonly port1: Electron.MessagePortMain
      readonly port2: Electron.MessagePortMain
      constructor() {
        const { port1, port2 } = new MessageChannel()
        this.port1 = mainPort(port1)
        this.port2 = mainPort(port2)
      }
    },
    Notification: notifications.Notification,
    nativeTheme,
    powerMonitor: { on: power.on },
    powerSaveBlocker: {
      start: (kind) => blockers.push(kind) - 1,
      stop(id) {
        const wasOn = blockers[id] !== undefined
        delete blockers[id]
        return wasOn
      },
    },
    protocol: {
      handle: (scheme, handler) => void handlers.set(scheme, handler),
      registerSchemesAsPrivileged: (given) => void schemes.push(...given),
    },
    safeStorage: standInSafeStorage(),
    screen: {
      getAllDisplays: () => screens,
      getPrimaryDisplay: () => ({ id: 1 }),
    },
    session: {
      fromPartition(partition, options) {
        const own = sessions.get(partition) ?? standInSession(partition, options)
        sessions.set(partition, own)
        return own
      },
      defaultSession: {
        webRequest: defaultSession.webRequest,
        setDevicePermissionHandler(handler) {
          calls.push('devices')
          defaultSession.setDevicePermissionHandler(handler)
        },
        setPermissionCheckHandler(handler) {
          calls.push('permission checks')
          defaultSession.setPermissionCheckHandler(handler)
        },
        setPermissionRequestHandler(handler) {
          calls.push('permission requests')
          defaultSession.setPermissionRequestHandler(handler)
        },
      },
    },
    utilityProcess: {
      fork(entry, args, options) {
        const core = runs === undefined ? silentProcess() : utilityThread(runs(entry))
        const told: { readonly type?: string }[] = []
        cores.push({ entry, args, options, told, say: core.say, die: core.die })
        return {
          ...core,
          postMessage(message: { readonly type?: string }, ports?: Electron.MessagePortMain[]) {
            told.push(message)
            core.postMessage(message, ports)
          },
        }
      },
    },
  } satisfies ElectronParts

  return {
    parts,
    app,
    defaultSession,
    windows: windows.opened,
    network: windows,
    notifications,
    sessions,
    cores,
    calls,
    errorBoxes,
    saveDialogs,
    questions,
    menus,
    blockers: () => Object.values(blockers),
    power: power.emit,
    switches,
    nativeTheme,
    schemes,
    async request(url) {
      const handler = handlers.get(new URL(url).protocol.slice(0, -1))
      if (handler === undefined) throw new Error(`nothing serves ${url}`)
      return handler(new Request(url))
    },
    receive: (channel, event, said) => ipc.emit(channel, event, said),
  }
}

/** A secret store that turns texts round. */
export function standInSafeStorage(kind: { readonly prefix?: string; readonly backend?: 'basic_text' } = {}) {
  const prefix = kind.prefix ?? 'v11'
  const turn = (text: string) => [...text].toReversed().join('')
  return {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => kind.backend ?? 'gnome_libsecret',
    encryptStringAsync: async (text: string) => Buffer.from(prefix + turn(text)),
    async decryptStringAsync(sealed: Buffer) {
      const text = sealed.toString()
      if (!text.startsWith(prefix)) throw new Error('sealed by another key')
      return { result: turn(text.slice(prefix.length)), shouldReEncrypt: false }
    },
  } satisfies ElectronParts['safeStorage']
}
