import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { configWith } from '../../../cloud/config.ts'
import { openPostgres } from '../../../cloud/db/open.ts'
import { type Child, cloudAddress, startChild } from '../child.ts'
import { startCloud } from '../cloud.ts'
import { findNotAsTold } from './as-told.ts'
import { findInTables, keepCommitLog, replayCommits } from './commit-log.ts'
import type { CrowdStory } from './crowd.ts'
import { type CrowdSize, gatherCrowd, type Member } from './people.ts'

/** Each process’s. */
const CONNECTIONS = 4

export interface Scene {
  readonly databaseUrl: string
  readonly members: readonly Member[]
  readonly allowances: ReadonlyMap<string, number | null>
}

/** A crowd on an empty database, and a log of all that is committed from then on. */
export async function setScene(databaseUrl: string, size: CrowdSize): Promise<Scene> {
  const cloud = await startCloud(await openPostgres(databaseUrl))
  await keepCommitLog(databaseUrl)
  const { db } = cloud.database
  const members = await gatherCrowd(cloud, size)
  await sql`create sequence numbers start with 1000 increment by 50`.execute(db)
  // So that what waits in a circle is found at once.
  await sql`alter database ${sql.id(new URL(databaseUrl).pathname.slice(1))} set deadlock_timeout = '50ms'`.execute(db)
  const { plans } = configWith(1)
  const rows = await db.selectFrom('organisation').select(['id', 'plan']).execute()
  await cloud.close()
  return { databaseUrl, members, allowances: new Map(rows.map(({ id, plan }) => [id, plans[plan]])) }
}

export async function startProcess(
  databaseUrl: string,
  { program = 'cloud/main.ts', connections = CONNECTIONS, env = {} as Readonly<Record<string, string>> } = {},
): Promise<{ child: Child; url: string }> {
  const usual = { DATABASE_URL: databaseUrl, DATABASE_CONNECTIONS: String(connections), LOG_LEVEL: 'warn' }
  const child = startChild(program, ['--port', '0'], { ...usual, ...env })
  onTestFinished(() => child.end('SIGKILL'))
  return { child, url: await cloudAddress(child) }
}

/** All that is wrong after a story, by kind. */
export async function findingsOf(scene: Scene, story: CrowdStory): Promise<readonly string[]> {
  const { databaseUrl, allowances, members } = scene
  return [
    ...story.findings,
    ...(await replayCommits(databaseUrl, allowances)),
    ...(await findInTables(databaseUrl)),
    ...(await findNotAsTold(databaseUrl, members, story)),
  ]
}
