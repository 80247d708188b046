import { type RawBuilder, sql } from 'kysely'
import type { BoxId, OrganisationId, SessionId } from '../../shared/records/scalars.ts'
import { MemoryRecords } from '../../shared/state.ts'
import type { Db, Tx } from './open.ts'
import { groupsSharedWith } from './shared-groups.ts'
import { loaderInto } from './slice-loader.ts'
import type { PassingRow } from './tables.ts'

/** What a box's passings are numbered and corrected by. */
export interface PassingBox {
  readonly lastSeq: number
  /** As measured last; 0 where nobody has. */
  readonly clockOffsetMs: number
}

/** Locks the box's row until the transaction ends: nothing else is locked after it. */
export async function lockPassingBox(trx: Tx, boxId: BoxId): Promise<PassingBox> {
  const query = trx.selectFrom('passingBox').select(['lastSeq', 'clockOffsetMs']).where('boxId', '=', boxId).forUpdate()
  const known = await query.executeTakeFirst()
  if (known) return { ...known, clockOffsetMs: known.clockOffsetMs ?? 0 }
  const first = trx.insertInto('passingBox').values({ boxId })
  await first.onConflict((conflict) => conflict.column('boxId').doNothing()).execute()
  const row = await query.executeTakeFirstOrThrow()
  return { ...row, clockOffsetMs: row.clockOffsetMs ?? 0 }
}

/** Keeps a measurement, unless there is a later one. */
export async function noteClockOffset(
  trx: Tx,
  boxId: BoxId,
  measured: { readonly clockOffsetMs: number; readonly measuredAt: string },
): Promise<void> {
  await trx
    .updateTable('passingBox')
    .set(measured)
    .where('boxId', '=', boxId)
    .where((eb) => eb.or([eb('measuredAt', 'is', null), eb('measuredAt', '<=', measured.measuredAt)]))
    .execute()
}

export interface Span {
  readonly from: string
  readonly to: string
}

/** Whose runs, and which: those that overlap the time, and the one that is named. */
export interface RunsWanted {
  /** Undefined: everybody's. */
  readonly organisationId: OrganisationId | undefined
  readonly sessionId: SessionId | undefined
  readonly span: Span
}

/** The box with all its loans and the runs wanted: what tells whose a passing is (L10). */
export async function loadUses(trx: Tx, boxId: BoxId, wanted: RunsWanted): Promise<MemoryRecords> {
  const { organisationId, sessionId, span } = wanted
  const records = new MemoryRecords()
  const load = loaderInto(records, trx)
  await load('box', sql`id = ${boxId}`)
  await load('loan', sql`box_id = ${boxId}`, sql`created_at, id`)
  const ofWhom = organisationId === undefined ? sql`true` : sql`organisation_id = ${organisationId}`
  const during = sql`started_at <= ${span.to} and (stopped_at is null or stopped_at >= ${span.from})`
  const named = sessionId === undefined ? sql`false` : sql`id = ${sessionId}`
  await load('session', sql`box_id = ${boxId} and ${ofWhom} and (${named} or (${during}))`, sql`started_at, id`)
  return records
}

/** Since when the box is known; undefined: there is none. */
export async function registeredAt(db: Db, boxId: BoxId): Promise<string | undefined> {
  const query = db.selectFrom('box').select('registeredAt').where('id', '=', boxId)
  return (await query.executeTakeFirst())?.registeredAt
}

export type NewPassing = Omit<PassingRow, 'seq' | 'boxId' | 'clockOffsetMs'>

export interface Stored {
  readonly organisationId: OrganisationId
  readonly sessionId: SessionId | null
  readonly count: number
}

/**
 * Stores what isn't known yet, numbered from the box's last number on, in the order given. The box's row must be locked.
 * A number is left out for each one that is known in between.
 */
export async function insertPassings(
  trx: Tx,
  boxId: BoxId,
  box: PassingBox,
  passings: readonly NewPassing[],
): Promise<readonly Stored[]> {
  if (passings.length === 0) return []
  const { rows } = await sql<Stored & { readonly highest: number }>`
    with stored as (
      insert into passing (box_id, clock_offset_ms, seq, at, number, chip, organisation_id, session_id, counted_at,
        counted_by, received_at, antenna, rssi, latitude, longitude, bib, extra)
      select ${boxId}::uuid, ${box.clockOffsetMs}::bigint, ${box.lastSeq}::bigint + given.place, at, number, chip,
        organisation_id, session_id, counted_at, counted_by, received_at, antenna, rssi, latitude, longitude, bib, extra
      from ${given(passings)}
      on conflict do nothing
      returning organisation_id, session_id, seq)
    select organisation_id, session_id, count(*) as count, max(seq) as highest
    from stored group by organisation_id, session_id`.execute(trx)
  const highest = Math.max(...rows.map((row) => row.highest))
  if (rows.length > 0) {
    await trx.updateTable('passingBox').set({ lastSeq: highest }).where('boxId', '=', boxId).execute()
  }
  return rows.map(({ organisationId, sessionId, count }) => ({ organisationId, sessionId, count }))
}

/** The passings as rows: a list for each column. */
function given(passings: readonly NewPassing[]): RawBuilder<unknown> {
  const list = <F extends keyof NewPassing>(field: F) => passings.map((passing) => passing[field])
  return sql`unnest(${list('at')}::timestamptz[], ${list('number')}::bigint[], ${list('chip')}::text[],
    ${list('organisationId')}::uuid[], ${list('sessionId')}::uuid[], ${list('countedAt')}::timestamptz[],
    ${list('countedBy')}::text[], ${list('receivedAt')}::timestamptz[], ${list('antenna')}::integer[],
    ${list('rssi')}::double precision[], ${list('latitude')}::double precision[],
    ${list('longitude')}::double precision[], ${list('bib')}::text[], ${list('extra')}::text[])
    with ordinality as given(at, number, chip, organisation_id, session_id, counted_at, counted_by, received_at,
      antenna, rssi, latitude, longitude, bib, extra, place)`
}

/** Whether the organisation ever had to do with the box: its own, borrowed, timed with, or seen through a group. */
export async function knowsBox(db: Db, organisationId: OrganisationId, boxId: BoxId): Promise<boolean> {
  const { rows } = await sql<{ readonly known: boolean }>`
    select exists (select from box where id = ${boxId}
        and (owner_id = ${organisationId} or group_id in (${groupsSharedWith(organisationId)})))
      or exists (select from loan where box_id = ${boxId} and recipient_id = ${organisationId})
      or exists (select from session where box_id = ${boxId} and organisation_id = ${organisationId}) as known`.execute(
    db,
  )
  return rows[0]?.known === true
}
