import type * as Electron from 'electron'
import { PAGE_URL } from './our-page.ts'

export interface WindowParts {
  readonly BrowserWindow: new (
    options: Electron.BrowserWindowConstructorOptions,
  ) => Pick<Electron.BrowserWindow, 'focus' | 'isMinimized' | 'loadURL' | 'on' | 'once' | 'restore' | 'show'>
}

export type Window = InstanceType<WindowParts['BrowserWindow']>

/** Opens a window on the application's page; it shows itself when there is something to see. */
export function openWindow({ BrowserWindow }: WindowParts, preload: string): Window {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    minWidth: 720,
    minHeight: 480,
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
  window.once('ready-to-show', () => window.show())
  void window.loadURL(PAGE_URL)
  return window
}

export function bringToFront(window: Window): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
