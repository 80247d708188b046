import { sql } from 'kysely'
import { statements as first } from './migrations/0001-first.ts'
import { statements as groupsAndPeople } from './migrations/0002-groups-and-people.ts'
import { statements as tickets } from './migrations/0003-tickets.ts'
import { statements as liveTiming } from './migrations/0004-live-timing.ts'
import { statements as deviceSessions } from './migrations/0005-device-sessions.ts'
import { statements as commandsById } from './migrations/0006-commands-by-id.ts'
import { statements as feedPurge } from './migrations/0007-feed-purge.ts'
import type { Db } from './tables.ts'
import { transact } from './transact.ts'

/** Only ever added to. */
const MIGRATIONS = [
  { name: '0001-first', statements: first },
  { name: '0002-groups-and-people', statements: groupsAndPeople },
  { name: '0003-tickets', statements: tickets },
  { name: '0004-live-timing', statements: liveTiming },
  { name: '0005-device-sessions', statements: deviceSessions },
  { name: '0006-commands-by-id', statements: commandsById },
  { name: '0007-feed-purge', statements: feedPurge },
] as const

/** Any number that nothing else locks: two processes that start at once take turns. */
const MIGRATION_LOCK = 7_230_401

/**
 * Brings the tables up to date, or refuses to touch what a newer program made. All in one transaction, which begins with
 * what every command locks first: so it waits for those of the version before, and they for it, but not in a circle.
 */
export async function migrate(db: Db): Promise<void> {
  await transact(db, async (trx) => {
    // For large tables, and while another process is at it.
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx)
    await sql`create table if not exists migration (name text primary key, done_at timestamptz not null default now())`.execute(
      trx,
    )
    const { rows } = await sql<{ name: string }>`select name from migration`.execute(trx)
    const done = new Set(rows.map((row) => row.name))
    const unknown = [...done].find((name) => MIGRATIONS.every((migration) => migration.name !== name))
    if (unknown !== undefined) throw new Error(`the database was made by a newer version of the cloud (${unknown})`)
    const missing = MIGRATIONS.filter((migration) => !done.has(migration.name))
    if (done.size > 0 && missing.length > 0)
      await sql`lock table installation, counter in access exclusive mode`.execute(trx)
    for (const { name, statements } of missing) {
      for (const statement of statements) await sql.raw(statement).execute(trx)
      await sql`insert into migration (name) values (${name})`.execute(trx)
    }
  })
}
