import type * as Electron from 'electron'
import type { Logger } from '../core/log.ts'
import { growingPauses } from './growing-pauses.ts'
import { PAGE_URL } from './our-page.ts'

interface KeptWindow {
  on(event: 'closed', listener: () => void): unknown
  loadURL(url: string): Promise<void>
  readonly webContents: {
    on(
      event: 'render-process-gone',
      listener: (event: Electron.Event, details: Electron.RenderProcessGoneDetails) => void,
    ): unknown
  }
}

export interface PageKeeping {
  readonly monotonicMs: () => number
  /** @returns how to call it off */
  readonly later: (run: () => void, delayMs: number) => () => void
  readonly log: Logger
}

/**
 * Loads the page again when its process died: the core records on, and who looks at a white window could only quit. It
 * begins at the first screen, as the one that was shown may be why it died.
 */
export function keepPage(window: KeptWindow, { monotonicMs, later, log }: PageKeeping): void {
  const pauseAfter = growingPauses()
  let sinceMs = monotonicMs()
  let callOff: (() => void) | undefined
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const pauseMs = pauseAfter(monotonicMs() - sinceMs)
    log.warn(`the page's process ended (${reason}); the page is loaded again in ${pauseMs} ms`)
    callOff?.()
    callOff = later(() => {
      sinceMs = monotonicMs()
      window.loadURL(PAGE_URL).catch((error: unknown) => log.error('the page could not be loaded again', error))
    }, pauseMs)
  })
  window.on('closed', () => callOff?.())
}
