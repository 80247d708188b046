import { setImmediate as turn } from 'node:timers/promises'
import type { Push } from '../../../shared/desktop-api.ts'
import type { LiveSession } from '../../../shared/desktop-live.ts'
import type { EventId, SessionId } from '../../../shared/records/scalars.ts'
import type { Desk } from '../desk.ts'
import { LateMarks } from './late-marks.ts'
import { RunFacts } from './run-facts.ts'
import { shownPassings } from './shown-passing.ts'
import type { NewChip, Stored } from './take-batch.ts'

/** Four times a second. */
const PUSH_MS = 250
/** Then the rest waits for the next time: a window's call mustn't. */
const PUSH_BUDGET_MS = 10
const MAX_PUSHED = 100
/** Over all windows; the latest asked for stay. */
const MAX_WATCHED = 200

interface BoardParts {
  readonly desk: Desk
  readonly onFault: (where: string, error: unknown) => void
}

/** What windows see of live timing as it comes: the runs' figures, and the newest passings of those that are watched. */
export class LiveBoard {
  readonly #parts: BoardParts
  readonly #runs = new Map<SessionId, RunFacts>()
  /** What each was shown last, to push only what changed. */
  readonly #shown = new Map<SessionId, { readonly live: LiveSession; readonly text: string }>()
  readonly #dirty = new Set<SessionId>()
  /** The runs that windows watch, and the last passing that was pushed of each. */
  readonly #watched = new Map<SessionId, number>()
  readonly #withNew = new Set<SessionId>()
  readonly #lateMarks: LateMarks
  readonly #toRecount = new Set<SessionId>()
  /** What was here at the start, by its last passing and by its runs. */
  readonly #startedWith: number
  readonly #toLoad: ReadonlySet<SessionId>
  readonly #loading: Promise<void>
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(parts: BoardParts) {
    this.#parts = parts
    this.#lateMarks = new LateMarks(parts.desk)
    this.#startedWith = parts.desk.store.passings.highestId()
    this.#toLoad = new Set(parts.desk.store.passings.sessionIds())
    this.#loading = this.#load().catch((error: unknown) => parts.onFault('counting passings', error))
  }

  /** Resolves when what was here at the start is counted. */
  get loaded(): Promise<void> {
    return this.#loading
  }

