import { type RawBuilder, sql } from 'kysely'
import type { BoxId, OrganisationId, SessionId } from '../../shared/records/scalars.ts'
import { MemoryRecords } from '../../shared/state.ts'
import { groupsSharedWith } from './shared-groups.ts'
import { loaderInto } from './slice-loader.ts'
import type { Db, PassingRow, Tx } from './tables.ts'

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
  const ofWhom = organisationId === undefined ? sql`true` : sql`organisation_id = ${organisationId}`
  const during = sql`started_at <= ${span.to} and (stopped_at is null or stopped_at >= ${span.from})`
  const named = sessionId === undefined ? sql`false` : sql`id = ${sessionId}`
  await Promise.all([
    load('box', sql`id = ${boxId}`),
    load('loan', sql`box_id = ${boxId}`, sql`created_at, id`),
    load('session', sql`box_id = ${boxId} and ${ofWhom} and (${named} or (${during}))`, sql`started_at, id`),
  ])
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
  const names = sql.join(COLUMNS.map(([, name]) => sql.ref(name)))
  const { values, lists, listed } = given(passings)
  const { rows } = await sql<Stored>`
    with stored as (
      insert into passing (box_id, clock_offset_ms, seq, ${names})
      select ${boxId}::uuid, ${box.clockOffsetMs}::bigint, ${box.lastSeq}::bigint + given.place, ${sql.join(values)}
      from unnest(${sql.join(lists)}) with ordinality as given(${sql.join(listed)}, place)
      on conflict do nothing
      returning organisation_id, session_id, seq
    ), numbered as (
      update passing_box set last_seq = highest.seq from (select max(seq) as seq from stored) highest
      where box_id = ${boxId} and highest.seq is not null
    )
    select organisation_id, session_id, count(*) as count from stored group by organisation_id, session_id`.execute(trx)
  return rows
}

const COLUMNS = [
  ['at', 'at', 'timestamptz'],
  ['number', 'number', 'bigint'],
  ['chip', 'chip', 'text'],
  ['organisationId', 'organisation_id', 'uuid'],
  ['sessionId', 'session_id', 'uuid'],
  ['countedAt', 'counted_at', 'timestamptz'],
  ['countedBy', 'counted_by', 'text'],
  ['receivedAt', 'received_at', 'timestamptz'],
  ['antenna', 'antenna', 'integer'],
  ['rssi', 'rssi', 'double precision'],
  ['latitude', 'latitude', 'double precision'],
  ['longitude', 'longitude', 'double precision'],
  ['bib', 'bib', 'text'],
  ['extra', 'extra', 'text'],
] as const satisfies readonly (readonly [keyof NewPassing, string, string])[]

/** What the columns are taken from: each from a list, but what is the same in all passings, as most is, from one value. */
function given(passings: readonly NewPassing[]) {
  const [values, lists, listed]: [RawBuilder<unknown>[], RawBuilder<unknown>[], RawBuilder<unknown>[]] = [[], [], []]
  for (const [field, name, typeName] of COLUMNS) {
    const column = passings.map((passing) => passing[field])
    const type = sql.raw(typeName)
    // One list at least says how many there are.
    if (field !== 'at' && column.every((value) => value === column[0])) values.push(sql`${column[0]}::${type}`)
    else {
      values.push(sql`given.${sql.ref(name)}`)
      lists.push(sql`${arrayText(column)}::${type}[]`)
      listed.push(sql.ref(name))
    }
  }
  return { values, lists, listed }
}

/** An array as PostgreSQL reads it: the driver's own way costs several times as much. */
function arrayText(values: readonly (string | number | null)[]): string {
  const elements = values.map((value) => {
    if (typeof value !== 'string') return value ?? 'null'
    return /["\\]/.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : `"${value}"`
  })
  return `{${elements.join(',')}}`
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
