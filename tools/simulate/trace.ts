import { createHash } from 'node:crypto'
import { surroundings } from './surroundings.ts'

/** What happened, in order. Two runs of one seed must come to the same hash. */
export class Trace {
  readonly #hash = createHash('sha256')
  readonly #latest: string[] = []
  readonly #keep: number

  /** @param keep how many of the latest lines can be told */
  constructor(keep: number) {
    this.#keep = keep
  }

  add(line: string): void {
    const text = `${new Date(surroundings().clockwork.nowMs).toISOString()} ${line}`
    this.#hash.update(`${text}\n`)
    this.#latest.push(text)
    if (this.#latest.length > this.#keep) this.#latest.shift()
  }

  latest(): readonly string[] {
    return this.#latest
  }

  digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 16)
  }
}
