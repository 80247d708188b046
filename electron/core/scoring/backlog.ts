import type { ScoringTables } from '../store/scoring.ts'
import type { Position } from './outgoing.ts'

/** So many ids at a time: counting a million at once would hold everything up. */
const IDS_A_STEP = 100_000

/** How much of an event waits to be sent, counted as it comes. */
export class Backlog {
  readonly #scoring: ScoringTables
  readonly #eventId: string
  #countedTo: Position
  #waiting = 0

  constructor(scoring: ScoringTables, eventId: string, from: Position) {
    this.#scoring = scoring
    this.#eventId = eventId
    this.#countedTo = from
  }

  get waiting(): number {
    return this.#waiting
  }

  /** So many, which end at that place, wait no longer. */
  take(position: Position, many: number): void {
    this.#count(position.passing)
    this.#countHandTimes()
    this.#waiting -= many
  }

  /** All after that place waits again. */
  restart(from: Position): void {
    this.#countedTo = from
    this.#waiting = 0
  }

  /** Counts some of what is new. @returns whether there is more of it */
  countNew(): boolean {
    const last = this.#scoring.lastPassing()
    this.#countHandTimes()
    this.#count(Math.min(last, this.#countedTo.passing + IDS_A_STEP))
    return this.#countedTo.passing < last
  }

  #count(to: number): void {
    const { passing } = this.#countedTo
    if (to <= passing) return
    this.#waiting += this.#scoring.countPassings(this.#eventId, passing, to)
    this.#countedTo = { ...this.#countedTo, passing: to }
  }

  #countHandTimes(): void {
    const { count, last } = this.#scoring.countHandTimes(this.#eventId, this.#countedTo.handTime)
    this.#waiting += count
    this.#countedTo = { ...this.#countedTo, handTime: last }
  }
}
