import type * as Electron from 'electron'
import type { FromPage } from '../../shared/shell-messages.ts'
import type { Logger } from '../core/log.ts'

export interface NotifyingParts {
  readonly Notification: {
    new (options: Electron.NotificationConstructorOptions): Shown
    isSupported(): boolean
  }
}

type Shown = Pick<Electron.Notification, 'close' | 'on' | 'show'>
export type Said = Extract<FromPage, { type: 'notify' }>

export interface NotifyingSurroundings {
  /** Whether a person sees what is said in the window anyway. */
  readonly isLookedAt: () => boolean
  /** Brings the window to the front, on what the notification is about. */
  readonly onChosen: (place: Said['place']) => void
  readonly monotonicMs: () => number
  readonly log: Logger
}

/** What the window says meanwhile besides these is found in it: a row of notifications is only in the way. */
const MOST_IN_BURST = 3
const BURST_MS = 10_000
const SAME_MS = 60_000
/** The system's list may hold them for days, and not every system says when one is gone. */
const MOST_KEPT = 20

/** L14: what the page says is said by the system as well, while nobody looks at the window. */
export function notifyBySystem(
  { Notification }: NotifyingParts,
  { isLookedAt, onChosen, monotonicMs, log }: NotifyingSurroundings,
): (said: Said) => void {
  /** One that nothing refers to is collected, and its click with it. */
  const kept = new Set<Shown>()
  let lately: readonly { readonly text: string; readonly atMs: number }[] = []

  function isWanted(text: string): boolean {
    const nowMs = monotonicMs()
    lately = lately.filter(({ atMs }) => nowMs - atMs < SAME_MS)
    const inBurst = lately.filter(({ atMs }) => nowMs - atMs < BURST_MS)
    return inBurst.length < MOST_IN_BURST && !lately.some((one) => one.text === text)
  }

  return ({ text, place }) => {
    if (isLookedAt() || !Notification.isSupported() || !isWanted(text)) return
    lately = [...lately, { text, atMs: monotonicMs() }]
    // Some Linux desktops take it for markup, and others give boxes their names: no link of theirs is shown.
    const shown = new Notification({ title: 'Trackside', body: text.replaceAll('<', '‹') })
    shown.on('click', () => {
      kept.delete(shown)
      onChosen(place)
    })
    shown.on('close', () => kept.delete(shown))
    shown.on('failed', (_event, error) => {
      kept.delete(shown)
      log.warn(`the system showed no notification: ${error}`)
    })
    kept.add(shown)
    for (const oldest of [...kept].slice(0, -MOST_KEPT)) {
      kept.delete(oldest)
      oldest.close()
    }
    shown.show()
  }
}
