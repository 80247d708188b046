import { sql } from 'kysely'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { FeedEntry } from '../feed.ts'
import { MOST_IDS, notify } from './notify.ts'
import type { Db, Tx } from './open.ts'

const ROWS_PER_STATEMENT = 1000

/**
 * Locks the organisations' numbers until the transaction ends. Everybody locks installations first, if any, then these,
 * each all in one go and in the order of their ids: so nobody waits in a circle.
 */
export async function lockCounters(
  trx: Tx,
  organisationIds: Iterable<OrganisationId>,
): Promise<ReadonlyMap<OrganisationId, number>> {
  const rows = await trx
    .selectFrom('counter')
    .selectAll()
    .where('organisationId', 'in', [...organisationIds])
    .orderBy('organisationId')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.organisationId, row.number]))
}

/**
 * Numbers the entries, one by one in each organisation's own count, whose counters must be locked, and wakes who listens.
 * @returns the number that each organisation has come to
 */
export async function appendToFeed(
  trx: Tx,
  entries: readonly FeedEntry[],
): Promise<ReadonlyMap<OrganisationId, number>> {
  const numbers = new Map<OrganisationId, number>()
  const byOrganisation = Map.groupBy(entries, (entry) => entry.organisationId)
  for (const [organisationId, own] of byOrganisation) {
    const { number } = await trx
      .updateTable('counter')
      .set((eb) => ({ number: eb('number', '+', own.length) }))
      .where('organisationId', '=', organisationId)
      .returning('number')
      .executeTakeFirstOrThrow()
    const rows = own.map((entry, index) => ({ ...entry, seq: number - own.length + 1 + index }))
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      await trx
        .insertInto('feed')
        .values(rows.slice(start, start + ROWS_PER_STATEMENT))
        .onConflict((conflict) =>
          conflict.columns(['organisationId', 'kind', 'id']).doUpdateSet((eb) => ({
            seq: eb.ref('excluded.seq'),
            body: eb.ref('excluded.body'),
          })),
        )
        .execute()
    }
    numbers.set(organisationId, number)
  }
  const told = [...numbers]
  for (let start = 0; start < told.length; start += MOST_IDS) {
    await notify(trx, { told: 'feed', numbers: Object.fromEntries(told.slice(start, start + MOST_IDS)) })
  }
  return numbers
}

export interface FeedPage {
  readonly epoch: string
  /** The organisation's number now. */
  readonly number: number
  readonly rows: readonly {
    readonly seq: number
    readonly kind: string
    readonly id: string
    readonly body: string | null
  }[]
}

/** One page of what follows `after`, and where the organisation stands, in one statement: hence in one snapshot. */
export async function readFeed(
  db: Db,
  organisationId: OrganisationId,
  page: { readonly after: number; readonly limit: number; readonly tombstones: boolean },
): Promise<FeedPage> {
  interface Row {
    readonly epoch: string
    readonly number: number
    readonly seq: number | null
    readonly kind: string
    readonly id: string
    readonly body: string | null
  }
  const { rows } = await sql<Row>`
    select meta.epoch, counter.number, page.seq, page.kind, page.id, page.body
    from meta
    join counter on counter.organisation_id = ${organisationId}
    left join lateral (
      select seq, kind, id, body from feed
      where organisation_id = counter.organisation_id and seq > ${page.after} and (${page.tombstones} or body is not null)
      order by seq limit ${page.limit}
    ) page on true
    order by page.seq`.execute(db)
  const [first] = rows
  if (first === undefined) throw new Error('an organisation without a counter')
  const changes = rows.flatMap(({ seq, kind, id, body }) => (seq === null ? [] : [{ seq, kind, id, body }]))
  return { epoch: first.epoch, number: first.number, rows: changes }
}

/** Where the organisation stands. */
export async function readPosition(db: Db, organisationId: OrganisationId): Promise<{ epoch: string; number: number }> {
  return await db
    .selectFrom('counter')
    .innerJoin('meta', (join) => join.onTrue())
    .select(['meta.epoch', 'counter.number'])
    .where('counter.organisationId', '=', organisationId)
    .executeTakeFirstOrThrow()
}

export async function readEpoch(db: Db): Promise<string> {
  return (await db.selectFrom('meta').select('epoch').executeTakeFirstOrThrow()).epoch
}
