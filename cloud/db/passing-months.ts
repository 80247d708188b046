import { sql } from 'kysely'
import type { Db, Tx } from './tables.ts'

/** Any number that nothing else locks: two processes that make the same month take turns. */
const MONTHS_LOCK = 7_230_402

/** Makes the table that holds the passings stamped in this month, `YYYY-MM`, unless it is there. */
export async function makeMonth(trx: Tx, month: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(MONTHS_LOCK)})`.execute(trx)
  const name = `passing_${month.replace('-', '_')}`
  if (await exists(trx, name)) return
  const table = sql.table(name)
  const from = `${month}-01T00:00:00Z`
  const to = `${monthAfter(month, 1)}-01T00:00:00Z`
  // Who stores waits from here on: one that had chosen the default already would fail. Then who reads waits, too.
  await sql`lock table passing in share row exclusive mode`.execute(trx)
  await sql`lock table passing_default in access exclusive mode`.execute(trx)
  await sql`create table ${table} (like passing including all)`.execute(trx)
  await sql`with moved as (delete from passing_default where at >= ${from} and at < ${to} returning *)
    insert into ${table} select * from moved`.execute(trx)
  const range = sql`from (${sql.lit(from)}) to (${sql.lit(to)})`
  await sql`alter table passing attach partition ${table} for values ${range}`.execute(trx)
}

async function exists(db: Db, table: string): Promise<boolean> {
  const { rows } = await sql<{ readonly there: boolean }>`select to_regclass(${table}) is not null as there`.execute(db)
  return rows[0]?.there === true
}

/** @param month `YYYY-MM` */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}
