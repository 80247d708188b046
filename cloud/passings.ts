import type { StoredPassings } from '../shared/passings-api.ts'
import type { Passing } from '../shared/records/passing.ts'
import type { BoxId, InstallationId, MemberId, OrganisationId, SessionId } from '../shared/records/scalars.ts'
import type { Session } from '../shared/records/session.ts'
import { countedTime, holderAt, type Place, placeOf } from '../shared/rules/passings.ts'
import type { Records } from '../shared/state.ts'
import type { Cloud } from './cloud.ts'
import { MOST_IDS, notify } from './db/notify.ts'
import {
  insertPassings,
  loadUses,
  lockPassingBox,
  type NewPassing,
  noteClockOffset,
  registeredAt,
  type Stored,
} from './db/passings.ts'
import { endSeenAt } from './db/sessions.ts'
import type { Tx } from './db/tables.ts'

export interface Delivery {
  /** Whose laptop or key they come from; `decide`: from the box itself, and each is whose the box was at its time. */
  readonly organisationId: OrganisationId | 'decide'
  readonly boxId: BoxId
  /** The laptop that recorded them; absent: the one that started the run. */
  readonly installationId?: InstallationId | undefined
  /** The run in which they were recorded; one that isn't there, or isn't the organisation's, counts as none. */
  readonly sessionId?: SessionId | undefined
  /** Absent: as measured last. */
  readonly clockOffsetMs?: number | undefined
  readonly passings: readonly Passing[]
  /**
   * When who recorded them heard of an end of the right that couldn't be foreseen. Absent: as the cloud knows it of the
   * run's laptop; a box itself hears of it at once.
   */
  readonly learntAt?: string | undefined
  /** O10: only what falls in runs that this member started. */
  readonly startedById?: MemberId | undefined
}

/**
 * L10, R3: stores what is new of what is the organisation's, and tells who listens. Nothing may be locked after it in the
 * same transaction.
 */
export async function storePassings(cloud: Cloud, trx: Tx, delivery: Delivery): Promise<StoredPassings> {
  const { boxId, organisationId, sessionId, passings } = delivery
  const now = cloud.clock.now()
  const since = await registeredAt(trx, boxId)
  if (since === undefined) return { stored: 0, known: 0, setAside: passings.length }
  const locked = await lockPassingBox(trx, boxId)
  const clockOffsetMs = delivery.clockOffsetMs ?? locked.clockOffsetMs
  const counted = passings.map((passing) => countedAs(passing, { clockOffsetMs, registeredAt: since, now }))
  const isBox = organisationId === 'decide'
  const wanted = { organisationId: isBox ? undefined : organisationId, sessionId, span: spanOf(counted, now) }
  const records = await loadUses(trx, boxId, wanted)
  const session = records.get('session', sessionId ?? '')
  const learntAt =
    delivery.learntAt ?? (session && !isBox ? await endSeenAt(trx, session.id, delivery.installationId) : undefined)
  const own = counted.flatMap((passing) => {
    const owner = ownerOf(records, { ...delivery, session, learntAt }, passing.countedAt)
    return owner === undefined ? [] : [{ ...passing, ...owner }]
  })
  // 0: nobody measured it.
  if (delivery.clockOffsetMs && isUser(records, delivery, now)) {
    await noteClockOffset(trx, boxId, { clockOffsetMs, measuredAt: latestReceipt(counted) ?? now })
  }
  const stored = await insertPassings(trx, boxId, { ...locked, clockOffsetMs }, own)
  await tell(trx, stored)
  const count = stored.reduce((sum, part) => sum + part.count, 0)
  return { stored: count, known: own.length - count, setAside: passings.length - own.length }
}

type Counted = Omit<NewPassing, 'organisationId' | 'sessionId'>
type Owner = Pick<NewPassing, 'organisationId' | 'sessionId'>

