import { createServer, type Server } from 'node:net'
import { type BoxClient, serveBoxClient } from './box-client.ts'
import type { BoxClock, TimestampForm } from './box-clock.ts'
import { createBoxState, type PartialDetection } from './box-state.ts'
import { NO_FAULTS, type PacketFaults } from './packet-faults.ts'
import type { Passing, Position } from './passing.ts'
import { createSeededRandom, type Random } from './seeded-random.ts'

export interface SimulatedBoxOptions {
  readonly serial: string
  readonly alias: string
  readonly model: string
  readonly firmware: string
  readonly position: Position
  /** 0: any free one. */
  readonly port: number
  /** The true time, in ms since 1970. */
  readonly now: () => number
  readonly random: Random
  readonly clock?: BoxClock
  readonly timestampForm?: TimestampForm
  readonly faults?: PacketFaults
  /** So many ms go by until it obeys a command. */
  readonly slownessMs?: () => number
}

export interface SimulatedBox {
  readonly serial: string
  readonly port: number
  /** Keeps a passing, numbered without gaps, and sends it to every client that said START. Needs no client. */
  readonly record: (detection: PartialDetection) => Passing
  readonly backup: () => readonly Passing[]
  /** What the button on the real box's own page does: everything again, unasked, to every client that said START. */
  readonly rewind: (fromNumber?: number) => void
  readonly clock: () => BoxClock
  readonly setClock: (clock: BoxClock) => void
  readonly setFaults: (faults: PacketFaults) => void
  readonly clientCount: () => number
  /** Resets every connection, in the middle of an object if need be. The box goes on listening. */
  readonly cut: () => void
  /** While it is out of reach it records, and nobody can connect. */
  readonly setReachable: (isReachable: boolean) => void
  /** As after it was switched off and on: it counts from 1 again, and keeps what it had. */
  readonly restart: () => void
  readonly close: () => Promise<void>
}

const ON_TIME: BoxClock = { kind: 'set', source: 'NTP', offsetMs: 0 }

/** One CloudBox on TCP, on loopback. Rejects where the port can't be had. */
export async function startSimulatedBox(options: SimulatedBoxOptions): Promise<SimulatedBox> {
  const { serial, now, random, clock = ON_TIME, timestampForm = 'iso', slownessMs = () => 0 } = options
  const server = createServer()
  const port = await listenOnLoopback(server, options.port)
  const state = createBoxState({ ...options, timestampForm, port }, clock, now)
  const clients = new Set<BoxClient>()
  let faults = options.faults ?? NO_FAULTS
  let isReachable = true

  function offer(passings: readonly Passing[]): void {
    for (const client of clients) client.offer(passings)
  }

  function cut(): void {
    for (const client of clients) client.cut()
  }

  server.on('connection', (socket) => {
    if (!isReachable) {
      socket.on('error', () => undefined)
      socket.resetAndDestroy()
      return
    }
    // Each client draws from a generator of its own, so that its bytes don't depend on the others' pace.
    const client = serveBoxClient(socket, state, createSeededRandom(random() * 2 ** 32), () => faults, slownessMs)
    clients.add(client)
    socket.once('close', () => clients.delete(client))
  })

  return {
    serial,
    port,
    record: (detection) => {
      const passing = state.record(detection)
      offer([passing])
      return passing
    },
    backup: () => state.passingsFrom(1),
    rewind: (fromNumber = 1) => offer(state.passingsFrom(fromNumber)),
    clock: state.clock,
    setClock: state.setClock,
    setFaults: (newFaults) => {
      faults = newFaults
    },
    clientCount: () => clients.size,
    cut,
    setReachable: (isNow) => {
      isReachable = isNow
      if (!isReachable) cut()
    },
    restart: () => {
      cut()
      state.countAnew()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  }
}

function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('a TCP server has a port'))
      else resolve(address.port)
    })
  })
}
