import { EventEmitter } from 'node:events'
import { Duplex } from 'node:stream'
import { running } from '../program.ts'
import { program, surroundings } from '../surroundings.ts'

export { isIPv4 } from 'node:net'

/** TCP within the simulation: bytes take a millisecond, in pieces as they were written. */
const LATENCY_MS = 1

/** By port, who listens. */
const listening = new WeakMap<object, Map<number, Server>>()

function ports(): Map<number, Server> {
  const { clockwork } = surroundings()
  const known = listening.get(clockwork) ?? new Map<number, Server>()
  listening.set(clockwork, known)
  return known
}

export class Socket extends Duplex {
  readonly remoteAddress = '127.0.0.1'
  readonly #program = program()
  #other: Socket | undefined

  constructor() {
    super({ allowHalfOpen: false })
    this.#program.atEnd(() => this.destroy())
  }

  join(other: Socket): void {
    this.#other = other
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  setTimeout(ms: number, run?: () => void): this {
    if (ms > 0 && run) surroundings().clockwork.plan(ms, run)
    return this
  }

  resetAndDestroy(): this {
    return this.destroy()
  }

  override _read(): void {
    // What the other side writes is pushed as it comes.
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#tell((other) => other.push(bytes))
    surroundings().clockwork.plan(LATENCY_MS, done)
  }

  override _final(done: () => void): void {
    this.#tell((other) => other.push(null))
    surroundings().clockwork.plan(LATENCY_MS, done)
  }

  /** In the context of the other side's program, whose computer may sleep. */
  #tell(what: (other: Socket) => void): void {
    const other = this.#other
    if (other === undefined) return
    const hear = () => {
      if (!other.destroyed) what(other)
    }
    running.run(other.#program, () => surroundings().clockwork.plan(LATENCY_MS, hear))
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#tell((other) => other.destroy())
    done(error)
  }
}

export class Server extends EventEmitter {
  readonly #program = program()
  #port = 0

  listen(port: number, _host: string, run: () => void): this {
    const known = ports()
    this.#port = port === 0 ? 40_000 + known.size : port
    known.set(this.#port, this)
    surroundings().clockwork.plan(0, run)
    return this
  }

  address(): { readonly port: number } {
    return { port: this.#port }
  }

  close(done?: () => void): this {
    ports().delete(this.#port)
    if (done) surroundings().clockwork.plan(0, done)
    return this
  }

  /** In the context of the program that listens. */
  meet(near: Socket): void {
    running.run(this.#program, () => {
      const far = new Socket()
      near.join(far)
      far.join(near)
      this.emit('connection', far)
    })
  }
}

export function createServer(): Server {
  return new Server()
}

export function connect({ port }: { readonly port: number }): Socket {
  const near = new Socket()
  surroundings().clockwork.plan(LATENCY_MS, () => {
    if (near.destroyed) return
    const server = ports().get(port)
    if (server === undefined) {
      near.destroy(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
      return
    }
    server.meet(near)
    near.emit('connect')
  })
  return near
}
