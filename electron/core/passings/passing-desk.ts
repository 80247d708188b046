import { setImmediate as turn } from 'node:timers/promises'
import type { Push } from '../../../shared/desktop-api.ts'
import type { LiveSession, PassingsOf, ShownPassing } from '../../../shared/desktop-live.ts'
import type { PagedPassing } from '../../../shared/passings-api.ts'
import type { BoxId, EventId, SessionId } from '../../../shared/records/scalars.ts'
import type { Desk } from '../desk.ts'
import type { NamedPassing } from '../store/passings.ts'
import type { AsideGroup } from '../store/passings-aside.ts'
import type { TimingParts } from '../timing-parts.ts'
import { writeFromCloud } from './from-cloud.ts'
import { HeardLate } from './heard-late.ts'
import { LiveBoard } from './live-board.ts'
import { RightEnds } from './right-ends.ts'
import { SetAside } from './set-aside.ts'
import { shownPassings } from './shown-passing.ts'
import { placeBatch, type Taken, type TakenBatch, type TakenCounts, writePlaced } from './take-batch.ts'

export type PassingParts = Pick<TimingParts, 'desk' | 'onFault'>

/** So many are looked at in one go for those whose chip nobody knows. */
const LOOKED_AT = 2000

export interface PageAsked {
  readonly before?: number | undefined
  readonly limit: number
  readonly unknownOnly?: boolean | undefined
}

/** The passings of one member's laptop. */
export class PassingDesk {
  readonly #parts: PassingParts
  readonly #listeners = new Set<() => void>()
  readonly #ends: RightEnds
  readonly #aside: SetAside
  readonly #heardLate: HeardLate
  readonly board: LiveBoard
  #isTidying = false
  #isClosed = false

  constructor(parts: PassingParts) {
    this.#parts = parts
    this.board = new LiveBoard(parts)
    this.#ends = new RightEnds(parts.desk)
    this.#aside = new SetAside(parts.desk, (moved) => this.#tell(moved))
    this.#heardLate = new HeardLate(parts.desk, (moved) => this.#tell(moved))
    this.recordsChanged()
  }

  /** Stores what is ours, durably when it returns. @throws where the disk doesn't take it: nothing of it is stored then */
  take(batch: TakenBatch): TakenCounts {
    const { store, records, actor } = this.#parts.desk
    const ours = { records, organisationId: actor.organisationId, learntAt: this.#ends.learntAt }
    const tests = store.raceDay.amongTestReads(batch.boxId, batch.received)
    const placed = placeBatch(ours, batch).filter(({ place }, index) => {
      const readAt = tests.get(batch.received[index])
      // Read for a test while a run was on that this laptop hadn't heard of: a passing after all.
      return readAt === undefined || (place.kind === 'session' && readAt > place.session.startedAt)
    })
    const taken = store.transact(() => writePlaced({ store, records }, batch, placed))
    this.#tell(taken)
    this.#aside.added(taken.newAside)
    return { ...taken.counts, known: taken.counts.known + batch.received.length - placed.length }
  }

  /** R3: takes in what the cloud has of a run of ours, by whichever way it came there. */
  takeFromCloud(sessionId: SessionId, page: readonly PagedPassing[]): void {
    const { store, records } = this.#parts.desk
    const session = records.get('session', sessionId)
    const run = { id: sessionId, eventId: session?.eventId }
    const { confirmed, ...taken } = store.transact(() => writeFromCloud(store, run, page))
    for (const { id, sessionId: of } of confirmed) this.board.sent(of ?? undefined, [id])
    this.#tell(taken)
  }

  /** The cloud says that some of the box's outside runs aren't ours. */
  notOurs(boxId: BoxId): void {
    this.#heardLate.look(boxId, '')
  }

  /** Something of ours came, by whichever way. @returns ends it */
  onStored(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What is counted of a run; undefined: nothing yet. */
  live(sessionId: SessionId): LiveSession | undefined {
    return this.board.live(sessionId)
  }

  /** L19: how much is set aside, run by run. */
  aside(): readonly AsideGroup[] {
    return this.#aside.groups()
  }

  startListChanged(eventId: EventId): void {
    this.board.startListChanged(eventId)
  }

  /** Newest first. Those that nobody knows may be far between: they are looked for a little at a time. */
  async page(of: PassingsOf, { limit, unknownOnly, before }: PageAsked): Promise<PassingsPage> {
    const { desk } = this.#parts
    const { passings } = desk.store
    if (!unknownOnly) return pageOf(desk, passings.page(of, { before, limit: limit + 1 }), limit)
    const found: NamedPassing[] = []
    for (let from = before; found.length <= limit; ) {
      const { passings: unknown, lookedTo } = passings.unknownAmong(of, { before: from, limit: LOOKED_AT })
      found.push(...unknown)
      if (lookedTo === undefined) break
      from = lookedTo
      await turn()
      if (this.#isClosed) break
    }
    return pageOf(desk, found, limit)
  }

  recordsChanged(): void {
    try {
      this.#ends.recordsChanged()
      this.#aside.recordsChanged()
      this.#heardLate.recordsChanged()
      this.board.recordsChanged()
    } catch (error) {
      // Whoever changed the records isn't to fail by this: the next change, or the next start, does it.
      this.#parts.onFault('noting an end of a right', error)
    }
  }

  /** Every second. `hasWindow`: somebody is looking. */
  tick(hasWindow: boolean): void {
    if (!hasWindow) this.board.unwatch()
    this.board.tick()
    this.#tidy()
  }

  *snapshot(): Iterable<Push> {
    yield this.board.snapshot()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.board.close()
  }

  /** Adopts and deletes what was set aside, and gives runs what is theirs: as long as there is more, as soon as everything else had its turn. */
  #tidy(): void {
    if (this.#isTidying || this.#isClosed) return
    this.#isTidying = true
    try {
      const isMore = [this.#aside.tick(), this.#heardLate.tick()].some(Boolean)
      if (isMore) setImmediate(() => this.#tidy())
    } catch (error) {
      this.#parts.onFault('what was set aside, or heard of late', error)
    } finally {
      this.#isTidying = false
    }
  }

  #tell({ stored, newChips }: Pick<Taken, 'stored' | 'newChips'>): void {
    if (stored.length === 0) return
    this.board.stored(stored, newChips)
    for (const listener of this.#listeners) {
      try {
        listener()
      } catch (error) {
        // What is stored is stored: who gave it mustn't think that it isn't.
        this.#parts.onFault('telling of new passings', error)
      }
    }
  }
}

interface PassingsPage {
  readonly passings: ShownPassing[]
  readonly more: boolean
}

function pageOf(desk: Desk, found: readonly NamedPassing[], limit: number): PassingsPage {
  return { passings: shownPassings(desk, found.slice(0, limit)), more: found.length > limit }
}
