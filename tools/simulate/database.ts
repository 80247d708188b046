import { renewEpoch } from '../../cloud/db/feed.ts'
import { openPglite } from '../../cloud/db/open.ts'
import { Clockwork } from './clockwork.ts'
import { type PLANS, START_MS } from './scene.ts'
import { forgetStatements, query } from './stand-ins/pglite.ts'
import { surround } from './surroundings.ts'

/** What an operator does with the database by hand. The cloud must be down for all but `backUp`. */
export const operator = {
  async backUp(): Promise<void> {
    await query('drop schema if exists backup cascade')
    await query('create schema backup')
    for (const table of await tables()) await query(`create table backup."${table}" as table public."${table}"`)
  },

  /** @returns whether there was a backup */
  async restore(): Promise<boolean> {
    const rows = await query("select 1 from pg_namespace where nspname = 'backup'")
    if (rows.length === 0) return false
    const all = await tables()
    await query(`truncate ${all.map((table) => `"${table}"`).join(', ')} cascade`)
    await query('set session_replication_role = replica')
    for (const table of all) await query(`insert into "${table}" select * from backup."${table}"`)
    await query('set session_replication_role = origin')
    await renewEpoch((await openPglite()).db)
    return true
  },
}

/** Without the months of passings, which are parts of one. */
async function tables(): Promise<readonly string[]> {
  const rows = await query<{ readonly name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
      order by c.relname`,
  )
  return rows.map(({ name }) => name)
}

/** Makes the database of this process, once; it stands outside of every story, but in none does it know of a real time. */
export async function prepareDatabase(): Promise<void> {
  surround({ seed: 0, clockwork: new Clockwork(START_MS) })
  await openPglite()
}

/** Empties the database of all that the programs before put into it. */
export async function emptyDatabase(): Promise<void> {
  await forgetStatements()
  await query('drop schema if exists backup cascade')
  const rows = await query<{ readonly name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename ~ '^passing_[0-9]{4}_[0-9]{2}$'",
  )
  for (const { name } of rows) await query(`drop table "${name}"`)
  await query(`truncate ${(await tables()).map((table) => `"${table}"`).join(', ')} cascade`)
  await query(`insert into meta (epoch) values ('00000000-0000-4000-8000-000000000001')`)
}

/** As those who run the cloud change a plan; the organisation hears of it by its feed. */
export async function setPlan(id: string, { plan, allowance }: (typeof PLANS)[number]): Promise<void> {
  const body = `replace(replace(body, '"allowance":2', '"allowance":${allowance}'), '"FREE"', '"${plan}"')`
  await query(`update organisation set plan = '${plan}' where id = '${id}'`)
  await query(`update counter set number = number + 1 where organisation_id = '${id}'`)
  await query(`update feed set body = ${body}, seq = (select number from counter where organisation_id = '${id}')
    where organisation_id = '${id}' and kind = 'organisation'`)
}
