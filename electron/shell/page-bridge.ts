import type * as Electron from 'electron'
import type { PageBridge } from '../../shared/shell-messages.ts'
import { CONNECT_CHANNEL, LISTEN_CHANNEL, PORT_CHANNEL, SHELL_CHANNEL, TELL_CHANNEL } from './channels.ts'

export interface BridgeParts {
  readonly contextBridge: Pick<typeof Electron.contextBridge, 'exposeInMainWorld'>
  readonly ipcRenderer: Pick<typeof Electron.ipcRenderer, 'on' | 'send'>
  readonly page: { postMessage(message: unknown, targetOrigin: string, transfer?: readonly unknown[]): void }
}

/**
 * Gives the page `trackside`, and nothing of Electron's. A port can't pass through the context
 * bridge, so it goes to the page as a message of its own window, which only this window can send.
 */
export function exposeTrackside({ contextBridge, ipcRenderer, page }: BridgeParts): void {
  ipcRenderer.on(PORT_CHANNEL, (event) => page.postMessage('trackside-core', '*', event.ports))
  ipcRenderer.on(SHELL_CHANNEL, (_event, asked: unknown) => page.postMessage({ tracksideShell: asked }, '*'))
  const bridge = {
    connect: () => {
      ipcRenderer.send(CONNECT_CHANNEL)
    },
    listen: () => {
      ipcRenderer.send(LISTEN_CHANNEL)
    },
    tell: (message) => {
      ipcRenderer.send(TELL_CHANNEL, message)
    },
    // As neither more nor less compiles, the page gets just what it was promised.
  } satisfies PageBridge
  contextBridge.exposeInMainWorld('trackside', bridge)
}
