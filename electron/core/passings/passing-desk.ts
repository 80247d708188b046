import type { Push } from '../../../shared/desktop-api.ts'
import type { SessionId } from '../../../shared/records/scalars.ts'
import type { TimingParts } from '../timing.ts'
import { placeBatch, type Taken, type TakenBatch, type TakenCounts, writePlaced } from './take-batch.ts'

export type PassingParts = Pick<TimingParts, 'desk' | 'onFault'>

/** The passings of one member's laptop. */
export class PassingDesk {
  readonly #parts: PassingParts
  readonly #listeners = new Set<() => void>()
  readonly #learntAt: ReadonlyMap<SessionId, string>

  constructor(parts: PassingParts) {
    this.#parts = parts
    this.#learntAt = parts.desk.store.aside.learnt()
  }

  /** Stores what is ours, durably when it returns. @throws where the disk doesn't take it: nothing of it is stored then */
  take(batch: TakenBatch): TakenCounts {
    const { store, records, actor } = this.#parts.desk
    const ours = { records, organisationId: actor.organisationId, learntAt: this.#learntAt }
    const placed = placeBatch(ours, batch)
    const taken = store.transact(() => writePlaced({ store, records }, batch, placed))
    this.#tell(taken)
    return taken.counts
  }

  /** Something of ours came, by whichever way. @returns ends it */
  onStored(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  *snapshot(): Iterable<Push> {
    yield { push: 'live-sessions', reset: true, sessions: [] }
  }

  #tell({ stored }: Taken): void {
    if (stored.length === 0) return
    for (const listener of this.#listeners) {
      try {
        listener()
      } catch (error) {
        // What is stored is stored: whoever takes it may send it again only because of that.
        this.#parts.onFault('telling of new passings', error)
      }
    }
  }
}
