import { EventEmitter } from 'node:events'
import { type IncomingMessage, type RequestOptions, request } from 'node:http'
import { registerHooks } from 'node:module'

/** What electron-updater asks of `electron`, which it requires by that name: with requests by Node's network part. */
export interface ElectronForUpdater {
  readonly app: {
    readonly isPackaged: boolean
    getVersion(): string
    getName(): string
    getPath(name: string): string
    whenReady(): Promise<void>
    quit(): void
    relaunch(): void
    once(event: string, listener: () => void): void
  }
}

type Asked = { readonly url: string }
type Answer = (answer: { readonly cancel: boolean }) => void

const STAND_IN = 'stand-in:electron-for-updater'
let isThere = false

/** The parts of Electron's that the network is reached by, as electron-updater uses them. */
export function networkForUpdater() {
  let before: ((asked: Asked, answer: Answer) => void) | undefined
  const session = {
    webRequest: {
      onBeforeRequest(listener: typeof before) {
        before = listener
      },
    },
  }
  function ask(options: RequestOptions) {
    const { protocol, hostname, port, path } = options
    const sent = request(options)
    before?.({ url: `${protocol}//${hostname}:${port}${path}` }, ({ cancel }) => {
      if (cancel) sent.destroy(new Error('net::ERR_BLOCKED_BY_CLIENT'))
    })
    sent.on('response', (response: IncomingMessage) => {
      const { location } = response.headers
      if (location !== undefined) sent.emit('redirect', response.statusCode, 'GET', location)
    })
    return sent
  }
  return { autoUpdater: new EventEmitter(), net: { request: ask }, session: { fromPartition: () => session } }
}

/** From now on, what requires `electron` in this process gets this. */
export function putElectronForUpdater({ app }: ElectronForUpdater): void {
  const electron = { app, ...networkForUpdater() }
  Object.assign(globalThis, { electronForUpdater: electron })
  if (isThere) return
  isThere = true
  const source = 'module.exports = new Proxy({}, { get: (_, name) => globalThis.electronForUpdater[name] })'
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === STAND_IN ? { format: 'commonjs', source, shortCircuit: true } : next(url, context),
  })
}
