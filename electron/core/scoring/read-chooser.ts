import type { ScoringTarget } from '../../../shared/desktop-live.ts'
import type { SessionId } from '../../../shared/records/scalars.ts'
import {
  type BoxRead,
  goesOut,
  isBackup,
  type ReadingPlace,
  type ReadsNearby,
  type readingPlaces,
  stillWaits,
} from '../../../shared/rules/main-and-backup.ts'
import type { Desk } from '../desk.ts'
import type { StoredPassing } from '../store/passing-rows.ts'
import type { Sent, SentBackup } from '../store/scoring.ts'
import { placesIn, spanOf, wasReadByMain } from './event-places.ts'
import type { SentTime } from './jchip.ts'
import { type Outgoing, readOutgoing } from './outgoing.ts'

/** How far a target has got. */
export type SentPlace = Omit<Sent, 'count'>

/** Something whose turn it was. */
export interface Chosen {
  /** With it, the target has got so far. */
  readonly position: SentPlace
  /** Undefined: there is nothing to send for it, or not yet. */
  readonly message: Omit<SentTime, 'count'> | undefined
  /** What it sends is a backup box's. */
  readonly backup: SentBackup | undefined
  /** It wasn't looked at before. */
  readonly isNew: boolean
}

interface Waiting {
  readonly id: number
  readonly sessionId: SessionId
  readonly countedAtMs: number
  readonly receivedAtMs: number
}

/** What of an event goes out to one target, in order. Of a main and a backup box, one's reads do. */
export class ReadChooser {
  readonly #desk: Desk
  readonly #target: () => ScoringTarget
  /** The reads of backup boxes between `backup` and `passing` of the place reached. */
  #waiting: Waiting[] = []
  /** The backup boxes' reads that were given out and aren't known to have arrived, by chip. */
  readonly #flying = new Map<string, readonly SentBackup[]>()
  #reached: SentPlace | undefined
  #places: ReturnType<typeof readingPlaces> | undefined

  constructor(desk: Desk, target: () => ScoringTarget) {
    this.#desk = desk
    this.#target = target
  }

  /** How many reads of backup boxes wait for a main box's. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Runs may have begun, ended, or become backup. */
  recordsChanged(): void {
    this.#places = undefined
  }

  /** Whether one has waited long enough. */
  isDue(): boolean {
    const [first] = this.#waiting
    return first !== undefined && !this.#stillWaits(first)
  }

  /** Begins at that place, with what is known to have arrived. */
  restart(from: SentPlace): void {
    this.#reached = from
    this.#flying.clear()
    const backups = [...this.#placesNow()].filter(([id, { backups: runs }]) => runs.some((run) => run.id === id))
    const undecided = this.#desk.store.scoring.undecidedBackups(
      this.#target(),
      backups.map(([id]) => id),
      from,
    )
    this.#waiting = undecided.map(waitingOf)
  }

  /** These are known to have arrived, and are in the file. */
  arrived(backups: readonly SentBackup[]): void {
    const ids = new Set(backups.map(({ id }) => id))
    for (const key of new Set(backups.map(keyOf))) {
      const rest = this.#flying.get(key)?.filter(({ id }) => !ids.has(id)) ?? []
      if (rest.length === 0) this.#flying.delete(key)
      else this.#flying.set(key, rest)
    }
  }

