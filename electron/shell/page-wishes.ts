import type * as Electron from 'electron'
import type { FromPage, ToPage } from '../../shared/shell-messages.ts'
import type { Logger } from '../core/log.ts'
import { type BoardParts, type BoardWindows, openBoards } from './board-window.ts'
import type { KeptSettings } from './kept-settings.ts'
import type { Look } from './look.ts'
import { type NotifyingParts, notifyBySystem } from './notifications.ts'
import { type OneWindow, type OneWindowParts, workAreas } from './one-window.ts'
import { type PrintingParts, printPage } from './printing.ts'
import { placeWindow } from './window-place.ts'

export interface WishParts extends BoardParts, NotifyingParts {
  readonly app: Pick<typeof Electron.app, 'setAppUserModelId'>
  readonly dialog: BoardParts['dialog'] & PrintingParts['dialog']
  readonly screen: OneWindowParts['screen']
}

export interface WishSurroundings {
  readonly platform: NodeJS.Platform
  readonly kept: Pick<KeptSettings, 'boardPlace' | 'keepBoardPlace'>
  readonly look: Pick<Look, 'words'>
  /** Undefined until it is opened first. */
  readonly window: () => OneWindow | undefined
  /** To the page, in a window that comes to the front. */
  readonly pass: (message: ToPage) => void
  readonly monotonicMs: () => number
  readonly log: Logger
}

type Asked<Type extends FromPage['type']> = Extract<FromPage, { type: Type }>

/** What a page can't do by itself: it says so, and the system does it. */
export interface PageWishes {
  readonly notify: (said: Asked<'notify'>) => void
  readonly print: (asked: Asked<'print'>) => void
  readonly boards: BoardWindows
}

/** As in electron-builder.yml: Windows shows notifications only of what its start menu has under this name. */
const APP_ID = 'org.trackside.desktop'

export function pageWishes(
  electron: WishParts,
  { platform, kept, look, window, pass, monotonicMs, log }: WishSurroundings,
): PageWishes {
  if (platform === 'win32') electron.app.setAppUserModelId(APP_ID)
  return {
    notify: notifyBySystem(electron, {
      isLookedAt: () => window()?.current()?.isFocused() ?? false,
      onChosen: (place) => pass({ type: 'show', place }),
      monotonicMs,
      log,
    }),
    print: printPage(electron, { page: () => window()?.current()?.webContents, words: look.words, log }),
    boards: openBoards(electron, {
      place: () => placeWindow(kept.boardPlace(), workAreas(electron.screen)),
      keepPlace: kept.keepBoardPlace,
      words: look.words,
      log,
    }),
  }
}
