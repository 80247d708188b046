import type { ElectronStandIn } from './electron-stand-in.ts'

/** What every page is told of the laptop's updates isn't what most tests are about. */
export function butUpdates(type: string | undefined): boolean {
  return type !== 'update'
}

/**
 * The application's page, as far as the shell sees it: what it got, and how it speaks.
 * @param isWanted by the message's type; else all is
 */
export function ownPage(electron: ElectronStandIn, isWanted: (type: string | undefined) => boolean = () => true) {
  const got: unknown[] = []
  const senderFrame = {
    url: 'app://trackside/',
    parent: null,
    detached: false,
    isDestroyed: () => false,
    postMessage: (_channel: string, message: { readonly type: string } | null) => {
      if (isWanted(message?.type)) got.push(message)
    },
  }
  const say = (channel: string, said?: unknown) => electron.receive(channel, { sender: { id: 1 }, senderFrame }, said)
  return { got, say }
}
