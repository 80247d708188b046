import type { Link } from '../../../shared/desktop-live.ts'
import type { AsideGroup } from '../store/passings-aside.ts'
import type { LinkedBox } from './linked-box.ts'

/** Counted anew so often, while there is some. */
const EACH_MS = 5000

/** L19: how much is set aside of each box, as it is shown. */
export class AsideCounts {
  readonly #source: () => readonly AsideGroup[]
  readonly #monotonicMs: () => number
  #groups: readonly AsideGroup[] = []
  #readMs = Number.NEGATIVE_INFINITY

  constructor(source: () => readonly AsideGroup[], monotonicMs: () => number) {
    this.#source = source
    this.#monotonicMs = monotonicMs
  }

  /** There is more of it. */
  added(): void {
    this.#readMs = Number.NEGATIVE_INFINITY
  }

  /** @returns whether it has been read anew */
  reread(): boolean {
    const nowMs = this.#monotonicMs()
    const isDue = this.#groups.length > 0 && nowMs - this.#readMs >= EACH_MS
    if (!isDue && this.#readMs !== Number.NEGATIVE_INFINITY) return false
    this.#groups = this.#source()
    this.#readMs = nowMs
    return true
  }

  of({ boxId, sessionId }: LinkedBox): Link['aside'] {
    const group = this.#groups.find((one) => one.boxId === boxId && one.sessionId === sessionId)
    return group && { count: group.count, since: group.since, until: group.until }
  }
}
