import { type BoxId, timePlus } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { placeOf } from '../../../shared/rules/passings.ts'
import type { Desk } from '../desk.ts'
import { IN_CLOUD, type StoredPassing } from '../store/passing-rows.ts'
import { BoxSlice } from './box-slice.ts'
import { ChipCount, type Stored, storedOf, type Taken } from './take-batch.ts'

/** What a run that is over for longer took has been looked at. */
const RECENT_MS = 48 * 3_600_000
/** In one transaction. */
const STEP = 500

/**
 * L10: what is heard late of a right, and what it makes of passings that came meanwhile, outside any run. Those of a run
 * that was begun on another laptop are that run's. Those of a time in which the box turns out to have been somebody
 * else's aren't kept, once the cloud has been asked.
 */
export class HeardLate {
  readonly #desk: Desk
  readonly #moved: (moved: Pick<Taken, 'stored' | 'newChips'>) => void
  readonly #known = new Set<string>()
  /** By box: from which time on, and how far they have been looked at. */
  readonly #toLookAt = new Map<BoxId, { readonly since: string; readonly afterId: number }>()

  constructor(desk: Desk, moved: (moved: Pick<Taken, 'stored' | 'newChips'>) => void) {
    this.#desk = desk
    this.#moved = moved
  }

  recordsChanged(): void {
    const { records, actor, clock } = this.#desk
    const since = timePlus(clock.now(), -RECENT_MS)
    for (const session of records.all('session')) {
      if (!this.#isNews(session.id)) continue
      const isRecent = session.stoppedAt === undefined || session.stoppedAt >= since
      if (session.organisationId === actor.organisationId && isRecent) this.look(session.boxId, session.startedAt)
    }
    for (const { id, boxId, acceptedAt, endedAt } of records.all('loan')) {
      if (acceptedAt !== undefined && this.#isNews(`${id} ${acceptedAt} ${endedAt}`)) this.look(boxId, acceptedAt)
    }
  }

  /** Those of the box that count from then on are to be looked at, again. */
  look(boxId: BoxId, from: string): void {
    const before = this.#toLookAt.get(boxId)?.since ?? from
    this.#toLookAt.set(boxId, { since: before < from ? before : from, afterId: 0 })
  }

  /** @returns whether there is more to do */
  tick(): boolean {
    const [next] = this.#toLookAt
    if (next === undefined) return false
    const [boxId, { since, afterId }] = next
    const lookedTo = this.#lookAt(boxId, since, afterId)
    if (lookedTo === undefined) this.#toLookAt.delete(boxId)
    else this.#toLookAt.set(boxId, { since, afterId: lookedTo })
    return this.#toLookAt.size > 0
  }

  #isNews(key: string): boolean {
    const isNews = !this.#known.has(key)
    this.#known.add(key)
    return isNews
  }

  #lookAt(boxId: BoxId, since: string, afterId: number): number | undefined {
    const { store, records, actor } = this.#desk
    const rows = store.passings.outside(boxId, since, afterId, STEP)
    const slice = new BoxSlice(records, boxId)
    const chips = new ChipCount()
    const stored: Stored[] = []
    const newChips = store.transact(() => {
      for (const row of rows) {
        const place = placeOf(slice, actor.organisationId, { boxId, countedAt: row.countedAt, session: undefined })
        const isOthers = place.kind !== 'session' && place.kind !== 'outside'
        if (isOthers && row.inCloud) store.passings.remove(row.id)
        else if (place.kind === 'session') {
          const moved = this.#move(row, place.session)
          if (moved === undefined) continue
          stored.push(moved)
          chips.add(place.session, row)
        }
      }
      return chips.write(store)
    })
    this.#moved({ stored, newChips })
    return rows.length < STEP ? undefined : rows.at(-1)?.id
  }

  /** It comes anew, at the end of the order in which all came: scoring programs and windows go by that. */
  #move(row: StoredPassing, { id: sessionId, eventId }: Session): Stored | undefined {
    const { passings } = this.#desk.store
    const { boxId, clockOffsetMs, via } = row
    passings.remove(row.id)
    const id = passings.add({ boxId, passing: row, sessionId, eventId, clockOffsetMs, via, inCloud: IN_CLOUD.no })
    return id === undefined ? undefined : storedOf(id, row, sessionId)
  }
}
