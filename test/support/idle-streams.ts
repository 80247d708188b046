import { connect } from 'node:net'

/** A program of its own, as so many streams and the cloud that serves them have more files open than one may. */

export type ToStreams = { readonly url: string; readonly tokens: readonly string[] } | 'count'

/** How many were told where things stand, were poked after that, and ended. */
export interface StreamCount {
  readonly told: number
  readonly poked: number
  readonly ended: number
}

/** So many at once are on their way to being open. */
const MOST_OPENING = 50

interface Stream {
  text: string
  isEnded: boolean
}

const streams: Stream[] = []

function open(url: URL, token: string): Promise<void> {
  const stream: Stream = { text: '', isEnded: false }
  streams.push(stream)
  const socket = connect(Number(url.port), url.hostname)
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.write(`GET /v1/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`)
    })
    socket.on('data', (chunk) => {
      stream.text += chunk
      if (isTold(stream)) resolve()
    })
    socket.on('error', () => undefined)
    socket.once('close', () => {
      stream.isEnded = true
      resolve()
    })
  })
}

function isTold({ text }: Stream): boolean {
  return text.includes('event: telemetry')
}

async function openAll(url: URL, tokens: readonly string[]): Promise<void> {
  const waiting = [...tokens]
  const one = async () => {
    for (let token = waiting.pop(); token !== undefined; token = waiting.pop()) await open(url, token)
  }
  await Promise.all(Array.from({ length: MOST_OPENING }, one))
}

process.on('message', (message: ToStreams) => {
  if (message !== 'count') {
    void openAll(new URL(message.url), message.tokens)
    return
  }
  const told = streams.filter(isTold).length
  const poked = streams.filter(({ text }) => text.split('event: poke').length > 2).length
  const ended = streams.filter(({ isEnded }) => isEnded).length
  process.send?.({ told, poked, ended } satisfies StreamCount)
})
process.on('disconnect', () => process.exit(0))
