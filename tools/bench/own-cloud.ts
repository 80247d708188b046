import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../cloud/clock.ts'
import type { Cloud } from '../../cloud/cloud.ts'
import { configWith } from '../../cloud/config.ts'
import { openPostgres } from '../../cloud/db/open.ts'
import { type Child, cloudAddress, startChild } from '../../test/support/child.ts'
import { startOwnPostgres } from '../../test/support/own-postgres.ts'

export const PASSWORD = 'bench-password-1'
/** What limits people and programs isn't what is measured. */
const LIMIT_FACTOR = 1000

export interface OwnCloud {
  /** Of the database. */
  readonly address: string
  /** To fill the database by the cloud's own statements, in this process. */
  readonly cloud: Cloud
  /** A cloud's process on that database. */
  start(): Promise<{ readonly url: string; readonly child: Child }>
}

/** A PostgreSQL with durable commits, as it comes, for as long as `work` goes on. */
export async function withOwnCloud<T>(work: (own: OwnCloud, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'trackside-bench-'))
  const postgres = await startOwnPostgres()
  const database = await openPostgres(postgres.url)
  const children: Child[] = []
  try {
    return await work(
      {
        address: postgres.url,
        cloud: { db: database.db, clock: systemClock(), config: configWith(LIMIT_FACTOR) },
        async start() {
          const env = { DATABASE_URL: postgres.url, LOG_LEVEL: 'error' }
          const child = startChild('cloud/main.ts', ['--port', '0'], env)
          children.push(child)
          return { url: await cloudAddress(child), child }
        },
      },
      folder,
    )
  } finally {
    for (const child of children) await child.end()
    await database.close()
    await postgres.end()
    rmSync(folder, { recursive: true, force: true })
  }
}
