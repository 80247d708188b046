import type { ShownPassing } from '../../../shared/desktop-live.ts'
import type { SessionId } from '../../../shared/records/scalars.ts'
import type { Desk } from '../desk.ts'
import { shownPassings } from './shown-passing.ts'

/** By then a main box's read of the same moment has come, or it won't in time for anybody who looks on. */
const KNOWN_AFTER_MS = 13_000
const MAX_KEPT = 1000
const MAX_A_TICK = 50

/** Backup boxes' passings that windows got before it was known whether a main box would read that chip, too. */
export class LateMarks {
  readonly #desk: Desk
  readonly #pushed = new Map<number, { readonly sessionId: SessionId; readonly atMs: number }>()

  constructor(desk: Desk) {
    this.#desk = desk
  }

  pushed(sessionId: SessionId, passings: readonly ShownPassing[]): void {
    const atMs = this.#desk.clock.nowMs()
    // They come newest first.
    for (const { id, readBy } of passings.toReversed()) {
      if (readBy === 'backup') this.#pushed.set(id, { sessionId, atMs })
    }
    for (const id of this.#pushed.keys()) {
      if (this.#pushed.size <= MAX_KEPT) break
      this.#pushed.delete(id)
    }
  }

  /** Every second: those of which it is known by now that only the backup read them. */
  tick(): void {
    const untilMs = this.#desk.clock.nowMs() - KNOWN_AFTER_MS
    const known = new Map<SessionId, ShownPassing[]>()
    let looked = 0
    for (const [id, { sessionId, atMs }] of this.#pushed) {
      if (atMs > untilMs || looked === MAX_A_TICK) break
      looked += 1
      this.#pushed.delete(id)
      const found = this.#desk.store.passings.page({ sessionId }, { before: id + 1, after: id - 1, limit: 1 })
      const only = shownPassings(this.#desk, found).filter(({ readBy }) => readBy === 'backup-only')
      known.set(sessionId, [...only, ...(known.get(sessionId) ?? [])])
    }
    for (const [sessionId, passings] of known) {
      if (passings.length > 0) this.#desk.announce({ push: 'passings', sessionId, passings })
    }
  }
}
