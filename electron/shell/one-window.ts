import type * as Electron from 'electron'
import type { StartupTrace } from '../startup-trace.ts'
import type { BoardWindows } from './board-window.ts'
import type { KeptSettings } from './kept-settings.ts'
import type { Look } from './look.ts'
import { keepPage, type PageKeeping } from './page-keeper.ts'
import type { Quitting } from './quitting.ts'
import { bringToFront, openWindow, type Window, type WindowParts } from './window.ts'
import { type Area, placeWindow } from './window-place.ts'

export interface OneWindowParts extends WindowParts {
  readonly app: Pick<typeof Electron.app, 'on' | 'quit'>
  readonly screen: {
    getAllDisplays(): readonly { readonly id: number; readonly workArea: Area }[]
    getPrimaryDisplay(): { readonly id: number }
  }
}

export interface OneWindowOptions extends PageKeeping {
  readonly preload: string
  readonly platform: NodeJS.Platform
  readonly kept: Pick<KeptSettings, 'keepWindowPlace' | 'windowPlace'>
  readonly look: Pick<Look, 'background'>
  readonly quitting: Quitting
  readonly trace: StartupTrace
  readonly boards: Pick<BoardWindows, 'closeAll'>
}

export interface OneWindow {
  /** Opens it, and again whenever the system asks for it. Once Electron is ready. */
  start(): void
  /** Brings it to the front, or opens it again. */
  show(): void
  /** Undefined while it is closed: on macOS an application outlives its window, until it is told to quit. */
  current(): Window | undefined
}

/** The one window on the application's page. */
export function oneWindow(electron: OneWindowParts, options: OneWindowOptions): OneWindow {
  const { preload, platform, kept, look, quitting, trace, boards } = options
  const { app, screen } = electron
  let window: Window | undefined

  function show(): void {
    if (window) {
      bringToFront(window)
      return
    }
    const opening = { ...placeWindow(kept.windowPlace(), workAreas(screen)), backgroundColor: look.background() }
    window = openWindow(electron, preload, opening, {
      keepPlace: kept.keepWindowPlace,
      trace,
      mayClose: () => platform === 'darwin' || quitting.mayClose(),
      mayShutDown: quitting.mayShutDown,
      shutsDown() {
        quitting.withoutAsking()
        app.quit()
      },
    })
    keepPage(window, options)
    window.on('closed', () => {
      window = undefined
      // What ends with this window ends with its boards, too: while one was open, the application would not quit.
      if (platform !== 'darwin') boards.closeAll()
    })
  }

  return {
    start() {
      show()
      app.on('second-instance', show)
      app.on('activate', show)
      app.on('window-all-closed', () => {
        if (platform !== 'darwin') app.quit()
      })
    },
    show,
    current: () => window,
  }
}

/** The main screen's first. */
export function workAreas(screen: OneWindowParts['screen']): readonly Area[] {
  const { id } = screen.getPrimaryDisplay()
  const displays = screen.getAllDisplays().toSorted((a, b) => Number(b.id === id) - Number(a.id === id))
  return displays.map(({ workArea }) => workArea)
}
