import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { buildApp } from '../../cloud/app.ts'
import { openPostgres } from '../../cloud/db/open.ts'
import { startCuttableNetwork } from '../../test/support/cuttable-network.ts'
import { openTestWindow } from '../../test/support/test-window.ts'
import { foundWith, give, type Laptop } from '../speed/found-organisation.ts'
import { type Figure, ownPeakMib, peakMibOf, timeOf } from './figure.ts'
import { type OwnCloud, PASSWORD, withOwnCloud } from './own-cloud.ts'
import { learnReplay, type Replay } from './same-sql.ts'

const CONNECTIONS = 8
const ORGANISATIONS = 16
const SECONDS = 8
const BOXES = 50
const LOOK_MS = 5

/** Always of the same box, so that two commands ask the database for the same. */
function edit(url: string, laptop: Laptop): Promise<void> {
  const [boxId] = laptop.boxIds
  return give(url, laptop, 'editBox', { boxId, alias: `Box ${randomUUID()}` })
}

/** The bare SQL of such a command, each for an organisation of its own, so that none waits for another's lock. */
async function replaysFor(own: OwnCloud, laptops: readonly Laptop[]): Promise<readonly Replay[]> {
  const database = await openPostgres(own.address, 1)
  const app = await buildApp({ ...own.cloud, db: database.db, database, log: pino({ level: 'silent' }) })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    const replays: Replay[] = []
    for (const laptop of laptops) replays.push(await learnReplay(() => edit(url, laptop)))
    return replays
  } finally {
    await app.close()
    await database.close()
  }
}

async function connected(address: string, many: number): Promise<readonly pg.Client[]> {
  const clients = Array.from({ length: many }, () => new pg.Client({ connectionString: address }))
  // Where a measurement fails, the database ends first: that isn't the error to be told.
  for (const client of clients) client.on('error', () => undefined)
  await Promise.all(clients.map((client) => client.connect()))
  return clients
}

async function rateOf(works: readonly (() => Promise<void>)[]): Promise<number> {
  const end = performance.now() + SECONDS * 1000
  let count = 0
  const again = async (work: () => Promise<void>) => {
    while (performance.now() < end) {
      await work()
      count += 1
    }
  }
  const ms = await timeOf(() => Promise.all(works.map(again)))
  return count / (ms / 1000)
}

/** Commands a second of one cloud process, beside the same SQL over eight connections. */
export function commandRate(): Promise<readonly Figure[]> {
  return withOwnCloud(async (own) => {
    const laptops: Laptop[] = []
    for (let index = 0; index < ORGANISATIONS; index += 1) laptops.push(await foundWith(own.cloud, BOXES))
    const { url, child } = await own.start()
    for (const laptop of laptops) await edit(url, laptop)
    const ours = await rateOf(laptops.map((laptop) => () => edit(url, laptop)))
    const peakMib = peakMibOf(child.process.pid)
    const replays = await replaysFor(own, laptops.slice(0, CONNECTIONS))
    const clients = await connected(own.address, CONNECTIONS)
    const pairs = clients.map((client, index) => ({ client, replay: replays[index] }))
    const limit = await rateOf(
      pairs.map(
        ({ client, replay }) =>
          async () =>
            void (await replay?.(client)),
      ),
    )
    await Promise.all(clients.map((client) => client.end()))
    const what = `commands/s of one cloud process, ${ORGANISATIONS} organisations`
    return [{ what, size: ORGANISATIONS, unit: '/s', ours, limit, reach: { atLeast: 0.5 }, peakMib }]
  })
}

/** Commands given offline, until all are confirmed, beside the same SQL of a bare client. */
export function offlineCommands(size: number): Promise<readonly Figure[]> {
  return withOwnCloud(async (own, folder) => {
    const founded = await foundWith(own.cloud, BOXES, PASSWORD)
    const { url } = await own.start()
    const network = await startCuttableNetwork(url)
    const window = await openTestWindow(folder, network.url)
    await window.call('signIn', { email: founded.email, password: PASSWORD })
    await window.until(() => !window.status().loading && window.all('box').length === BOXES, 'the first state')
    network.cut()
    await window.until(() => window.status().connection === 'offline', 'being offline')
    for (let index = 0; index < size; index += 1) {
      await window.give('editBox', { boxId: founded.boxIds[index % BOXES], alias: `Offline ${index}` })
    }
    network.mend()
    const ms = await timeOf(async () => {
      await window.call('syncNow', {})
      while (window.pending().length > 0) await sleep(LOOK_MS)
    })
    const peakMib = ownPeakMib()
    await window.stop()
    await network.close()
    const [replay] = await replaysFor(own, [await foundWith(own.cloud, BOXES)])
    const [client] = await connected(own.address, 1)
    if (replay === undefined || client === undefined) throw new Error('no client')
    const bareMs = await timeOf(async () => {
      for (let index = 0; index < size; index += 1) await replay(client)
    })
    await client.end()
    const [ours, limit] = [size / (ms / 1000), size / (bareMs / 1000)]
    return [
      {
        what: 'offline commands to the cloud and confirmed',
        size,
        unit: '/s',
        ours,
        limit,
        reach: { atLeast: 0.5 },
        peakMib,
      },
    ]
  })
}
