import { randomUUID } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { ask, foundWith, give } from '../speed/found-organisation.ts'
import { type Figure, peakMibOf, timeOf } from './figure.ts'
import { withOwnCloud } from './own-cloud.ts'

/** As many as a laptop sends at once. */
const BATCH = 5000
const CHIPS = 4000

function made(total: number, startMs: number): readonly object[] {
  return Array.from({ length: total }, (_, index) => ({
    at: new Date(startMs + index).toISOString(),
    number: index + 1,
    chip: `E2801160600002${String(index % CHIPS).padStart(8, '0')}`,
    ...{ antenna: 1 + (index % 4), rssi: -60 + (index % 20), latitude: 40.4, longitude: -3.7 },
    receivedAt: new Date(startMs + index).toISOString(),
  }))
}

/** Over HTTP into PostgreSQL, beside COPY of the same rows into a table of the same shape. */
export function passingsIntoCloud(size: number): Promise<readonly Figure[]> {
  return withOwnCloud(async (own, folder) => {
    const laptop = await foundWith(own.cloud, 2)
    const { url, child } = await own.start()
    const [boxId = '', warmBoxId = ''] = laptop.boxIds
    const post = async (box: string, total: number) => {
      const sessionId = randomUUID()
      await give(url, laptop, 'startSession', { sessionId, boxId: box })
      const passings = made(total, Date.now())
      return await timeOf(async () => {
        for (let from = 0; from < total; from += BATCH) {
          const part = { boxId: box, sessionId, passings: passings.slice(from, from + BATCH) }
          const { stored } = JSON.parse(await ask(url, laptop, '/v1/passings', part)) as { stored: number }
          if (stored !== part.passings.length) throw new Error(`${stored} stored`)
        }
      })
    }
    await post(warmBoxId, BATCH)
    const ms = await post(boxId, size)
    const peakMib = peakMibOf(child.process.pid)
    const copyMs = await copyAgain(own.address, folder, boxId)
    const [ours, limit] = [size / (ms / 1000), size / (copyMs / 1000)]
    return [{ what: 'passings/s into the cloud', size, unit: '/s', ours, limit, reach: { atLeast: 0.3 }, peakMib }]
  })
}

async function copyAgain(address: string, folder: string, boxId: string): Promise<number> {
  // The database may be another user's process.
  chmodSync(folder, 0o777)
  const file = join(folder, 'rows.csv')
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  await client.query(`copy (select * from passing where box_id = '${boxId}' order by seq) to '${file}' csv`)
  await client.query('create table copied (like passing including all) partition by range (at)')
  await client.query('create table copied_default partition of copied default')
  const ms = await timeOf(() => client.query(`copy copied from '${file}' csv`))
  await client.end()
  return ms
}