function countedAs(
  passing: Passing,
  box: { readonly clockOffsetMs: number; readonly registeredAt: string; readonly now: string },
): Counted {
  const { at, number, chip, antenna = null, rssi = null, latitude = null, longitude = null, bib = null } = passing
  // A laptop whose clock is ahead received it no later than now.
  const receivedAt = passing.receivedAt !== undefined && passing.receivedAt < box.now ? passing.receivedAt : box.now
  const extra = passing.extra === undefined ? null : JSON.stringify(passing.extra)
  const read = { at, number, chip, antenna, rssi, latitude, longitude, bib, extra }
  return { ...read, receivedAt, ...countedTime({ at, receivedAt, ...box }) }
}

/** A laptop says how far the clock was off when it received them, which may be long ago. */
function latestReceipt(passings: readonly Counted[]): string | undefined {
  return passings.reduce<string | undefined>(
    (latest, { receivedAt }) => (latest !== undefined && latest > receivedAt ? latest : receivedAt),
    undefined,
  )
}

function spanOf(passings: readonly Counted[], now: string): { readonly from: string; readonly to: string } {
  const [first, ...others] = passings.map((passing) => passing.countedAt)
  if (first === undefined) return { from: now, to: now }
  return others.reduce((span, at) => ({ from: at < span.from ? at : span.from, to: at > span.to ? at : span.to }), {
    from: first,
    to: first,
  })
}

interface Recording extends Pick<Delivery, 'organisationId' | 'boxId' | 'learntAt' | 'startedById'> {
  readonly session: Session | undefined
}

/** Whose passing it is, and in which run; undefined: nobody's who could have it by this way. */
function ownerOf(records: Records, recording: Recording, countedAt: string): Owner | undefined {
  const { organisationId, boxId, session, learntAt, startedById } = recording
  const place = (id: OrganisationId, heardAt: string | undefined): Place => {
    const own = session?.organisationId === id && session.boxId === boxId ? session : undefined
    return placeOf(records, id, { boxId, countedAt, session: own, learntAt: heardAt })
  }
  if (organisationId !== 'decide') {
    return ownerAt(place(organisationId, learntAt), organisationId, startedById)
  }
  const holderId = holderAt(records, boxId, countedAt)
  const users = records.where('session', 'boxId', boxId).map((run) => run.organisationId)
  for (const id of new Set([...(session ? [session.organisationId] : []), ...users])) {
    const found = place(id, learntAt ?? countedAt)
    if (found.kind === 'session') return ownerAt(found, id)
  }
  return holderId === undefined ? undefined : { organisationId: holderId, sessionId: null }
}

function ownerAt(place: Place, organisationId: OrganisationId, startedById?: MemberId): Owner | undefined {
  if (place.kind === 'session') {
    const isAllowed = startedById === undefined || place.session.startedById === startedById
    return isAllowed ? { organisationId, sessionId: place.session.id } : undefined
  }
  return place.kind === 'outside' && startedById === undefined ? { organisationId, sessionId: null } : undefined
}

/** Only who uses the box now has a say in how far its clock is off. */
function isUser(records: Records, { organisationId, boxId }: Delivery, now: string): boolean {
  if (organisationId === 'decide' || holderAt(records, boxId, now) === organisationId) return true
  const runs = records.where('session', 'boxId', boxId)
  return runs.some((run) => run.organisationId === organisationId && run.stoppedAt === undefined)
}

/** Wakes who listens to the runs. */
async function tell(trx: Tx, stored: readonly Stored[]): Promise<void> {
  for (const [organisationId, parts] of Map.groupBy(stored, (part) => part.organisationId)) {
    const sessionIds = parts.flatMap((part) => part.sessionId ?? [])
    for (let start = 0; start < sessionIds.length; start += MOST_IDS) {
      await notify(trx, { told: 'passings', organisationId, sessionIds: sessionIds.slice(start, start + MOST_IDS) })
    }
  }
}
