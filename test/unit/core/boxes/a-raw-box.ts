import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Something that listens where a box should be, and says exactly what a test wants. */
export interface RawBox {
  readonly port: number
  /** What came in, over all connections. */
  readonly commands: readonly string[]
  readonly connections: () => number
  readonly open: () => number
  /** To everybody who is connected. */
  readonly send: (text: string | Buffer) => void
  readonly cut: () => void
}

/** @param answer what is sent for a command; undefined: nothing */
export async function aRawBox(answer: (command: string) => string | undefined): Promise<RawBox> {
  const sockets = new Set<Socket>()
  const commands: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    let rest = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      const lines = (rest + text).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        commands.push(line)
        const said = answer(line)
        if (said !== undefined) socket.write(said)
      }
    })
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  )
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return {
    port: address.port,
    commands,
    connections: () => connections,
    open: () => sockets.size,
    send(text) {
      for (const socket of sockets) socket.write(text)
    },
    cut,
  }
}

/** Answers as a box of that serial does, with a clock that shows `time`; other commands by `more`. */
export function asBox(serial: string, time: string, more: (command: string) => string | undefined = () => undefined) {
  return (command: string): string | undefined => {
    const said = more(command)
    if (said !== undefined) return said
    const results: Record<string, unknown> = {
      GETSYSTEMCONFIG: { serial },
      GETSYSTEMTIME: time,
      START: 'OK',
      STOP: 'OK',
    }
    return command in results ? `${JSON.stringify({ command, result: results[command] })}\r\n` : undefined
  }
}

export function rawPassing(number: number, more: object = {}): string {
  const epc = `E${String(number).padStart(6, '0')}`
  return `${JSON.stringify({ epc, timestamp: '2026-06-06;09:59:59.500Z', passingNumber: number, ...more })}\r\n`
}
