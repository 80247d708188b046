import type * as Electron from 'electron'
import type { Logger } from '../core/log.ts'
import { boardOrigin, isOfBoard } from './board-address.ts'
import { cutOff, type NetworkSession } from './network.ts'
import { type PermissionSession, restrictPermissions } from './permissions.ts'
import { bringToFront, CONFINED, placeOf, showWhenReady, type Window, type WindowParts } from './window.ts'
import { type Opening, SMALLEST, type WindowPlace } from './window-place.ts'
import type { Words } from './words.ts'

type PageSession = NetworkSession & PermissionSession

export interface BoardParts {
  readonly BrowserWindow: WindowParts['BrowserWindow']
  readonly dialog: Pick<typeof Electron.dialog, 'showErrorBox'>
  readonly session: {
    fromPartition(partition: string, options: Electron.FromPartitionOptions): PageSession
  }
}

export interface BoardSurroundings {
  readonly place: () => Opening
  readonly keepPlace: (place: WindowPlace) => void
  readonly words: () => Words
  readonly log: Logger
}

export interface BoardWindows {
  /** Opens the board, or brings the window to the front that shows it already. */
  open(url: string): void
  /** Which pages a window of this session may go to; undefined: it shows no board. */
  pagesOf(session: unknown): ((url: string) => boolean) | undefined
  closeAll(): void
}

/** What the buttons on a board need. */
const RIGHTS: ReadonlySet<string> = new Set(['fullscreen', 'screen-wake-lock'])

/**
 * Operator boards, each in a window without preload: to it, a board is a web page that nobody knows. It has a session
 * in memory of its own, which may ask for nothing but to be seen, and it goes nowhere.
 */
export function openBoards(
  { BrowserWindow, dialog, session }: BoardParts,
  { place, keepPlace, words, log }: BoardSurroundings,
): BoardWindows {
  const windows = new Map<string, Window>()
  const pages = new Map<unknown, (url: string) => boolean>()

  function sessionOf(origin: string): PageSession {
    // Without `persist:` it is in memory alone.
    const own = session.fromPartition(`board ${origin}`, { cache: false })
    if (pages.has(own)) return own
    const isItsPage = (url: string) => isOfBoard(origin, url)
    restrictPermissions(own, { isItsPage, camera: false, others: RIGHTS })
    cutOff(own, origin)
    pages.set(own, isItsPage)
    return own
  }

  function openNew(origin: string, url: string): void {
    const { isMaximized, isFullScreen, ...bounds } = windows.size === 0 ? place() : besideOthers(place())
    const window = new BrowserWindow({
      ...bounds,
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      title: 'Trackside',
      show: false,
      // Its keys go on working, and Alt shows it.
      autoHideMenuBar: true,
      webPreferences: { ...CONFINED, session: sessionOf(origin) as Electron.Session },
    })
    windows.set(origin, window)
    showWhenReady(window, { isMaximized, isFullScreen })
    window.on('close', () => keepPlace(placeOf(window)))
    window.on('closed', () => windows.delete(origin))
    window.loadURL(url).catch((error: unknown) => {
      // Closed while it loaded.
      if (windows.get(origin) !== window) return
      log.error('a board was not opened', error)
      window.destroy()
      dialog.showErrorBox('Trackside', words()('shell.board.notOpened'))
    })
  }

  return {
    open(url) {
      const origin = boardOrigin(url)
      if (origin === undefined) {
        log.warn('the page asked for a board at what is no address of one')
        return
      }
      const there = windows.get(origin)
      if (there) bringToFront(there)
      else openNew(origin, url)
    },
    pagesOf: (one) => pages.get(one),
    closeAll() {
      for (const window of [...windows.values()]) {
        keepPlace(placeOf(window))
        // A page that hangs is not waited for.
        window.destroy()
      }
    },
  }
}

/** Not exactly over the board that stands there. */
function besideOthers({ width, height }: Opening): Opening {
  return { width, height, isMaximized: false, isFullScreen: false }
}
