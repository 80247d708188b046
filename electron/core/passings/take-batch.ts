import { UNKNOWN_SINCE } from '../../../shared/records/box.ts'
import type { CountedPassing, Passing } from '../../../shared/records/passing.ts'
import { type BoxId, type OrganisationId, type SessionId, timePlus } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { ASIDE_LASTS_MS, countedTime, type Place, placeOf } from '../../../shared/rules/passings.ts'
import { rightEndOf } from '../../../shared/rules/session-right.ts'
import type { Records } from '../../../shared/state.ts'
import type { MemberStore } from '../store/member-store.ts'
import { IN_CLOUD } from '../store/passing-rows.ts'
import type { ChipReads, PassingFact } from '../store/passings.ts'
import { BoxSlice } from './box-slice.ts'

/** What came from one box. */
export interface TakenBatch {
  readonly boxId: BoxId
  /** The run in which it was recorded. */
  readonly session: Session | undefined
  /** How far the box's clock is ahead; 0 where nobody measured it. */
  readonly clockOffsetMs: number
  readonly via: 'box' | 'cloud'
  readonly received: readonly { readonly passing: Passing; readonly receivedAt: string }[]
}

/** What became of a batch: together all of it. */
export interface TakenCounts {
  readonly stored: number
  readonly known: number
  readonly notOurs: number
  readonly aside: number
}

/** What is new in the file, for those who keep count. */
export interface Stored extends PassingFact {
  readonly sessionId: SessionId | undefined
}

export interface NewChip {
  readonly sessionId: SessionId
  readonly chip: string
  readonly isListed: boolean
}

/** L19: what is new among what is set aside. */
export interface NewAside {
  readonly sessionId: SessionId
  readonly boxId: BoxId
  readonly countedAt: string
  readonly until: string
}

export interface Taken {
  readonly counts: TakenCounts
  readonly stored: readonly Stored[]
  readonly newChips: readonly NewChip[]
  readonly newAside: readonly NewAside[]
}

export interface Placed {
  readonly passing: CountedPassing
  readonly place: Place
}

export interface Ours {
  readonly records: Records
  readonly organisationId: OrganisationId
  /** L10: when this laptop heard of the end of a run's right. */
  readonly learntAt: ReadonlyMap<SessionId, string>
}

/** L10, L19: whose each of them is, by what this laptop knows. */
export function placeBatch({ records, organisationId, learntAt }: Ours, batch: TakenBatch): readonly Placed[] {
  const { boxId, clockOffsetMs } = batch
  const slice = new BoxSlice(records, boxId)
  const session = batch.session && (records.get('session', batch.session.id) ?? batch.session)
  const learnt = session && learntAt.get(session.id)
  const registeredAt = records.get('box', boxId)?.registeredAt ?? UNKNOWN_SINCE
  return batch.received.map(({ passing, receivedAt }) => {
    const counted = countedTime({ at: passing.at, receivedAt, clockOffsetMs, registeredAt })
    const { countedAt } = counted
    const place = placeOf(slice, organisationId, { boxId, countedAt, session, learntAt: learnt })
    return { passing: { ...passing, receivedAt, ...counted }, place }
  })
}

export interface Write {
  readonly store: MemberStore
  readonly records: Records
}

type Source = Pick<TakenBatch, 'boxId' | 'clockOffsetMs' | 'via'>

/** Writes a batch, within the caller's transaction. */
export function writePlaced(write: Write, source: Source, placed: readonly Placed[]): Taken {
  const { boxId, clockOffsetMs, via } = source
  const stored: Stored[] = []
  const chips = new ChipCount()
  const newAside: NewAside[] = []
  const counts = { known: 0, notOurs: 0 }
  for (const { passing, place } of placed) {
    if (place.kind === 'aside' || place.kind === 'not-ours') {
      const other = writeOther(write, source, passing, place)
      if (typeof other === 'string') counts[other] += 1
      else newAside.push(other)
      continue
    }
    const session = place.kind === 'session' ? place.session : undefined
    const ours = { boxId, passing, sessionId: session?.id, eventId: session?.eventId, clockOffsetMs, via }
    const id = write.store.passings.add({ ...ours, inCloud: IN_CLOUD.no })
    if (id === undefined) {
      counts.known += 1
      continue
    }
    stored.push(storedOf(id, passing, session?.id))
    if (session) chips.add(session, passing)
  }
  const newChips = chips.write(write.store)
  return { counts: { stored: stored.length, ...counts, aside: newAside.length }, stored, newChips, newAside }
}

/** L10, L19: what isn't ours, or not yet. What was ours before stays so (R3). */
function writeOther(
  { store, records }: Write,
  { boxId, clockOffsetMs }: Source,
  passing: CountedPassing,
  place: Extract<Place, { kind: 'aside' | 'not-ours' }>,
): 'known' | 'notOurs' | NewAside {
  if (store.passings.find(boxId, passing) !== undefined) return 'known'
  if (place.kind === 'not-ours') return 'notOurs'
  const until = timePlus(rightEndOf(records, place.after)?.at ?? passing.countedAt, ASIDE_LASTS_MS)
  const sessionId = place.after.id
  const isNew = store.aside.add({ boxId, afterSessionId: sessionId, passing, clockOffsetMs }, until)
  return isNew ? { sessionId, boxId, countedAt: passing.countedAt, until } : 'known'
}

export function storedOf(
  id: number,
  passing: CountedPassing,
  sessionId: SessionId | undefined,
  inCloud: number = IN_CLOUD.no,
): Stored {
  const { at, number, countedAt, countedBy, receivedAt } = passing
  return { id, sessionId, at, number, countedAt, countedBy, receivedAt, inCloud }
}

type Run = Pick<Session, 'id' | 'eventId'>

/** The chips of a batch, counted run by run, so that each is written once. */
export class ChipCount {
  readonly #runs = new Map<Run, Map<string, ChipReads>>()

  add(run: Run, { chip, countedAt }: CountedPassing): void {
    const chips = this.#runs.get(run) ?? new Map<string, ChipReads>()
    this.#runs.set(run, chips)
    const before = chips.get(chip)
    const lastAt = before && before.lastAt > countedAt ? before.lastAt : countedAt
    chips.set(chip, { count: (before?.count ?? 0) + 1, lastAt })
  }

  /** @returns those that are new in their run */
  write({ passings }: MemberStore): readonly NewChip[] {
    const found: NewChip[] = []
    for (const [{ id: sessionId, eventId }, chips] of this.#runs) {
      for (const [chip, reads] of chips) {
        if (!passings.seeChip({ sessionId, eventId }, chip, reads)) continue
        // A run in no event has no start list that could know it.
        found.push({ sessionId, chip, isListed: eventId === undefined || passings.isListed(eventId, chip) })
      }
    }
    return found
  }
}
