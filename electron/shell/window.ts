import type * as Electron from 'electron'
import { PAGE_URL } from './our-page.ts'
import { type Opening, SMALLEST, type WindowPlace } from './window-place.ts'

export interface WindowParts {
  readonly BrowserWindow: new (
    options: Electron.BrowserWindowConstructorOptions,
  ) => Pick<
    Electron.BrowserWindow,
    | 'focus'
    | 'getNormalBounds'
    | 'isMaximized'
    | 'isMinimized'
    | 'loadURL'
    | 'maximize'
    | 'on'
    | 'once'
    | 'restore'
    | 'show'
  >
}

export type Window = InstanceType<WindowParts['BrowserWindow']>

export interface WindowEvents {
  readonly keepPlace: (place: WindowPlace) => void
  readonly mayClose: () => boolean
}

/** Opens a window on the application's page; it shows itself when there is something to see. */
export function openWindow(
  { BrowserWindow }: WindowParts,
  preload: string,
  { isMaximized, ...bounds }: Opening,
  { keepPlace, mayClose }: WindowEvents,
): Window {
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Trackside',
    show: false,
    // Most are Electron's defaults. They are said all the same: this is where they would be changed.
    webPreferences: {
      preload,
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
    },
  })
  window.once('ready-to-show', () => {
    // Maximising shows it, too.
    if (isMaximized) window.maximize()
    window.show()
  })
  window.on('close', (event) => {
    keepPlace({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
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
