import type { PassingsOf } from '../../../shared/desktop-live.ts'
import type { RaceAction } from '../../../shared/records/race-action.ts'
import { type RaceBook, raceBook } from '../../../shared/rules/race-entries.ts'
import type { Records } from '../../../shared/state.ts'
import type { MemberStore } from '../store/member-store.ts'
import type { StoredPassing } from '../store/passing-rows.ts'

/** How many times by hand are looked at in one step: they are few, and looking at them again costs more than reading. */
const HAND_TIMES_A_STEP = 200

/** Passings and times by hand have ids of their own, each in the order in which they came. */
export interface Position {
  readonly passing: number
  readonly handTime: number
}

export type Outgoing = {
  /** The last ones with this. */
  readonly position: Position
} & (
  | { readonly kind: 'passing'; readonly passing: StoredPassing }
  | { readonly kind: 'hand-time'; readonly action: RaceAction }
  /** A time by hand that doesn't count any more. */
  | { readonly kind: 'left-out' }
)

interface Source {
  readonly records: Records
  readonly store: MemberStore
}

/**
 * R7: what of these came after `after`, at most `limit`: passings, and the event's times by hand among them, in the order
 * in which they came to this laptop.
 */
export function readOutgoing(source: Source, of: PassingsOf, after: Position, limit: number): readonly Outgoing[] {
  const passings = source.store.passings.readAfter(of, after.passing, limit)
  const handTimes = 'eventId' in of ? readHandTimes(source, of.eventId, after.handTime) : []
  const out: Outgoing[] = []
  let position = after
  let [nextPassing, nextHandTime] = [0, 0]
  while (out.length < limit) {
    const passing = passings[nextPassing]
    const handTime = handTimes[nextHandTime]
    // Where one of them may go on beyond what was read, it isn't known which one is next.
    if (passing === undefined && passings.length === limit) break
    if (handTime === undefined && handTimes.length === HAND_TIMES_A_STEP) break
    if (handTime !== undefined && (passing === undefined || handTime.cameAt < passing.receivedAt)) {
      position = { ...position, handTime: handTime.id }
      const { action } = handTime
      out.push(action === undefined ? { kind: 'left-out', position } : { kind: 'hand-time', position, action })
      nextHandTime += 1
    } else if (passing !== undefined) {
      position = { ...position, passing: passing.id }
      out.push({ kind: 'passing', position, passing })
      nextPassing += 1
    } else break
  }
  return out
}

interface HandTime {
  readonly id: number
  readonly cameAt: string
  /** Undefined: crossed out, or gone with its race. */
  readonly action: RaceAction | undefined
}

function readHandTimes({ records, store }: Source, eventId: string, afterId: number): readonly HandTime[] {
  const books = new Map<string, RaceBook>()
  return store.scoring.handTimesAfter(eventId, afterId, HAND_TIMES_A_STEP).map(({ id, actionId }) => {
    const action = records.get('raceAction', actionId)
    if (action === undefined) return { id, cameAt: '', action }
    const book = books.get(action.raceId) ?? raceBook(records.where('raceAction', 'raceId', action.raceId))
    books.set(action.raceId, book)
    const stands = book.withdrawerOf(action) === undefined
    return { id, cameAt: action.recordedAt, action: stands ? action : undefined }
  })
}

/** R7: puts times by hand that are new here at the end of the queue, also those from other laptops. @returns whether there were any */
export function queueHandTimes({ records, store }: Source, queued: Set<string>): boolean {
  const fresh: { readonly action: RaceAction; readonly eventId: string }[] = []
  for (const action of records.all('raceAction')) {
    if (action.kind !== 'TIME' || queued.has(action.id)) continue
    const eventId = records.get('race', action.raceId)?.eventId
    if (eventId !== undefined) fresh.push({ action, eventId })
  }
  if (fresh.length === 0) return false
  fresh.sort(({ action: one }, { action: other }) =>
    one.recordedAt === other.recordedAt ? one.id.localeCompare(other.id) : one.recordedAt < other.recordedAt ? -1 : 1,
  )
  store.transact(() => {
    for (const { action, eventId } of fresh) store.scoring.queueHandTime(action.id, eventId)
  })
  for (const { action } of fresh) queued.add(action.id)
  return true
}
