import type { EventId } from '../../../shared/records/scalars.ts'
import {
  isBackup,
  isBackupOnly,
  isTooFresh,
  type ReadBy,
  type ReadingPlace,
  type readingPlaces,
} from '../../../shared/rules/main-and-backup.ts'
import type { Desk } from '../desk.ts'
import type { StoredPassing } from '../store/passing-rows.ts'
import { placesIn, spanOf, wasReadByMain } from './event-places.ts'

type Known = Pick<Desk, 'records' | 'actor' | 'store' | 'clock'>

/** R1: which of main and backup made a passing. What it looks up of an event it looks up once. */
export class ReadByBook {
  readonly #desk: Known
  readonly #places = new Map<EventId, ReturnType<typeof readingPlaces>>()

  constructor(desk: Known) {
    this.#desk = desk
  }

  /** Undefined: it is in no run. */
  readBy(passing: StoredPassing): ReadBy | undefined {
    const run = this.#desk.records.get('session', passing.sessionId ?? '')
    if (run === undefined) return undefined
    if (!isBackup(run)) return 'main'
    const place = this.#placeOf(passing)
    return place === undefined || this.#isBackupOnly(passing, place) ? 'backup-only' : 'backup'
  }

  /** For who looks on while they come in: `backup-only` where the main box's read can't still come. */
  mark(passing: StoredPassing): Exclude<ReadBy, 'main'> | undefined {
    const by = this.readBy(passing)
    if (by !== 'backup-only') return by === 'backup' ? by : undefined
    const place = this.#placeOf(passing)
    const read = { countedAtMs: Date.parse(passing.countedAt), receivedAtMs: Date.parse(passing.receivedAt) }
    return place !== undefined && isTooFresh(read, place, this.#desk.clock.nowMs()) ? 'backup' : 'backup-only'
  }

  #isBackupOnly({ chip, countedAt }: StoredPassing, place: ReadingPlace): boolean {
    return isBackupOnly(Date.parse(countedAt), (fromMs, toMs) =>
      wasReadByMain(this.#desk, place, spanOf(chip, fromMs, toMs)),
    )
  }

  #placeOf({ sessionId, eventId }: StoredPassing): ReadingPlace | undefined {
    if (sessionId === undefined || eventId === undefined) return undefined
    const places = this.#places.get(eventId) ?? placesIn(this.#desk, eventId)
    this.#places.set(eventId, places)
    return places.get(sessionId)
  }
}
