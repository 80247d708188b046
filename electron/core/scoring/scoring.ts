import type { Push } from '../../../shared/desktop-api.ts'
import type { ScoringTarget } from '../../../shared/desktop-live.ts'
import type { PassingDesk } from '../passings/passing-desk.ts'
import { type KeptTarget, NOTHING_SENT } from '../store/scoring.ts'
import type { TimingParts } from '../timing-parts.ts'
import { queueHandTimes } from './outgoing.ts'
import { Outlet } from './outlet.ts'

/** At most twice a second. */
const PUSH_EVERY_MS = 500

type Parts = Pick<TimingParts, 'desk' | 'clocks' | 'random' | 'onFault'>

/** R7: what goes out live to scoring programs. */
export class Scoring {
  readonly #parts: Parts
  readonly #outlets = new Map<string, Outlet>()
  readonly #queued: Set<string>
  readonly #stopListening: () => void
  #pushTimer: NodeJS.Timeout | undefined
  #pushed = ''
  /** Changes of targets, one after the other: two windows may make them at once. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: Parts, passings: Pick<PassingDesk, 'onStored'>) {
    this.#parts = parts
    const { scoring } = parts.desk.store
    this.#queued = new Set(scoring.queuedHandTimes())
    for (const kept of scoring.targets()) this.#outlets.set(kept.target.id, this.#outlet(kept))
    this.#stopListening = passings.onStored(() => this.#wake())
    this.recordsChanged()
  }

  *snapshot(): Iterable<Push> {
    yield this.#push()
  }

  /** There may be new times by hand. */
  recordsChanged(): void {
    for (const outlet of this.#outlets.values()) outlet.recordsChanged()
    try {
      if (queueHandTimes(this.#parts.desk, this.#queued)) this.#wake()
    } catch (error) {
      // They stay unqueued, and are found the next time.
      this.#parts.onFault('queueing times by hand', error)
    }
  }

  tick(): void {
    for (const outlet of this.#outlets.values()) {
      try {
        outlet.tick()
      } catch (error) {
        this.#parts.onFault('keeping what was sent to scoring', error)
      }
    }
  }

  /** Adds or changes a target. One of another event begins anew. */
  async save(target: ScoringTarget): Promise<void> {
    await this.#inTurn(async () => {
      const before = this.#outlets.get(target.id)
      if (before?.adjust(target)) return
      const former = before?.target.eventId === target.eventId ? before : undefined
      if (former === undefined) this.#begin(target)
      else this.#keep({ target, sent: former.sent })
      await before?.close(former !== undefined)
      this.#outlets.set(target.id, this.#outlet({ target, sent: former?.sent ?? NOTHING_SENT }))
    })
  }

  async remove(id: string): Promise<void> {
    await this.#inTurn(async () => {
      const { store } = this.#parts.desk
      store.transact(() => store.scoring.remove(id))
      await this.#outlets.get(id)?.close(false)
      this.#outlets.delete(id)
    })
  }

  async sendAllAgain(id: string): Promise<void> {
    await this.#inTurn(async () => {
      const before = this.#outlets.get(id)
      if (before === undefined) return
      this.#begin(before.target)
      await before.close(false)
      this.#outlets.set(id, this.#outlet({ target: before.target, sent: NOTHING_SENT }))
    })
  }

  /** Leaves every program in order, so that it gets nothing twice after the next start. */
  async close(): Promise<void> {
    this.#stopListening()
    clearTimeout(this.#pushTimer)
    await this.#turn
    await Promise.all([...this.#outlets.values()].map((outlet) => outlet.close(true)))
    clearTimeout(this.#pushTimer)
  }

  #outlet(kept: KeptTarget): Outlet {
    const outlet = new Outlet(this.#parts, kept, () => this.#changed())
    this.#changed()
    return outlet
  }

  #keep(kept: KeptTarget): void {
    const { store } = this.#parts.desk
    store.transact(() => store.scoring.save(kept))
  }

  #begin(target: ScoringTarget): void {
    const { store } = this.#parts.desk
    store.transact(() => store.scoring.begin(target))
  }

  #wake(): void {
    for (const outlet of this.#outlets.values()) outlet.wake()
    if (this.#outlets.size > 0) this.#changed()
  }

  #changed(): void {
    this.#pushTimer ??= setTimeout(() => this.#announce(), PUSH_EVERY_MS)
  }

  #announce(): void {
    this.#pushTimer = undefined
    try {
      const counts = [...this.#outlets.values()].map((outlet) => outlet.countNew())
      const push = this.#push()
      const text = JSON.stringify(push)
      if (text !== this.#pushed) this.#parts.desk.announce(push)
      this.#pushed = text
      if (counts.includes(true)) this.#changed()
    } catch (error) {
      this.#parts.onFault('telling of scoring', error)
    }
  }

  #push(): Push {
    return { push: 'scoring', targets: [...this.#outlets.values()].map((outlet) => outlet.shown()) }
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    await result
    this.#changed()
  }
}
