import type { Core } from './core.ts'

/** A port to a window, as Electron gives it to a process without pages. Messages wait until `start`. */
export interface WindowPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  postMessage(message: unknown): void
}

/** Connects a window over its port, in JSON text as over the browser host's WebSocket. It ends with the port. */
export function connectPort(core: Core, port: WindowPort): void {
  const send = (message: unknown) => port.postMessage(JSON.stringify(message))
  const window = core.connect(send)
  const answer = async (text: unknown) => {
    const reply = await window.handle(parse(text))
    if (reply !== undefined) send(reply)
  }
  port.on('message', ({ data }) => void answer(data))
  port.on('close', () => window.close())
  port.start()
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
