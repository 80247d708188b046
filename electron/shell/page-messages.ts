import type * as Electron from 'electron'
import {
  type FromPage,
  fromPageSchema,
  type PageFacts,
  type ToPage,
  toPageSchema,
} from '../../shared/shell-messages.ts'
import type { Logger } from '../core/log.ts'
import { LISTEN_CHANNEL, SHELL_CHANNEL, TELL_CHANNEL } from './channels.ts'
import { isOurPage } from './our-page.ts'

export interface PageMessageParts {
  readonly ipcMain: { on(channel: string, listener: (event: PageEvent, said: unknown) => void): unknown }
}

type Frame = Pick<Electron.WebFrameMain, 'detached' | 'isDestroyed' | 'parent' | 'postMessage' | 'url'>

interface PageEvent {
  readonly senderFrame: Frame | null
}

export interface PageMessages {
  /** To the page now, or as soon as one listens. */
  send(message: ToPage): void
  /** What the page said last, also when it has hung since. */
  facts(): PageFacts
}

/** More than a person opens while a page loads. */
const MOST_WAITING = 20

/**
 * Talks with the page about what isn't the core's. What a page says counts only from the own page's main frame.
 * @param first what every page is told that begins to listen
 */
export function talkWithPage(
  { ipcMain }: PageMessageParts,
  log: Logger,
  hear: (message: FromPage) => void,
  first: () => ToPage | undefined = () => undefined,
): PageMessages {
  const waiting: ToPage[] = []
  let listening: Frame | undefined
  let lastUpdate: Extract<ToPage, { type: 'update' }> | undefined
  let known: PageFacts = { runs: [], unsent: 0, attention: 0, language: 'en', theme: 'system' }

  function send(message: ToPage): void {
    const parsed = toPageSchema.parse(message)
    // Where things stand, which every page has to know: nothing to be kept in the queue.
    if (parsed.type === 'update') lastUpdate = parsed
    if (listening === undefined || listening.isDestroyed() || listening.detached) {
      if (parsed.type !== 'update') waiting.push(parsed)
      waiting.splice(0, waiting.length - MOST_WAITING)
    } else listening.postMessage(SHELL_CHANNEL, parsed)
  }

  ipcMain.on(LISTEN_CHANNEL, ({ senderFrame: frame }) => {
    if (!isOwn(frame)) return
    listening = frame
    const begin = first()
    if (begin) send(begin)
    if (lastUpdate) send(lastUpdate)
    for (const message of waiting.splice(0)) send(message)
  })
  ipcMain.on(TELL_CHANNEL, ({ senderFrame: frame }, said) => {
    if (!isOwn(frame)) return
    const message = fromPageSchema.safeParse(said)
    if (!message.success) {
      log.warn('the page said what the shell does not understand')
      return
    }
    if (message.data.type === 'facts') known = message.data.facts
    hear(message.data)
  })
  return { send, facts: () => known }
}

function isOwn(frame: Frame | null): frame is Frame {
  return frame !== null && frame.parent === null && isOurPage(frame.url)
}
