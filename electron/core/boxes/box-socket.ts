import { connect, type Socket } from 'node:net'
import type { Address } from '../../../shared/desktop-live.ts'
import type { Passing } from '../../../shared/records/passing.ts'
import { type JsonObject, JsonObjectReader } from './json-objects.ts'
import { readBoxMessage } from './read-passing.ts'

/** A cable that was pulled says nothing: the operating system asks in between. */
const KEEP_ALIVE_MS = 10_000

export interface BoxSocketParts {
  readonly monotonicMs: () => number
  readonly onPassings: (passings: readonly Passing[]) => void
  /** So many pieces of what came were neither passing nor answer, for these reasons. */
  readonly onUnreadable: (count: number, reasons: readonly string[]) => void
  /** The first sign that it is a box which answers. */
  readonly onUnderstood: () => void
  readonly onFault: (where: string, error: unknown) => void
}

/** @returns undefined where nobody is there in time, or `signal` came first */
export function openSocket(address: Address, timeoutMs: number, signal: AbortSignal): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address.host, port: address.port })
    const timer = setTimeout(giveUp, timeoutMs)
    function finish(result: Socket | undefined): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      resolve(result)
    }
    function giveUp(): void {
      socket.destroy()
      finish(undefined)
    }
    // Stays on: an error without a listener ends the program. 'close' follows each.
    socket.on('error', giveUp)
    socket.once('connect', () => {
      socket.setNoDelay(true)
      socket.setKeepAlive(true, KEEP_ALIVE_MS)
      finish(socket)
    })
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
}

/** An open connection to what should be a box: commands out, answers and passings in. */
export class BoxSocket {
  readonly closed: Promise<void>
  readonly #socket: Socket
  readonly #parts: BoxSocketParts
  readonly #reader = new JsonObjectReader()
  readonly #waiting = new Map<string, (result: unknown) => void>()
  /** Asked, and not answered in time. */
  readonly #owed = new Set<string>()
  #countedUnreadable = 0
  #isUnderstood = false
  #heardMs: number

  constructor(socket: Socket, parts: BoxSocketParts) {
    this.#socket = socket
    this.#parts = parts
    this.#heardMs = parts.monotonicMs()
    socket.on('data', (bytes: Buffer) => {
      this.#heardMs = parts.monotonicMs()
      this.#takeIn(() => this.#reader.take(bytes, this.#heardMs))
    })
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#takeIn(() => this.#reader.end())
        for (const answer of this.#waiting.values()) answer(undefined)
        resolve()
      })
    })
  }

  get isUnderstood(): boolean {
    return this.#isUnderstood
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed
  }

  /** For how long nothing came; not while it was told to wait. */
  quietMs(): number {
    if (this.#socket.isPaused()) this.#heardMs = this.#parts.monotonicMs()
    return this.#parts.monotonicMs() - this.#heardMs
  }

  /** @returns the result, or undefined where none came in time */
  ask(command: string, timeoutMs: number): Promise<unknown> {
    const [name = ''] = command.split(';')
    this.#waiting.get(name)?.(undefined)
    return new Promise((resolve) => {
      const answer = (result: unknown) => {
        clearTimeout(timer)
        if (this.#waiting.get(name) === answer) this.#waiting.delete(name)
        resolve(result)
      }
      const timer = setTimeout(() => {
        this.#owed.add(name)
        answer(undefined)
      }, timeoutMs)
      this.#waiting.set(name, answer)
      if (!this.isOpen) answer(undefined)
      this.say(command)
    })
  }

  /** Whether an answer may still come that nobody waits for any more. */
  owes(name: string): boolean {
    return this.#owed.has(name)
  }

  say(command: string): void {
    if (this.#socket.writable) this.#socket.write(`${command}\r\n`)
  }

  setPaused(isPaused: boolean): void {
    if (isPaused) this.#socket.pause()
    else this.#socket.resume()
  }

  /** To be called now and then. */
  giveUpUnfinished(): void {
    this.#takeIn(() => this.#reader.giveUpUnfinished(this.#parts.monotonicMs()))
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** Whatever a box sends, and whatever becomes of it: nothing of that may end the program, or what comes after it. */
  #takeIn(read: () => readonly JsonObject[]): void {
    try {
      this.#tell(read())
    } catch (error) {
      this.#parts.onFault('taking in what a box sent', error)
    }
  }

  #tell(objects: readonly JsonObject[]): void {
    const passings: Passing[] = []
    const reasons: string[] = []
    for (const object of objects) {
      const message = readBoxMessage(object)
      if (message.kind === 'passing') passings.push(message.passing)
      else if (message.kind === 'unreadable') reasons.push(message.reason)
      else this.#answer(message.command, message.result)
    }
    if (passings.length > 0) this.#understood()
    const between = this.#reader.unreadable - this.#countedUnreadable
    this.#countedUnreadable += between
    if (passings.length > 0) this.#parts.onPassings(passings)
    const all = [...reasons, ...(between > 0 ? ['not an object'] : [])]
    if (all.length > 0) this.#parts.onUnreadable(reasons.length + between, [...new Set(all)])
  }

  #answer(command: string, result: unknown): void {
    this.#understood()
    const [name = ''] = command.trim().toUpperCase().split(';')
    // JSON has no undefined: an answer is never taken for none.
    this.#owed.delete(name)
    this.#waiting.get(name)?.(result)
  }

  #understood(): void {
    if (this.#isUnderstood) return
    this.#isUnderstood = true
    this.#parts.onUnderstood()
  }
}
