import { AsyncLocalStorage } from 'node:async_hooks'
import { Killed, type Program, running } from './program.ts'

/** Something that is going to happen at its time. */
export interface Planned {
  readonly program: Program | undefined
  readonly run: () => void
  atMs: number
  order: number
  isDone: boolean
}

/** One turn of Node's own event loop, of the time before it was taken over. */
const realImmediate = globalThis.setImmediate

/**
 * The simulated time, and all that is planned in it. One thing happens at a time, and the next one not before
 * everything that followed from it at once has happened: so a run depends on nothing but its seed.
 */
export class Clockwork {
  #nowMs: number
  #order = 0
  /** By time, then in the order in which they were planned. */
  readonly #planned: Planned[] = []

  constructor(startMs: number) {
    this.#nowMs = startMs
  }

  get nowMs(): number {
    return this.#nowMs
  }

  /** Plans for the program that runs now, in its own context. */
  plan(delayMs: number, run: () => void): Planned {
    this.#order += 1
    const atMs = this.#nowMs + (Number.isFinite(delayMs) ? Math.max(0, delayMs) : 0)
    const program = running.getStore()
    const planned = { program, run: AsyncLocalStorage.bind(run), atMs, order: this.#order, isDone: false }
    this.#insert(planned)
    return planned
  }

  cancel(planned: Planned): void {
    if (planned.isDone) return
    planned.isDone = true
    const index = this.#planned.indexOf(planned)
    if (index >= 0) this.#planned.splice(index, 1)
  }

  /** Lets everything happen that is due until then, and comes to that time. */
  async runUntil(untilMs: number): Promise<void> {
    await this.settle()
    for (;;) {
      const next = this.#planned[0]
      if (next === undefined || next.atMs > untilMs) break
      this.#planned.shift()
      await this.#happen(next)
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs)
  }

  /** Time goes on by that much at once, as far as programs can tell: what is due meanwhile happens late. */
  async leap(ms: number): Promise<void> {
    await this.settle()
    this.#nowMs += ms
  }

  /** Until nothing follows from what happened without time going on. Where the loop turns, all promises have been heard. */
  settle(): Promise<void> {
    return new Promise((resolve) => realImmediate(() => realImmediate(resolve)))
  }

  async #happen(planned: Planned): Promise<void> {
    const { program, run } = planned
    if (program !== undefined && !program.isAlive) return
    this.#nowMs = Math.max(this.#nowMs, planned.atMs)
    if (program !== undefined && program.asleepUntilMs > this.#nowMs) {
      planned.atMs = program.asleepUntilMs
      this.#insert(planned)
      return
    }
    planned.isDone = true
    try {
      run()
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
    await this.settle()
  }

  #insert(planned: Planned): void {
    let index = this.#planned.length
    while (index > 0 && isBefore(planned, this.#planned[index - 1])) index -= 1
    this.#planned.splice(index, 0, planned)
  }
}

function isBefore(one: Planned, other: Planned | undefined): boolean {
  if (other === undefined) return false
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)
}
