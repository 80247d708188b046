/** One open line to the core, in text. It is replaced, not reopened, when it breaks. */
export interface Line {
  readonly send: (text: string) => void
  readonly close: () => void
}

export interface LineEvents {
  readonly opened: () => void
  readonly received: (text: string) => void
  /** `shut-out`: this browser has no key for this address. */
  readonly closed: (why: 'gone' | 'shut-out') => void
}

export type OpenLine = (events: LineEvents) => Line

/** The line of a browser window: a WebSocket to the host that served the page. */
export function webSocketLine(location: Location): OpenLine {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return (events) => {
    const socket = new WebSocket(`${scheme}://${location.host}/core`)
    let opened = false
    let over = false
    const end = (why: 'gone' | 'shut-out') => {
      if (over) return
      over = true
      events.closed(why)
    }
    socket.addEventListener('open', () => {
      opened = true
      events.opened()
    })
    socket.addEventListener('message', (event) => events.received(String(event.data)))
    socket.addEventListener('close', () => {
      if (opened) return end('gone')
      whyRefused().then(end, () => end('gone'))
    })
    return { send: (text) => socket.send(text), close: () => socket.close() }
  }
}

/** A socket that fails doesn't tell why: the same address, asked plainly, does. */
async function whyRefused(): Promise<'gone' | 'shut-out'> {
  const response = await fetch('/core', { credentials: 'same-origin' })
  return response.status === 401 ? 'shut-out' : 'gone'
}

/** The line of an Electron window: a port to the core's process, see preload.d.ts. */
export function portLine(host: Window, preload: TracksidePreload): OpenLine {
  return (events) => {
    let port: MessagePort | undefined
    const arrived = (event: MessageEvent) => {
      if (event.source !== host || event.data !== 'trackside-core') return
      host.removeEventListener('message', arrived)
      port = event.ports[0]
      port?.addEventListener('message', (message) => events.received(String(message.data)))
      port?.addEventListener('close', () => events.closed('gone'))
      port?.start()
      events.opened()
    }
    host.addEventListener('message', arrived)
    preload.connect()
    return {
      send: (text) => port?.postMessage(text),
      close: () => {
        host.removeEventListener('message', arrived)
        port?.close()
      },
    }
  }
}

/**
 * The one-time key of a browser window's address, exchanged for a cookie. It is taken out of the address bar first, so
 * that it can't be copied, bookmarked or used twice.
 */
export async function exchangeKey(location: Location, history: History): Promise<void> {
  const key = /^#key=(.+)$/.exec(location.hash)?.[1]
  if (key === undefined) return
  history.replaceState(null, '', location.pathname + location.search)
  await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: decodeURIComponent(key) }),
    credentials: 'same-origin',
  })
}
