import pg from 'pg'
import { expect, it, vi } from 'vitest'
import { openPostgres } from '../../../cloud/db/open.ts'
import { changesSchema } from '../../../shared/cloud-api.ts'
import { newPostgresDatabase, startCloud } from '../../support/cloud.ts'
import { Laptop, signUp } from '../../support/laptop.ts'

const ROWS = 20_000
const PAGE = 1000

/** Records in the feed as a large import leaves them, in any order on the disk. */
const GROWN = `
  with grown as (
    select row_number() over (order by random()) as place, gen_random_uuid() as id from generate_series(1, ${ROWS})
  )
  insert into feed (organisation_id, kind, id, seq, body)
  select $1, 'event', grown.id, counter.number + grown.place, '{"id":"' || grown.id || '"}'
  from counter cross join grown where counter.organisation_id = $1 order by grown.id`

const OTHERS = `
  select from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`

it.each([
  ['knows nothing of it', []],
  ['knows it as it was when it was small', ['analyze feed']],
] as const)(
  '[F1] a whole state is read page by page, each row once, right after the feed grew and PostgreSQL %s',
  async (_, before) => {
    const databaseUrl = await newPostgresDatabase()
    const cloud = await startCloud(await openPostgres(databaseUrl))
    const client = new pg.Client(databaseUrl)
    await client.connect()
    await client.query('alter table feed set (autovacuum_enabled = off)')
    const laptop = new Laptop(cloud, await signUp(cloud))
    for (const statement of before) await client.query(statement)
    await client.query(GROWN, [laptop.organisationId])
    await client.query('update counter set number = number + $2 where organisation_id = $1', [
      laptop.organisationId,
      ROWS,
    ])
    await client.query("select pg_stat_reset_single_table_counters('feed'::regclass)")
    let rows = 0
    for (let cursor = '', more = true; more; ) {
      const answer = await laptop.ask('GET', `/v1/changes?limit=${PAGE}${cursor}`)
      const page = changesSchema.parse(answer.json())
      rows += page.changes.length
      more = page.more
      cursor = `&cursor=${page.cursor}`
    }
    // The end of a connection is when PostgreSQL has certainly counted what was done on it.
    await cloud.close()
    await vi.waitFor(async () => expect((await client.query(OTHERS)).rowCount).toBe(0), { timeout: 30_000 })
    const { rows: counts } = await client.query<{ readonly read: string }>(
      "select seq_tup_read + idx_tup_fetch as read from pg_stat_user_tables where relname = 'feed'",
    )
    await client.end()
    expect(rows).toBeGreaterThan(ROWS)
    const read = Number(counts[0]?.read)
    expect(read).toBeGreaterThanOrEqual(rows)
    // With a page goes one row of the next, which tells that there is more.
    expect(read).toBeLessThan(1.1 * rows)
  },
)