  /** For one window: what the others were shown stays what they were shown. */
  snapshot(): Push {
    const nowMs = this.#parts.desk.clock.nowMs()
    const sessions = [...this.#runs.values()].filter(({ isWhole }) => isWhole).map((run) => run.shown(nowMs))
    return { push: 'live-sessions', reset: true, sessions }
  }

  live(sessionId: SessionId): LiveSession | undefined {
    const run = this.#runs.get(sessionId)
    return run?.isWhole ? run.shown(this.#parts.desk.clock.nowMs()) : undefined
  }

  stored(stored: readonly Stored[], newChips: readonly NewChip[]): void {
    for (const fact of stored) {
      if (fact.sessionId === undefined) continue
      this.#change(fact.sessionId).add(fact)
      if (this.#watched.has(fact.sessionId)) this.#withNew.add(fact.sessionId)
    }
    for (const { sessionId, chip, isListed } of newChips) if (!isListed) this.#change(sessionId).addUnknownChip(chip)
  }

  sent(sessionId: SessionId | undefined, ids: readonly number[], isInCloud = true): void {
    if (sessionId !== undefined && ids.length > 0) this.#change(sessionId).sent(ids, isInCloud)
  }

  /** What its box still had when the run was stopped. */
  rest(sessionId: SessionId, rest: LiveSession['rest']): void {
    this.#change(sessionId).rest = rest
  }

  /** Runs that are on are shown, also those without passings yet. */
  recordsChanged(): void {
    const { records, actor } = this.#parts.desk
    for (const { id, organisationId, stoppedAt } of records.all('session')) {
      if (organisationId === actor.organisationId && stoppedAt === undefined && !this.#runs.has(id)) this.#change(id)
    }
  }

  startListChanged(eventId: EventId): void {
    for (const id of this.#runs.keys()) {
      if (this.#parts.desk.records.get('session', id)?.eventId !== eventId) continue
      this.#runs.get(id)?.recountAgain()
      this.#toRecount.add(id)
    }
    this.#schedule()
  }

  /** What passes with time alone. */
  tick(): void {
    for (const run of this.#runs.values()) if (run.isWhole && run.isFresh) this.#dirty.add(run.sessionId)
    if (this.#dirty.size > 0) this.#schedule()
    this.#lateMarks.tick()
  }

  watch(sessionIds: readonly SessionId[]): void {
    const newest = this.#parts.desk.store.passings.highestId()
    for (const id of sessionIds) {
      const pushedTo = this.#watched.get(id) ?? newest
      this.#watched.delete(id)
      this.#watched.set(id, pushedTo)
    }
    for (const id of this.#watched.keys()) {
      if (this.#watched.size <= MAX_WATCHED) break
      this.#watched.delete(id)
    }
  }

  get watched(): Iterable<SessionId> {
    return this.#watched.keys()
  }

  unwatch(): void {
    this.#watched.clear()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#loading
  }

  #change(sessionId: SessionId): RunFacts {
    const known = this.#runs.get(sessionId)
    const run = known ?? new RunFacts(sessionId, this.#startedWith)
    if (known === undefined) {
      this.#runs.set(sessionId, run)
      run.isWhole = !this.#toLoad.has(sessionId)
    }
    this.#dirty.add(sessionId)
    this.#schedule()
    return run
  }

  /** Newest first, a few milliseconds at a time. */
  async #load(): Promise<void> {
    const { records } = this.#parts.desk
    const startOf = (id: SessionId) => records.get('session', id)?.startedAt ?? ''
    for (const id of [...this.#toLoad].toSorted((a, b) => startOf(b).localeCompare(startOf(a)))) {
      await this.#loadRun(this.#change(id))
      if (this.#isClosed) return
    }
  }

  async #loadRun(run: RunFacts): Promise<void> {
    const { passings } = this.#parts.desk.store
    for (;;) {
      await turn()
      if (this.#isClosed) return
      const facts = passings.factsAfter(run.sessionId, run.countedTo, this.#startedWith)
      if (facts.length === 0) break
      run.addOld(facts)
    }
    while (!run.recounted(passings.countUnknownChips(run.sessionId, run.recountFrom()))) {
      await turn()
      if (this.#isClosed) return
    }
    run.isWhole = true
    this.#dirty.add(run.sessionId)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isClosed) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      try {
        this.#push()
      } catch (error) {
        this.#parts.onFault('showing passings', error)
      }
      if (this.#dirty.size > 0 || this.#toRecount.size > 0) this.#schedule()
    }, PUSH_MS)
  }

  #push(): void {
    const end = performance.now() + PUSH_BUDGET_MS
    const sessions: LiveSession[] = []
    this.#recountSome(end)
    for (const id of this.#dirty) {
      const run = this.#runs.get(id)
      this.#dirty.delete(id)
      if (!run?.isWhole) continue
      const before = this.#shown.get(id)?.text
      const { live, text } = this.#show(run)
      if (text !== before) sessions.push(live)
      if (performance.now() > end) break
    }
    if (sessions.length > 0) this.#parts.desk.announce({ push: 'live-sessions', reset: false, sessions })
    for (const id of this.#withNew) this.#pushNewest(id)
    this.#withNew.clear()
  }

  #recountSome(end: number): void {
    const { passings } = this.#parts.desk.store
    for (const id of this.#toRecount) {
      const run = this.#runs.get(id)
      // One that is still loaded counts them at its end.
      while (run?.isWhole && !run.recounted(passings.countUnknownChips(id, run.recountFrom()))) {
        if (performance.now() > end) return
      }
      this.#toRecount.delete(id)
      this.#dirty.add(id)
    }
  }

  #show(run: RunFacts): { readonly live: LiveSession; readonly text: string } {
    const live = run.shown(this.#parts.desk.clock.nowMs())
    const shown = { live, text: JSON.stringify(live) }
    this.#shown.set(run.sessionId, shown)
    return shown
  }

  #pushNewest(sessionId: SessionId): void {
    const { store, announce } = this.#parts.desk
    const pushedTo = this.#watched.get(sessionId)
    if (pushedTo === undefined) return
    const passings = store.passings.page({ sessionId }, { limit: MAX_PUSHED, after: pushedTo })
    const [newest] = passings
    if (newest === undefined) return
    this.#watched.set(sessionId, newest.id)
    const shown = shownPassings(this.#parts.desk, passings)
    announce({ push: 'passings', sessionId, passings: shown })
    this.#lateMarks.pushed(sessionId, shown)
  }
}
