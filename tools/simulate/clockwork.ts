import { Killed, type Program, running } from './program.ts'

/** Something that is going to happen at its time. */
export interface Planned {
  readonly program: Program | undefined
  readonly run: () => void
  atMs: number
  order: number
  isDone: boolean
}

/** Node's own, of before they were taken over. */
const real = { setImmediate: globalThis.setImmediate, setTimeout: globalThis.setTimeout, random: Math.random }

/**
 * How fast the computer seems on which the simulation runs: `slow` waits between two things for real, by chance that
 * doesn't follow from the seed, as long as any thread or timer could take. A story must be the same at both.
 */
export type Pace = 'quick' | 'slow'

/** A slow computer's: most of its waits are turns of the loop alone. */
const [MOST_TURNS, REAL_WAITS, MOST_REAL_MS] = [6, 0.01, 10]
const ELSEWHERE = 'time goes on already, elsewhere'

/**
 * The simulated time, and all that is planned in it. One thing happens at a time, and the next one not before
 * everything that followed from it at once has happened: so a run depends on nothing but its seed.
 */
export class Clockwork {
  #nowMs: number
  #order = 0
  /** By time, then in the order in which they were planned. */
  readonly #planned: Planned[] = []
  readonly #pace: Pace
  #isGoingOn = false

  constructor(startMs: number, pace: Pace = 'quick') {
    this.#nowMs = startMs
    this.#pace = pace
  }

  get nowMs(): number {
    return this.#nowMs
  }

  /** Plans for the program that runs now, in its own context. */
  plan(delayMs: number, run: () => void): Planned {
    this.#order += 1
    const atMs = this.#nowMs + (Number.isFinite(delayMs) ? Math.max(0, delayMs) : 0)
    const program = running.getStore()
    const planned = { program, run, atMs, order: this.#order, isDone: false }
    this.#insert(planned)
    return planned
  }

  cancel(planned: Planned): void {
    if (planned.isDone) return
    planned.isDone = true
    const index = this.#planned.indexOf(planned)
    if (index >= 0) this.#planned.splice(index, 1)
  }

  /**
   * Lets everything happen that is due until then, and comes to that time.
   * @throws where that is under way already: which of two things came first would be decided by turns of Node's loop
   */
  async runUntil(untilMs: number): Promise<void> {
    if (this.#isGoingOn) throw new Error(ELSEWHERE)
    this.#isGoingOn = true
    try {
      await this.#goOnUntil(untilMs)
    } finally {
      this.#isGoingOn = false
    }
  }

  async #goOnUntil(untilMs: number): Promise<void> {
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
  leap(ms: number): void {
    if (this.#isGoingOn) throw new Error(ELSEWHERE)
    this.#nowMs += ms
  }

  /** What the program has planned happens that much later: its timers stand still. */
  postpone(program: Program, ms: number): void {
    for (const planned of this.#planned.filter((one) => one.program === program)) {
      this.#planned.splice(this.#planned.indexOf(planned), 1)
      planned.atMs += ms
      this.#insert(planned)
    }
  }

  /** Until nothing follows from what happened without time going on. Where the loop turns, all promises have been heard. */
  async settle(): Promise<void> {
    const isSlow = this.#pace === 'slow'
    const turns = isSlow ? 2 + Math.floor(real.random() * (MOST_TURNS - 1)) : 2
    for (let turn = 1; turn <= turns; turn += 1) await new Promise((resolve) => real.setImmediate(resolve))
    if (!isSlow || real.random() >= REAL_WAITS) return
    await new Promise((resolve) => real.setTimeout(resolve, real.random() * MOST_REAL_MS))
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
      if (program === undefined) running.exit(run)
      else running.run(program, run)
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
