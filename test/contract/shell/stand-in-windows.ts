import type { ElectronParts } from '../../../electron/shell/shell.ts'
import { listeners } from './listeners.ts'

export interface StandInWindow {
  readonly options: Electron.BrowserWindowConstructorOptions
  readonly shown: number
  readonly maximized: boolean
  fullScreen: boolean
  readonly color: string
  bounds: Electron.Rectangle
  readonly urls: readonly string[]
  minimized: boolean
  focused: boolean
  /** Closed, or made to be. */
  readonly isGone: boolean
  readonly webContents: StandInContents
  emit(event: string, ...args: readonly unknown[]): void
}

export interface StandInContents {
  readonly session: unknown
  readonly printed: readonly Electron.WebContentsPrintOptions[]
  readonly pdfs: readonly Electron.PrintToPDFOptions[]
  /** What becomes of the next print: empty, it succeeds. */
  printFailure: string
  /** Whether what shows pages may go there: as Electron asks before it does. */
  mayGoTo(url: string, isMainFrame?: boolean): boolean
  mayOpen(url: string): boolean
  /** Whether an event that a listener can prevent goes through. */
  passes(event: string, details?: object): boolean
  emit(event: string, ...args: readonly unknown[]): void
}

export interface StandInWindows {
  readonly BrowserWindow: ElectronParts['BrowserWindow']
  readonly opened: readonly StandInWindow[]
  /** Nothing answers at any address. */
  isCutOff: boolean
}

/**
 * @param calls what is called, in order
 * @param onContents as `web-contents-created`, before the window is there
 */
export function standInWindows(calls: string[], onContents: (contents: object) => void): StandInWindows {
  const opened: StandInWindow[] = []
  const network = { isCutOff: false }

  class Contents implements StandInContents {
    readonly #listeners = listeners()
    readonly on = this.#listeners.on
    readonly emit = this.#listeners.emit
    readonly session: unknown
    readonly printed: Electron.WebContentsPrintOptions[] = []
    readonly pdfs: Electron.PrintToPDFOptions[] = []
    printFailure = ''
    #opener: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | undefined
    constructor(session: unknown) {
      this.session = session
    }
    setWebRTCIPHandlingPolicy() {
      return undefined
    }
    setWindowOpenHandler(opener: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) {
      this.#opener = opener
    }
    print(options: Electron.WebContentsPrintOptions = {}, callback?: (success: boolean, why: string) => void) {
      this.printed.push(options)
      callback?.(this.printFailure === '', this.printFailure)
    }
    async printToPDF(options: Electron.PrintToPDFOptions) {
      this.pdfs.push(options)
      if (this.printFailure !== '') throw new Error(this.printFailure)
      return Buffer.from('%PDF-1.4')
    }
    mayGoTo(url: string, isMainFrame = true) {
      return this.passes('will-frame-navigate', { url, isMainFrame })
    }
    passes(event: string, details: object = {}) {
      let isPrevented = false
      const preventDefault = () => {
        isPrevented = true
      }
      this.#listeners.emit(event, { ...details, preventDefault })
      return !isPrevented
    }
    mayOpen(url: string) {
      return this.#opener?.({ url } as Electron.HandlerDetails).action !== 'deny'
    }
  }

  class BrowserWindow implements StandInWindow {
    readonly #listeners = listeners()
    readonly on = this.#listeners.on
    readonly once = this.#listeners.once
    readonly emit = this.#listeners.emit
    readonly options: Electron.BrowserWindowConstructorOptions
    readonly urls: string[] = []
    readonly webContents: Contents
    shown = 0
    minimized = false
    focused = false
    maximized = false
    fullScreen = false
    isGone = false
    color = ''
    bounds: Electron.Rectangle
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      this.options = options
      this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 0, height: options.height ?? 0 }
      this.webContents = new Contents(options.webPreferences?.session)
      onContents(this.webContents)
      opened.push(this)
      calls.push('open window')
    }
    async loadURL(url: string) {
      this.urls.push(url)
      if (network.isCutOff) throw new Error('ERR_CONNECTION_REFUSED')
    }
    show() {
      this.shown += 1
    }
    focus() {
      this.focused = true
      calls.push('focus')
    }
    isFocused() {
      return this.focused
    }
    maximize() {
      this.maximized = true
    }
    isMaximized() {
      return this.maximized
    }
    getNormalBounds() {
      return this.bounds
    }
    isMinimized() {
      return this.minimized
    }
    isFullScreen() {
      return this.fullScreen
    }
    setFullScreen(isOn: boolean) {
      this.fullScreen = isOn
    }
    setBackgroundColor(color: string) {
      this.color = color
    }
    restore() {
      this.minimized = false
    }
    destroy() {
      this.isGone = true
      this.emit('closed')
    }
  }

  return {
    BrowserWindow,
    opened,
    get isCutOff() {
      return network.isCutOff
    },
    set isCutOff(is) {
      network.isCutOff = is
    },
  }
}
