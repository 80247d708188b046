import type { ElectronStandIn } from './electron-stand-in.ts'

/** The application's page, as far as the shell sees it: what it got, and how it speaks. */
export function ownPage(electron: ElectronStandIn) {
  const got: unknown[] = []
  const senderFrame = {
    url: 'app://trackside/',
    parent: null,
    detached: false,
    isDestroyed: () => false,
    postMessage: (_channel: string, message: unknown) => void got.push(message),
  }
  const say = (channel: string, said?: unknown) => electron.receive(channel, { senderFrame }, said)
  return { got, say }
}
