import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { buildApp } from '../../cloud/app.ts'
import { TestClock } from '../../cloud/clock.ts'
import { type Config, configWith } from '../../cloud/config.ts'
import { type Database, openPglite, openPostgres } from '../../cloud/db/open.ts'
import './postgres-setup.ts'
import { copyOfTemplate } from './templates.ts'

/** Every contract of the cloud holds on both. */
export const DATABASES = ['PGlite', 'PostgreSQL'] as const

export interface RunningCloud {
  readonly url: string
  readonly database: Database
  readonly clock: TestClock
  /** Lets time pass in the cloud, which settles what is due before this resolves. */
  advance(ms: number): Promise<void>
  close(): Promise<void>
}

export interface CloudOptions {
  /** As many times the limits as usual. */
  readonly limitFactor?: number
  /** Another cloud's, to be a second process on its database. */
  readonly clock?: TestClock
  /** In place of the usual. */
  readonly config?: Partial<Config>
  /** Hears each line of the log. */
  readonly onLog?: (line: string) => void
}

export async function openDatabase(kind: (typeof DATABASES)[number]): Promise<Database> {
  return kind === 'PGlite' ? await openCopiedPglite() : await openPostgres(await newPostgresDatabase())
}

/** An empty one: to make its files from nothing takes seconds, to copy them a tenth of one. */
async function openCopiedPglite(): Promise<Database> {
  const folder = await copyOfTemplate('pglite', async (template) => await (await openPglite(template)).close())
  const database = await openPglite(folder)
  let closed: Promise<void> | undefined
  async function close() {
    await database.close()
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
  // A cloud closes its database, and a test may do so, too.
  return {
    ...database,
    close() {
      closed ??= close()
      return closed
    },
  }
}

/** A new database on the PostgreSQL of this run. */
export async function newPostgresDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(`${inject('postgresUrl')}/postgres`)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return `${inject('postgresUrl')}/${name}`
}

/** The cloud behind real HTTP, in this process, so that a test can reach its clock and its database. */
export async function startCloud(database: Database, options: CloudOptions = {}): Promise<RunningCloud> {
  const clock = options.clock ?? new TestClock()
  const { onLog } = options
  const log = onLog ? pino({ level: 'trace' }, { write: onLog }) : pino({ level: 'silent' })
  const config = { ...configWith(options.limitFactor ?? 1000), ...options.config }
  const app = await buildApp({ db: database.db, database, clock, config, log })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    database,
    clock,
    async advance(advanceMs) {
      const response = await fetch(`${url}/v1/test/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advanceMs }),
      })
      if (!response.ok) throw new Error(`the clock answered ${response.status}`)
    },
    async close() {
      await app.close()
      await database.close()
    },
  }
}
