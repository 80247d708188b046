import type { Planned } from './clockwork.ts'
import { program, surroundings } from './surroundings.ts'

/** As Node's own: an object that can be told not to hold up the end, which here holds up nothing anyway. */
class Timer {
  #planned: Planned
  readonly #delayMs: number
  readonly #run: () => void
  readonly #isRepeated: boolean

  constructor(delayMs: number, run: () => void, isRepeated: boolean) {
    this.#delayMs = delayMs
    this.#run = run
    this.#isRepeated = isRepeated
    this.#planned = this.#plan()
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }

  refresh(): this {
    this.clear()
    this.#planned = this.#plan()
    return this
  }

  clear(): void {
    surroundings().clockwork.cancel(this.#planned)
  }

  [Symbol.dispose](): void {
    this.clear()
  }

  #plan(): Planned {
    return surroundings().clockwork.plan(this.#delayMs, () => {
      // First, so that it may clear itself.
      if (this.#isRepeated) this.#planned = this.#plan()
      this.#run()
    })
  }
}

type Callback = (...args: unknown[]) => void

function clear(timer: unknown): void {
  if (timer instanceof Timer) timer.clear()
}

/** As Node does: no timer is due at once. */
function atLeastOne(ms: unknown): number {
  return Math.max(1, Number(ms) || 1)
}

const RealDate = globalThis.Date

/** Time as the program's computer would tell it; the core takes its clocks as an argument besides. */
class SimulatedDate extends RealDate {
  constructor(...args: readonly unknown[]) {
    if (args.length === 0) super(surroundings().clockwork.nowMs)
    else super(...(args as [number]))
  }

  static override now(): number {
    return surroundings().clockwork.nowMs
  }
}

/** Takes over time, timers and chance of this whole process. */
export function takeOverTime(): void {
  const replacements = {
    setTimeout: (run: Callback, ms = 1, ...args: unknown[]) => new Timer(atLeastOne(ms), () => run(...args), false),
    setInterval: (run: Callback, ms = 1, ...args: unknown[]) => new Timer(atLeastOne(ms), () => run(...args), true),
    setImmediate: (run: Callback, ...args: unknown[]) => new Timer(0, () => run(...args), false),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
    Date: SimulatedDate,
  }
  Object.assign(globalThis, replacements)
  performance.now = () => surroundings().clockwork.nowMs
  Math.random = () => program().random()
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController()
    surroundings().clockwork.plan(ms, () => controller.abort(new DOMException('it took too long', 'TimeoutError')))
    return controller.signal
  }
}