  /** What comes after that place, at most `limit`; none: nothing yet. */
  read(after: SentPlace, limit: number): readonly Chosen[] {
    if (!isSame(this.#reached, after)) this.restart(after)
    // Where this fails half way, the next one begins with what is in the file.
    this.#reached = undefined
    const chosen = this.#readWaiting(after, limit)
    for (const item of this.#readNew(chosen.at(-1)?.position ?? after, limit - chosen.length)) chosen.push(item)
    this.#reached = chosen.at(-1)?.position ?? after
    return chosen
  }

  #readWaiting(after: SentPlace, limit: number): Chosen[] {
    const chosen: Chosen[] = []
    let done = 0
    for (const first of this.#waiting) {
      if (done === limit || this.#stillWaits(first)) break
      done += 1
      const next = this.#waiting[done]
      const position = { ...after, backup: next === undefined ? after.passing : next.id - 1 }
      const [passing] = this.#desk.store.passings.readAfter({ eventId: this.#target().eventId }, first.id - 1, 1)
      chosen.push({ position, ...this.#decide(passing), isNew: false })
    }
    if (done > 0) this.#waiting = this.#waiting.slice(done)
    return chosen
  }

  #readNew(after: SentPlace, limit: number): readonly Chosen[] {
    if (limit === 0) return []
    const items = readOutgoing(this.#desk, { eventId: this.#target().eventId }, after, limit)
    return items.map((item) => {
      const decided = this.#decideNew(item)
      const [first] = this.#waiting
      const backup = first === undefined ? item.position.passing : Math.min(first.id - 1, item.position.passing)
      return { position: { ...item.position, backup }, ...decided, isNew: true }
    })
  }

  #decideNew(item: Outgoing): Pick<Chosen, 'message' | 'backup'> {
    if (item.kind === 'left-out') return NOTHING
    if (item.kind === 'hand-time') return { ...NOTHING, message: this.#handTime(item.action) }
    const { sessionId } = item.passing
    if (sessionId !== undefined && this.#isBackup(sessionId)) {
      const waiting = waitingOf({ ...item.passing, sessionId })
      if (this.#stillWaits(waiting)) {
        this.#waiting.push(waiting)
        return NOTHING
      }
    }
    return this.#decide(item.passing)
  }

  #decide(passing: StoredPassing | undefined): Pick<Chosen, 'message' | 'backup'> {
    if (passing === undefined) return NOTHING
    const { id, boxId, chip, countedAt, sessionId } = passing
    const message = { tag: chip, at: countedAt }
    const place = sessionId && this.#placesNow().get(sessionId)
    if (sessionId === undefined || !place || place.backups.length === 0) return { ...NOTHING, message }
    const read: BoxRead = { boxId, byBackup: this.#isBackup(sessionId), countedAtMs: Date.parse(countedAt) }
    if (!goesOut(read, this.#windowMs(), this.#nearby(place, chip))) return NOTHING
    if (!read.byBackup) return { ...NOTHING, message }
    const backup = { id, sessionId, boxId, chip, countedAt }
    this.#flying.set(keyOf(backup), [...(this.#flying.get(keyOf(backup)) ?? []), backup])
    return { message: { ...message, mark: 'backup' }, backup }
  }

  #handTime({ bib, at }: Extract<Outgoing, { kind: 'hand-time' }>['action']): Chosen['message'] {
    if (bib === undefined) return undefined
    // The program knows its starters by their chips; one without any it may know by the bib.
    const chip = this.#desk.store.startList.firstChipOf(this.#target().eventId, bib)
    return { tag: chip ?? bib, at, mark: 'hand' }
  }

  #nearby(place: ReadingPlace, chip: string): ReadsNearby {
    const { store } = this.#desk
    const here = new Set([...place.mains, ...place.backups].map(({ id }) => id))
    return {
      backupsSent: (fromMs, toMs) => {
        const { from, to } = spanOf(chip, fromMs, toMs)
        const flying = this.#flying
          .get(keyOf({ chip }))
          ?.filter(({ countedAt }) => from <= countedAt && countedAt <= to)
        return [...store.scoring.backupsSent(this.#target().id, { chip, from, to }), ...(flying ?? [])]
          .filter(({ sessionId }) => here.has(sessionId))
          .map(({ boxId, countedAt }) => ({ boxId, countedAtMs: Date.parse(countedAt) }))
      },
      hasMainRead: (fromMs, toMs) => wasReadByMain(this.#desk, place, spanOf(chip, fromMs, toMs)),
    }
  }

  #stillWaits(read: Waiting): boolean {
    const place = this.#placesNow().get(read.sessionId)
    return place !== undefined && stillWaits(read, place, this.#windowMs(), this.#desk.clock.nowMs())
  }

  #isBackup(sessionId: SessionId): boolean {
    const run = this.#desk.records.get('session', sessionId)
    return run !== undefined && isBackup(run)
  }

  #windowMs(): number {
    return this.#target().backupWindowS * 1000
  }

  #placesNow(): ReturnType<typeof readingPlaces> {
    this.#places ??= placesIn(this.#desk, this.#target().eventId)
    return this.#places
  }
}

const NOTHING = { message: undefined, backup: undefined } as const

function waitingOf(read: {
  readonly id: number
  readonly sessionId: SessionId
  readonly countedAt: string
  readonly receivedAt: string
}): Waiting {
  const { id, sessionId, countedAt, receivedAt } = read
  return { id, sessionId, countedAtMs: Date.parse(countedAt), receivedAtMs: Date.parse(receivedAt) }
}

/** Chips are compared without regard to case. */
function keyOf({ chip }: Pick<SentBackup, 'chip'>): string {
  return chip.toLowerCase()
}

function isSame(one: SentPlace | undefined, other: SentPlace): boolean {
  return one?.passing === other.passing && one.backup === other.backup && one.handTime === other.handTime
}
