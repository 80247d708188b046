import { connect, type Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import type { Address, ShownTarget } from '../../../shared/desktop-live.ts'
import type { Sent, SentBackup } from '../store/scoring.ts'
import { AskedReader, nameMessage, passingMessage, timeMessage } from './jchip.ts'
import type { Chosen, SentPlace } from './read-chooser.ts'

const CONNECT_TIMEOUT_MS = 5_000
const KEEP_ALIVE_MS = 10_000
/** There is no acknowledgement: what the system has taken for so long, on a connection that still stands, went out. */
const SETTLED_AFTER_MS = 10_000
/** So long the other side has to read the rest when we leave. */
const LEAVE_TIMEOUT_MS = 2_000
const MESSAGES_A_WRITE = 200
const BACK_OFF_MIN_MS = 500
const BACK_OFF_MAX_MS = 15_000

export interface LinkParts {
  readonly address: Address
  readonly senderName: string
  /** How far an earlier connection came. */
  readonly sent: Sent
  /** What comes after that place, in order; none: there is nothing more yet. */
  readonly read: (after: SentPlace, limit: number) => readonly Chosen[]
  /** Keeps durably how far it has come for good, and which backup boxes' passings were among that. */
  readonly keep: (sent: Sent, backups: readonly SentBackup[]) => void
  readonly onWritten: (items: readonly Chosen[]) => void
  /** What was in flight waits again: all after that place. */
  readonly onBroken: (sent: Sent) => void
  readonly onChange: () => void
  readonly onFault: (error: unknown) => void
  /** The clock by which passings are stamped. */
  readonly nowMs: () => number
  readonly monotonicMs: () => number
  readonly random: () => number
}

/** Something written and not known to have arrived. */
interface Flight {
  readonly upTo: Sent
  readonly backups: readonly SentBackup[]
  readonly writtenMs: number
  /** The system has taken it. */
  flushedMs: number | undefined
}

interface Connection {
  readonly socket: Socket
  readonly flights: Flight[]
  /** How far it was written. */
  written: Sent
  /** It asked for passings. */
  takes: boolean
  /** A turn of writing is to come. */
  isDue: boolean
}

/** R7: one scoring program, connected to over and over. Each connection begins with the handshake and goes on where the last one came. */
export class JchipLink {
  readonly #parts: LinkParts
  #state: ShownTarget['state'] = 'connecting'
  #sinceMs: number
  #sent: Sent
  #connection: Connection | undefined
  #failures = 0
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(parts: LinkParts) {
    this.#parts = parts
    this.#sent = parts.sent
    this.#sinceMs = parts.nowMs()
    this.#open()
  }

  get state(): ShownTarget['state'] {
    return this.#state
  }

  get sinceMs(): number {
    return this.#sinceMs
  }

  /** What has gone out, in flight or for good. */
  get written(): Sent {
    return this.#connection?.written ?? this.#sent
  }

  /** There may be more to send. */
  wake(): void {
    const connection = this.#connection
    if (connection === undefined || connection.isDue) return
    connection.isDue = true
    setImmediate(() => {
      connection.isDue = false
      this.#guard(connection, () => this.#write(connection))
    })
  }

  /** Every second: what went out long enough ago is done with. */
  tick(): void {
    const connection = this.#connection
    if (connection === undefined || this.#isClosed) return
    const { flights } = connection
    const before = this.#parts.monotonicMs() - SETTLED_AFTER_MS
    // The system takes no more for so long: the other side doesn't read, and it may never read what is before that.
    if (flights.some(({ flushedMs, writtenMs }) => flushedMs === undefined && writtenMs <= before)) return
    const flying = flights.findIndex(({ flushedMs }) => flushedMs === undefined || flushedMs > before)
    this.#settle(connection, flying < 0 ? flights.length : flying)
  }

  /**
   * Leaves in order: what was written and read by the other side before it closed isn't sent again.
   * @param orderly false: at once, and nothing counts as sent
   */
  async close(orderly: boolean): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    const connection = this.#connection
    if (connection === undefined) return
    const wasRead = orderly && connection.flights.length > 0 && (await hasReadAll(connection.socket))
    this.#connection = undefined
    connection.socket.destroy()
    try {
      if (wasRead) this.#settle(connection, connection.flights.length)
    } catch (error) {
      this.#parts.onFault(error)
    }
  }

  #open(): void {
    const { host, port } = this.#parts.address
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS })
    const connection: Connection = { socket, flights: [], written: this.#sent, takes: false, isDue: false }
    const reader = new AskedReader()
    const decoder = new StringDecoder('latin1')
    this.#connection = connection
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy())
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.write(nameMessage(this.#parts.senderName))
      this.#show('greeting')
    })
    socket.on('data', (data) => {
      for (const asked of reader.take(decoder.write(data))) {
        if (asked === 'time') socket.write(timeMessage(this.#parts.nowMs()))
        else this.#begin(connection)
      }
    })
    socket.on('drain', () => this.wake())
    // It closes after this, and that is what counts.
    socket.on('error', () => undefined)
    socket.once('close', () => this.#broken(connection))
  }

  #begin(connection: Connection): void {
    this.#failures = 0
    if (!connection.takes) this.#show('sending')
    connection.takes = true
    this.wake()
  }

  #write(connection: Connection): void {
    const { socket, flights } = connection
    if (!connection.takes || this.#isClosed || socket.destroyed || socket.writableNeedDrain) return
    const items = this.#parts.read(connection.written, MESSAGES_A_WRITE)
    const last = items.at(-1)
    if (last === undefined) return
    let { count } = connection.written
    const texts: string[] = []
    for (const { message } of items) {
      if (message === undefined) continue
      texts.push(passingMessage({ ...message, count }))
      count += 1
    }
    const flight: Flight = {
      upTo: { ...last.position, count },
      backups: items.flatMap(({ backup }) => backup ?? []),
      writtenMs: this.#parts.monotonicMs(),
      flushedMs: undefined,
    }
    const flushed = () => {
      flight.flushedMs = this.#parts.monotonicMs()
    }
    connection.written = flight.upTo
    flights.push(flight)
    if (texts.length === 0) flushed()
    else socket.write(texts.join(''), 'latin1', (error) => (error ? undefined : flushed()))
    this.#parts.onWritten(items)
    // One write a turn: whoever else has work comes in between.
    if (!socket.writableNeedDrain) this.wake()
  }

  /** The first `many` flights have arrived, as far as anybody can tell. */
  #settle({ flights }: Connection, many: number): void {
    const last = flights[many - 1]
    if (last === undefined) return
    const backups = flights.slice(0, many).flatMap((flight) => flight.backups)
    this.#parts.keep(last.upTo, backups)
    this.#sent = last.upTo
    flights.splice(0, many)
  }

  #broken(connection: Connection): void {
    if (this.#connection !== connection || this.#isClosed) return
    this.#connection = undefined
    if (this.#state !== 'broken') this.#show('broken')
    this.#failures += 1
    this.#retry = setTimeout(() => this.#open(), backOffMs(this.#failures, this.#parts.random))
    // Last: where the store can't be read now, the next connection begins there all the same.
    try {
      if (connection.flights.length > 0) this.#parts.onBroken(this.#sent)
    } catch (error) {
      this.#parts.onFault(error)
    }
  }

  #show(state: ShownTarget['state']): void {
    this.#state = state
    this.#sinceMs = this.#parts.nowMs()
    this.#parts.onChange()
  }

  /** A store that can't be read now may be read later: the connection is made anew, and nothing was passed over. */
  #guard(connection: Connection, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#parts.onFault(error)
      connection.socket.destroy()
    }
  }
}

/** Ends our side. @returns whether the other one ended its own after it, so that it has read everything */
async function hasReadAll(socket: Socket): Promise<boolean> {
  if (socket.destroyed || socket.readableEnded) return false
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), LEAVE_TIMEOUT_MS)
  let isFlushed = false
  socket.end(() => {
    isFlushed = true
  })
  socket.once('end', () => resolve(isFlushed))
  socket.once('close', () => resolve(false))
  socket.resume()
  const wasRead = await promise
  clearTimeout(timer)
  return wasRead
}

/** Doubles with each failure in a row, up to a quarter of a minute; the jitter keeps many from coming at once. */
function backOffMs(failures: number, random: () => number): number {
  return Math.min(BACK_OFF_MAX_MS, BACK_OFF_MIN_MS * 2 ** Math.min(failures - 1, 10)) * (0.5 + random() / 2)
}
