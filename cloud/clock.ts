/** The cloud's time: everything that asks for it is handed one (F6). */
export interface Clock {
  /** ISO 8601 in UTC with milliseconds. */
  now(): string
}

export function systemClock(): Clock {
  return { now: () => new Date().toISOString() }
}

/** The system's time, moved forward at will, so that a day can pass in a second. */
export class TestClock implements Clock {
  #offsetMs = 0

  now(): string {
    return new Date(Date.now() + this.#offsetMs).toISOString()
  }

  advance(ms: number): void {
    this.#offsetMs += ms
  }
}
