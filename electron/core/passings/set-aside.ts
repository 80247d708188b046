import { randomUUID } from 'node:crypto'
import { type BoxId, type SessionId, sessionIdSchema, timePlus } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { liveLoanOf } from '../../../shared/rules/loans.ts'
import { ASIDE_LASTS_MS, placeOf } from '../../../shared/rules/passings.ts'
import { runningSessionsOn } from '../../../shared/rules/race-use.ts'
import { endedWithRight } from '../../../shared/rules/session-right.ts'
import type { CommandToGive } from '../act.ts'
import type { Desk } from '../desk.ts'
import { IN_CLOUD } from '../store/passing-rows.ts'
import type { AsideGroup } from '../store/passings-aside.ts'
import { BoxSlice } from './box-slice.ts'
import { ChipCount, type NewAside, type Stored, storedOf, type Taken } from './take-batch.ts'

/** So many are moved, or deleted, within a few milliseconds. */
const STEP = 500

/** L19: what came after a right's end, until it is adopted or a day is over. Nobody sees it meanwhile. */
export class SetAside {
  readonly #desk: Desk
  /** Tells of what was moved to ours. */
  readonly #moved: (taken: Pick<Taken, 'stored' | 'newChips'>) => void
  readonly #groups = new Map<SessionId, AsideGroup>()
  /** The groups that the records may say something new of, and how far each was gone through. */
  readonly #toLookAt = new Map<SessionId, number>()

  constructor(desk: Desk, moved: (taken: Pick<Taken, 'stored' | 'newChips'>) => void) {
    this.#desk = desk
    this.#moved = moved
    for (const group of desk.store.aside.groups()) this.#groups.set(group.sessionId, group)
    this.recordsChanged()
  }

  added(added: readonly NewAside[]): void {
    for (const { sessionId, boxId, countedAt, until } of added) {
      const group = this.#groups.get(sessionId)
      const since = group && group.since < countedAt ? group.since : countedAt
      this.#groups.set(sessionId, { sessionId, boxId, count: (group?.count ?? 0) + 1, since, until })
      // It may come late, when the box is ours again already.
      if (group === undefined || this.#isOurs(boxId)) this.#toLookAt.set(sessionId, 0)
    }
  }

  /** Kept in memory: counting a day's worth in the file would hold up everything else. */
  groups(): readonly AsideGroup[] {
    return [...this.#groups.values()]
  }

  recordsChanged(): void {
    for (const sessionId of this.#groups.keys()) this.#toLookAt.set(sessionId, 0)
  }

  /** Adopts, moves and deletes what is due, a little at a time. @returns whether there is more to do at once */
  tick(): boolean {
    const now = this.#desk.clock.now()
    let isMore = false
    for (const group of [...this.#groups.values()]) {
      if (group.until <= now) isMore = this.#expireSome(group) || isMore
      else if (this.#toLookAt.has(group.sessionId)) {
        this.#adopt(group)
        isMore = this.#moveSome(group) || isMore
      }
    }
    return isMore
  }

  /** The box is ours again by a loan: what lies in between is too, and the run goes on in a new one. */
  #adopt({ sessionId: adopts, boxId }: AsideGroup): void {
    const desk = this.#desk
    const { records, clock, replica, store } = desk
    const ended = records.get('session', adopts)
    if (ended?.stoppedAt === undefined || !endedWithRight(ended)) return
    const loan = liveLoanOf(records, boxId)
    if (loan === undefined || !this.#isOurs(boxId) || this.#isAdopted(ended)) return
    if (loan.createdAt > timePlus(ended.stoppedAt, ASIDE_LASTS_MS)) return
    const creator = replica.creatorOf(boxId)
    const dependsOn = creator === undefined ? [] : [creator]
    const sessionId = newSessionId()
    const adoption = { type: 'adoptPassings', args: { sessionId, adopts, until: clock.now() }, dependsOn }
    const isOn = runningSessionsOn(records, boxId).length > 0
    const isLinked = store.boxes.links().some((link) => link.boxId === boxId)
    const commands = isLinked && !isOn ? [adoption, goOn(ended)] : [adoption]
    const given = desk.give(commands, () => store.aside.noteAdopting(sessionId))
    // Refused here: nothing goes, and what changes within the day may let it through.
    if (given.some(({ status }) => status === 'refused')) this.#toLookAt.delete(adopts)
  }

  #isOurs(boxId: BoxId): boolean {
    const { records, actor } = this.#desk
    return liveLoanOf(records, boxId)?.recipientId === actor.organisationId
  }

  #isAdopted({ id, boxId }: Session): boolean {
    return this.#desk.records.where('session', 'boxId', boxId).some(({ adopts }) => adopts === id)
  }

  /**
   * Moves what has a run by now. Not in the transaction of the adoption, as there may be many; a crash in between loses
   * nothing: the rest is moved at the next start.
   */
  #moveSome({ sessionId, boxId }: AsideGroup): boolean {
    const { store, records, actor } = this.#desk
    const rows = store.aside.read(sessionId, this.#toLookAt.get(sessionId) ?? 0, STEP)
    const slice = new BoxSlice(records, boxId)
    // Where its own run goes on after all, it counts in that.
    const placed = rows.flatMap((row) => {
      const { countedAt } = row.passing
      const place = placeOf(slice, actor.organisationId, { boxId, countedAt, session: undefined })
      return place.kind === 'session' ? [{ ...row, session: place.session }] : []
    })
    const chips = new ChipCount()
    const newChips = store.transact(() => {
      const stored: Stored[] = []
      for (const { id: asideId, passing, session, clockOffsetMs } of placed) {
        const ours = { boxId, passing, sessionId: session.id, eventId: session.eventId, clockOffsetMs }
        const id = store.passings.add({ ...ours, via: 'box', inCloud: IN_CLOUD.no })
        store.aside.remove(asideId)
        if (id === undefined) continue
        stored.push(storedOf(id, passing, session.id))
        chips.add(session, passing)
      }
      return { stored, newChips: chips.write(store) }
    })
    this.#count(sessionId, placed.length)
    this.#moved(newChips)
    const last = rows.at(-1)
    if (last === undefined || rows.length < STEP) this.#toLookAt.delete(sessionId)
    else this.#toLookAt.set(sessionId, last.id)
    return this.#toLookAt.has(sessionId)
  }

  #expireSome({ sessionId }: AsideGroup): boolean {
    const { store } = this.#desk
    const gone = store.transact(() => store.aside.removeSome(sessionId, STEP))
    this.#count(sessionId, gone)
    if (gone === STEP) return true
    this.#groups.delete(sessionId)
    this.#toLookAt.delete(sessionId)
    store.wipeDeleted()
    return false
  }

  #count(sessionId: SessionId, gone: number): void {
    const group = this.#groups.get(sessionId)
    if (group === undefined) return
    if (group.count <= gone) this.#groups.delete(sessionId)
    else this.#groups.set(sessionId, { ...group, count: group.count - gone })
  }
}

function newSessionId(): SessionId {
  return sessionIdSchema.parse(randomUUID())
}

/** A new run like the one that ended. */
function goOn({ boxId, alias, eventId, checkpointIds, backup = false }: Session): CommandToGive {
  const event = eventId === undefined ? {} : { eventId, checkpointIds, backup }
  return { type: 'startSession', args: { sessionId: newSessionId(), boxId, alias, ...event } }
}
