/** The cloud's time: everything that asks for it is handed one (F6). */
export interface Clock {
  /** ISO 8601 in UTC with milliseconds. */
  now(): string
}

export function systemClock(): Clock {
  return { now: () => new Date().toISOString() }
}

/** Time that can be moved forward at will, so that a day can pass in a second. */
export class TestClock implements Clock {
  readonly #nowMs: () => number
  #offsetMs = 0

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs
  }

  now(): string {
    return new Date(this.#nowMs() + this.#offsetMs).toISOString()
  }

  advance(ms: number): void {
    this.#offsetMs += ms
  }
}
