import type * as Electron from 'electron'
import type { StartupTrace } from '../startup-trace.ts'
import { PAGE_URL } from './our-page.ts'
import { type Opening, SMALLEST, type WindowPlace } from './window-place.ts'

export interface WindowParts {
  readonly BrowserWindow: new (
    options: Electron.BrowserWindowConstructorOptions,
  ) => Pick<
    Electron.BrowserWindow,
    | 'destroy'
    | 'focus'
    | 'getNormalBounds'
    | 'isFocused'
    | 'isFullScreen'
    | 'isMaximized'
    | 'isMinimized'
    | 'loadURL'
    | 'maximize'
    | 'on'
    | 'once'
    | 'restore'
    | 'setBackgroundColor'
    | 'setFullScreen'
    | 'show'
  > & { readonly webContents: Pick<Electron.WebContents, 'on' | 'print' | 'printToPDF'> }
}

export type Window = InstanceType<WindowParts['BrowserWindow']>

export interface WindowEvents {
  readonly keepPlace: (place: WindowPlace) => void
  readonly mayClose: () => boolean
  /** Whether the computer may shut down or the person's session end. Windows alone asks. */
  readonly mayShutDown: () => boolean
  /** It does, and nothing holds it up. */
  readonly shutsDown: () => void
  readonly trace: StartupTrace
}

/** Most are Electron's defaults. They are said all the same: this is where they would be changed. */
export const CONFINED = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  plugins: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Chromium fetches its dictionaries from the internet.
  spellcheck: false,
} as const satisfies Electron.WebPreferences

/** Opens a window on the application's page; it shows itself when there is something to see. */
export function openWindow(
  { BrowserWindow }: WindowParts,
  preload: string,
  { isMaximized, isFullScreen, backgroundColor, ...bounds }: Opening & { readonly backgroundColor: string },
  { keepPlace, mayClose, mayShutDown, shutsDown, trace }: WindowEvents,
): Window {
  trace.began('window')
  trace.began('page')
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Trackside',
    show: false,
    backgroundColor,
    webPreferences: { preload, ...CONFINED },
  })
  window.once('ready-to-show', () => trace.ended('window'))
  showWhenReady(window, { isMaximized, isFullScreen })
  // To wait for what is forced on all would only cost the time that is left.
  window.on('query-session-end', (event) => {
    if (!event.reasons.includes('critical') && !mayShutDown()) event.preventDefault()
  })
  window.on('session-end', () => {
    keepPlace(placeOf(window))
    shutsDown()
  })
  window.on('close', (event) => {
    keepPlace(placeOf(window))
    if (!mayClose()) event.preventDefault()
  })
  void window.loadURL(PAGE_URL)
  return window
}

export function bringToFront(window: Window): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Not before there is something to see. */
export function showWhenReady(window: Window, opening: Pick<Opening, 'isMaximized' | 'isFullScreen'>): void {
  window.once('ready-to-show', () => {
    // Maximising shows it, too.
    if (opening.isMaximized) window.maximize()
    window.show()
    if (opening.isFullScreen) window.setFullScreen(true)
  })
}

export function placeOf(window: Window): WindowPlace {
  return { ...window.getNormalBounds(), isMaximized: window.isMaximized(), isFullScreen: window.isFullScreen() }
}
