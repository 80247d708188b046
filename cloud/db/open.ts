import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { CamelCasePlugin, type Dialect, Kysely, PGliteDialect, sql } from 'kysely'
import pg from 'pg'
import { lockFolder } from './folder-lock.ts'
import { gatherWrites } from './gather-writes.ts'
import { type Listen, listenWithPg } from './listen.ts'
import { migrate } from './migrate.ts'
import { PipelinedDialect } from './pipelined.ts'
import type { Db, Tables } from './tables.ts'

export interface Database {
  readonly db: Db
  /** Hears what any process on this database told with `notify`. */
  readonly listen: Listen
  close(): Promise<void>
}

/** How PostgreSQL's text becomes a value, by type: times as ISO with milliseconds, days as they are. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.TIMESTAMPTZ]: (text) =>
    new Date(text.replace(' ', 'T').replace(/[+-]\d\d$/, '$&:00')).toISOString(),
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.DATE]: (text) => text,
}

/**
 * @param connections how many it works with at most; it listens on one more
 * @param listenString where to listen: past a pooler that passes connections on between transactions
 */
export async function openPostgres(
  connectionString: string,
  connections = 10,
  listenString = connectionString,
): Promise<Database> {
  const options: pg.PoolConfig = {
    connectionString,
    application_name: 'trackside',
    options: '-c TimeZone=UTC',
    // So that no firewall drops the connection that listens and is silent for hours, and that it ends where nobody answers.
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    // Whoever asked waits no longer either.
    connectionTimeoutMillis: 20_000,
    // A process that stands still, or whose computer is gone, keeps nobody waiting with the locks that it holds.
    idle_in_transaction_session_timeout: 15_000,
  }
  const pool = new pg.Pool({
    ...options,
    max: connections,
    // What is asked at once goes out at once, and is done in that order.
    pipeline: true,
    statement_timeout: 30_000,
    types: { getTypeParser: (oid, format) => PARSERS[oid] ?? pg.types.getTypeParser(oid, format) },
  })
  // A connection that breaks is replaced at its next use, and a query that was under way on it fails by itself; but an
  // error that nobody listens to would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    gatherWrites(client.connection.stream)
  })
  const db = kyselyOn(new PipelinedDialect({ pool }))
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw new Error(`the database of DATABASE_URL can’t be used: ${reasonOf(error)}`, { cause: error })
  }
  return { db, listen: listenWithPg({ ...options, connectionString: listenString }), close: () => db.destroy() }
}

/** Where a name has several addresses, and nobody answers at any, there is a code alone. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause !== undefined) return reasonOf(error.cause)
  return error.message || ('code' in error ? String(error.code) : error.name)
}

/** Embedded, for demo and tests: one connection, no fsync. In memory where there is no `folder`. */
export async function openPglite(folder?: string): Promise<Database> {
  if (folder !== undefined) await mkdir(folder, { recursive: true })
  const unlock = folder === undefined ? undefined : lockFolder(folder)
  const pglite = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: join(folder, 'database') }),
    parsers: PARSERS,
  })
  const db = kyselyOn(new PGliteDialect({ pglite }))
  await migrate(db)
  return {
    db,
    listen: (channel, onMessage) => pglite.listen(channel, onMessage),
    async close() {
      await db.destroy()
      unlock?.()
    },
  }
}

function kyselyOn(dialect: Dialect): Db {
  return new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
}

export async function isReachable(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    return false
  }
}
