import type { Push } from '../../../shared/desktop-api.ts'
import type { PassingDesk } from '../passings/passing-desk.ts'
import type { TimingParts } from '../timing.ts'

/** R7: what goes out live to scoring programs. */
export class Scoring {
  readonly #parts: TimingParts
  readonly #passings: PassingDesk

  constructor(parts: TimingParts, passings: PassingDesk) {
    this.#parts = parts
    this.#passings = passings
  }

  *snapshot(): Iterable<Push> {}

  async close(): Promise<void> {
    await Promise.resolve([this.#parts, this.#passings])
  }
}
