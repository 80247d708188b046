import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { FeedEntry } from '../feed.ts'
import { MOST_IDS, type Notice } from './notify.ts'
import type { Db, Tx } from './tables.ts'
import { transact } from './transact.ts'
import { carryOut, type Write } from './writes.ts'

const FORGOTTEN_AT_ONCE = 1000

/**
 * Locks the organisations' numbers until the transaction ends. Everybody locks installations first, if any, then these,
 * each all in one go and in the order of their ids: so nobody waits in a circle.
 */
export async function lockCounters(trx: Tx, organisationIds: Iterable<OrganisationId>): Promise<Numbers> {
  const rows = await trx
    .selectFrom('counter')
    .selectAll()
    .where('organisationId', 'in', [...organisationIds])
    .orderBy('organisationId')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.organisationId, row.number]))
}

export type Numbers = ReadonlyMap<OrganisationId, number>

export interface Alongside {
  /** The counters' numbers as they were when they were locked, where nothing has been numbered since. */
  readonly locked?: Numbers
  /** What else is written in the same statement, once the new numbers are known. */
  readonly writes?: (numbers: Numbers) => readonly Write[]
}

/**
 * Numbers the entries, one by one in each organisation's own count, whose counters must be locked, and wakes who listens.
 */
export async function appendToFeed(
  trx: Tx,
  entries: readonly FeedEntry[],
  now: string,
  { locked, writes = () => [] }: Alongside = {},
): Promise<void> {
  const numbers = new Map(locked ?? (entries.length === 0 ? [] : await lockCounters(trx, ownersOf(entries))))
  const rows = entries.map((entry) => {
    const before = numbers.get(entry.organisationId)
    if (before === undefined) throw new Error('an organisation whose counter is not locked')
    numbers.set(entry.organisationId, before + 1)
    return { ...entry, seq: before + 1 }
  })
  const told = [...numbers].filter(([organisationId, number]) => locked?.get(organisationId) !== number)
  const notices: Notice[] = []
  for (let start = 0; start < told.length; start += MOST_IDS) {
    notices.push({ told: 'feed', numbers: Object.fromEntries(told.slice(start, start + MOST_IDS)) })
  }
  const numbered = rows.length === 0 ? [] : [counterUpdate(told), feedPut(rows, now)]
  await carryOut(trx, [...numbered, ...writes(numbers)], notices)
}

function ownersOf(entries: readonly FeedEntry[]): ReadonlySet<OrganisationId> {
  return new Set(entries.map((entry) => entry.organisationId))
}

function counterUpdate(numbers: readonly (readonly [OrganisationId, number])[]): Write {
  return sql`update counter set number = given.number
    from unnest(${numbers.map(([id]) => id)}::uuid[], ${numbers.map(([, number]) => number)}::bigint[])
      as given(organisation_id, number)
    where counter.organisation_id = given.organisation_id`
}

function feedPut(rows: readonly (FeedEntry & { readonly seq: number })[], now: string): Write {
  const list = <F extends 'seq' | keyof FeedEntry>(field: F) => rows.map((row) => row[field])
  return sql`insert into feed (organisation_id, kind, id, body, seq, gone_at)
    select organisation_id, kind, id, body, seq, case when body is null then ${now}::timestamptz end
    from unnest(${list('organisationId')}::uuid[], ${list('kind')}::text[], ${list('id')}::text[],
      ${list('body')}::text[], ${list('seq')}::bigint[]) as given(organisation_id, kind, id, body, seq)
    on conflict (organisation_id, kind, id) do update
    set seq = excluded.seq, body = excluded.body, gone_at = excluded.gone_at`
}

export interface Position {
  readonly epoch: string
  /** The organisation's number now. */
  readonly number: number
  /** What went up to this number is forgotten. */
  readonly purgedTo: number
}

export interface FeedPage extends Position {
  /** The changes as JSON, separated by commas. */
  readonly text: string
  /** The number of the last one; null where there is none. */
  readonly last: number | null
  /** There may be more: what is left may all have gone. */
  readonly more: boolean
}

