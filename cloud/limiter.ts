import type { Clock } from './clock.ts'
import type { Limit } from './config.ts'

/** Counts what happens by key within a sliding window, in the memory of this process. */
export class Limiter {
  readonly #limit: Limit
  readonly #clock: Clock
  readonly #timesMs = new Map<string, readonly number[]>()

  constructor(limit: Limit, clock: Clock) {
    this.#limit = limit
    this.#clock = clock
  }

  count(key: string): void {
    this.#forgetOld()
    this.#timesMs.set(key, [...this.#recent(key), this.#nowMs()].slice(-this.#limit.max))
  }

  /** Takes back the newest count: what was counted beforehand turned out harmless. */
  takeBack(key: string): void {
    this.#timesMs.set(key, this.#recent(key).slice(0, -1))
  }

  /** @returns seconds until the next is allowed; 0 where it is now */
  retryAfterS(key: string): number {
    const recent = this.#recent(key)
    const [oldest] = recent
    if (oldest === undefined || recent.length < this.#limit.max) return 0
    return Math.max(1, Math.ceil((oldest + this.#limit.windowMs - this.#nowMs()) / 1000))
  }

  #recent(key: string): readonly number[] {
    const since = this.#nowMs() - this.#limit.windowMs
    return (this.#timesMs.get(key) ?? []).filter((timeMs) => timeMs > since)
  }

  #forgetOld(): void {
    if (this.#timesMs.size < 10_000) return
    for (const key of [...this.#timesMs.keys()]) if (this.#recent(key).length === 0) this.#timesMs.delete(key)
  }

  #nowMs(): number {
    return Date.parse(this.#clock.now())
  }
}
