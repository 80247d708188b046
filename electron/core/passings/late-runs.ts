import type { SessionId } from '../../../shared/records/scalars.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { placeOf } from '../../../shared/rules/passings.ts'
import type { Desk } from '../desk.ts'
import { IN_CLOUD } from '../store/passing-rows.ts'
import { BoxSlice } from './box-slice.ts'
import { ChipCount, type Stored, storedOf, type Taken } from './take-batch.ts'

/** What a run that is over for longer took has been looked at. */
const RECENT_MS = 48 * 3_600_000
/** In one transaction. */
const STEP = 500

/** L10: a run begun on another laptop is heard of late: what came from the box meanwhile, outside any run, is that run's. */
export class LateRuns {
  readonly #desk: Desk
  readonly #moved: (moved: Pick<Taken, 'stored' | 'newChips'>) => void
  readonly #known = new Set<SessionId>()
  /** How far the passings outside runs were looked at for each. */
  readonly #toLookAt = new Map<SessionId, number>()

  constructor(desk: Desk, moved: (moved: Pick<Taken, 'stored' | 'newChips'>) => void) {
    this.#desk = desk
    this.#moved = moved
  }

  recordsChanged(): void {
    const { records, actor, clock } = this.#desk
    const since = timePlus(clock.now(), -RECENT_MS)
    for (const session of records.all('session')) {
      if (this.#known.has(session.id)) continue
      this.#known.add(session.id)
      const isRecent = session.stoppedAt === undefined || session.stoppedAt >= since
      if (session.organisationId === actor.organisationId && isRecent) this.#toLookAt.set(session.id, 0)
    }
  }

  /** @returns whether there is more to do */
  tick(): boolean {
    const [next] = this.#toLookAt
    if (next === undefined) return false
    const [id, afterId] = next
    const run = this.#desk.records.get('session', id)
    const lookedTo = run && this.#lookAt(run, afterId)
    if (lookedTo === undefined) this.#toLookAt.delete(id)
    else this.#toLookAt.set(id, lookedTo)
    return this.#toLookAt.size > 0
  }

  /** They come anew, at the end of the order in which all came: scoring programs and windows go by that. */
  #lookAt({ boxId, startedAt }: Session, afterId: number): number | undefined {
    const { store, records, actor } = this.#desk
    const rows = store.passings.outside(boxId, startedAt, afterId, STEP)
    const slice = new BoxSlice(records, boxId)
    const chips = new ChipCount()
    const stored: Stored[] = []
    const newChips = store.transact(() => {
      for (const row of rows) {
        const { countedAt, clockOffsetMs, via } = row
        const place = placeOf(slice, actor.organisationId, { boxId, countedAt, session: undefined })
        if (place.kind !== 'session') continue
        const { id: sessionId, eventId } = place.session
        store.passings.remove(row.id)
        const ours = { boxId, passing: row, sessionId, eventId, clockOffsetMs, via, inCloud: IN_CLOUD.no }
        const id = store.passings.add(ours)
        if (id === undefined) continue
        stored.push(storedOf(id, row, sessionId))
        chips.add(place.session, row)
      }
      return chips.write(store)
    })
    this.#moved({ stored, newChips })
    return rows.length < STEP ? undefined : rows.at(-1)?.id
  }
}
