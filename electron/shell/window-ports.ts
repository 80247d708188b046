import type * as Electron from 'electron'
import { CONNECT_CHANNEL, PORT_CHANNEL } from './channels.ts'
import type { CoreKeeper } from './core-keeper.ts'
import { isOurPage } from './our-page.ts'

export interface PortParts {
  readonly ipcMain: { on(channel: string, listener: (event: ConnectEvent) => void): unknown }
  readonly MessageChannelMain: new () => Electron.MessageChannelMain
}

interface ConnectEvent {
  readonly sender: Pick<Electron.WebContents, 'id'>
  readonly senderFrame: Pick<
    Electron.WebFrameMain,
    'detached' | 'isDestroyed' | 'parent' | 'postMessage' | 'url'
  > | null
}

/**
 * Gives a page that asks a line to the core, as soon as there is one: a channel with one end in the page and the other
 * in the core's process, so what is said on it doesn't pass through here.
 */
export function answerWindows({ ipcMain, MessageChannelMain }: PortParts, keeper: Pick<CoreKeeper, 'attach'>): void {
  ipcMain.on(CONNECT_CHANNEL, ({ sender, senderFrame: frame }) => {
    if (frame === null || frame.parent !== null || !isOurPage(frame.url)) return
    keeper.attach(sender.id, () => {
      if (frame.isDestroyed() || frame.detached) return undefined
      const { port1, port2 } = new MessageChannelMain()
      frame.postMessage(PORT_CHANNEL, null, [port2])
      return port1
    })
  })
}