interface PageWanted {
  readonly after: number
  readonly limit: number
  /** What went up to this number is left out. */
  readonly goneAfter: number
}

/** One page of what follows `after`, and where the organisation stands, in one statement: hence in one snapshot. */
export async function readFeed(
  db: Db,
  organisationId: OrganisationId,
  { after, limit, goneAfter }: PageWanted,
): Promise<FeedPage> {
  const { rows } = await sql<FeedPage>`
    select meta.epoch, counter.number, counter.purged_to, page.*
    from meta
    join counter on counter.organisation_id = ${organisationId}
    cross join lateral (
      select coalesce(string_agg(change, ',' order by seq), '') as text, max(seq) as last,
        count(*) = ${limit}::int and max(seq) < counter.number as more
      from (
        select seq,
          '{"seq":' || seq || ',"kind":"' || kind || '","id":' || to_json(id) || ',"body":' || coalesce(body, 'null') || '}' as change
        from feed
        where organisation_id = counter.organisation_id and seq > ${after} and (body is not null or seq > ${goneAfter})
        order by seq limit ${limit}
      ) change
    ) page`.execute(db)
  const [first] = rows
  if (first === undefined) throw new Error('an organisation without a counter')
  return first
}

/**
 * A page of the whole state. Where PostgreSQL has no figures of a feed that grew just now, it would read and sort all that
 * follows, for each page anew: so it isn't let sort, and goes by the index.
 */
export async function readWholeState(db: Db, organisationId: OrganisationId, page: PageWanted): Promise<FeedPage> {
  return await transact(db, async (trx) => {
    await sql`set local enable_sort = off`.execute(trx)
    return await readFeed(trx, organisationId, page)
  })
}

/** Where the organisation stands. */
export async function readPosition(db: Db, organisationId: OrganisationId): Promise<Position> {
  return await db
    .selectFrom('counter')
    .innerJoin('meta', (join) => join.onTrue())
    .select(['meta.epoch', 'counter.number', 'counter.purgedTo'])
    .where('counter.organisationId', '=', organisationId)
    .executeTakeFirstOrThrow()
}

export async function readEpoch(db: Db): Promise<string> {
  return (await db.selectFrom('meta').select('epoch').executeTakeFirstOrThrow()).epoch
}

/** After a restore, before any cloud runs on it: whatever laptops have of the data that was, they begin anew. */
export async function renewEpoch(db: Db): Promise<string> {
  const epoch = randomUUID()
  await db.updateTable('meta').set({ epoch }).execute()
  return epoch
}

/** Whose feeds say of something that it went before this time. */
export async function withGoneBefore(db: Db, before: string): Promise<readonly OrganisationId[]> {
  const query = db.selectFrom('feed').select('organisationId').distinct()
  const rows = await query.where('body', 'is', null).where('goneAt', '<', before).execute()
  return rows.map((row) => row.organisationId)
}

/**
 * Forgets some of what went before this time, and up to where; the organisation's counter must be locked.
 * @returns whether there may be more
 */
export async function forgetGone(trx: Tx, organisationId: OrganisationId, before: string): Promise<boolean> {
  const { rows } = await sql<{ readonly forgotten: number }>`
    with old as (
      select kind, id from feed
      where organisation_id = ${organisationId} and body is null and gone_at < ${before}
      order by seq limit ${FORGOTTEN_AT_ONCE}
    ), forgotten as (
      delete from feed using old
      where feed.organisation_id = ${organisationId} and feed.kind = old.kind and feed.id = old.id
      returning feed.seq
    )
    update counter set purged_to = greatest(purged_to, (select max(seq) from forgotten))
    where organisation_id = ${organisationId}
    returning (select count(*) from forgotten) as forgotten`.execute(trx)
  return rows[0]?.forgotten === FORGOTTEN_AT_ONCE
}
