import { type AddressInfo, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * A scoring program as the description of the JChip protocol has it: it listens, asks a sender for the time, then for its
 * passings, and reads messages up to each CR. Written from that text alone, so that a misreading shows.
 */
export interface JchipServer {
  readonly port: number
  /** One for each connection, in the order in which they came. */
  readonly connections: readonly JchipConnection[]
  /** All passings of all connections, as they came. */
  passings(): readonly ReadPassing[]
  /** Where the next connection is cut, or how it behaves; without it, it goes well. */
  plan: JchipPlan
  /** Cuts every connection, and takes no more. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

export interface JchipPlan {
  /** The connection is reset just after this. */
  readonly cutAfter?: 'connecting' | 'name' | 'asking-time' | 'time' | 'asking-passings' | number | undefined
  /** It reads nothing after the handshake, until `read` is called. */
  readonly isSlow?: boolean | undefined
  /** What it says besides what it should. */
  readonly noise?: string | undefined
}

export interface JchipConnection {
  name: string
  /** `HHMMSShh` and `YYYYMMDD` */
  time: string
  date: string
  readonly passings: ReadPassing[]
  /** What it couldn't make sense of. */
  readonly strange: string[]
  isOpen: boolean
  read(): void
  cut(): void
}

export interface ReadPassing {
  readonly tag: string
  /** `HH:MM:SS.ffffff` */
  readonly time: string
  readonly date: string
  readonly count: number
  readonly rest: string
}

const PASSING = /^DJ(\S+) (\d\d:\d\d:\d\d\.\d{6}) 10 {2}([0-9A-F]{5}) {6}C7 date=(\d{8})(.*)$/

export async function startJchipServer(): Promise<JchipServer> {
  const connections: JchipConnection[] = []
  const sockets = new Set<Socket>()
  let plan: JchipPlan = {}
  let port = 0

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    connections.push(serve(socket, plan))
  })
  const listen = () =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  const goAway = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.resetAndDestroy()
      if (server.listening) server.close(() => resolve())
      else resolve()
    })
  await listen()
  onTestFinished(goAway)
  return {
    get port() {
      return port
    },
    connections,
    passings: () => connections.flatMap((connection) => connection.passings),
    get plan() {
      return plan
    },
    set plan(next) {
      plan = next
    },
    goAway,
    comeBack: listen,
  }
}

function serve(socket: Socket, { cutAfter, isSlow, noise = '' }: JchipPlan): JchipConnection {
  const connection: JchipConnection = {
    ...{ name: '', time: '', date: '', passings: [], strange: [], isOpen: true },
    read: () => socket.resume(),
    cut: () => socket.resetAndDestroy(),
  }
  let rest = ''
  socket.on('close', () => {
    connection.isOpen = false
  })

  /** @returns whether the connection goes on */
  function goesOn(after: JchipPlan['cutAfter']): boolean {
    if (after !== cutAfter) return true
    socket.resetAndDestroy()
    return false
  }

  function take(message: string): boolean {
    if (message.startsWith('N0000')) {
      connection.name = message.slice('N0000'.length)
      if (!goesOn('name')) return false
      socket.write(`${noise}GT\r`)
      return goesOn('asking-time')
    }
    const time = /^GT0(\d{8}) date=(\d{8})$/.exec(message)
    if (time !== null) {
      connection.time = time[1] ?? ''
      connection.date = time[2] ?? ''
      if (!goesOn('time')) return false
      socket.write(`${noise}S0000\r`)
      if (isSlow) socket.pause()
      return goesOn('asking-passings')
    }
    const passing = PASSING.exec(message)
    if (passing === null) {
      connection.strange.push(message)
      return true
    }
    const [, tag = '', at = '', count = '', date = '', after = ''] = passing
    connection.passings.push({ tag, time: at, date, count: Number.parseInt(count, 16), rest: after })
    return goesOn(connection.passings.length)
  }

  socket.setEncoding('latin1')
  socket.on('data', (data: string) => {
    const messages = (rest + data).split('\r')
    rest = messages.pop() ?? ''
    for (const message of messages) if (!take(message)) return
  })
  goesOn('connecting')
  return connection
}
