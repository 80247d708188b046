import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import pg from 'pg'
import { openTestWindow } from '../../test/support/test-window.ts'
import { foundWith } from '../speed/found-organisation.ts'
import { type Figure, ownPeakMib, percentile, timeOf } from './figure.ts'
import { PASSWORD, withOwnCloud } from './own-cloud.ts'

const PAUSE_MS = 20

/** A change made on one laptop until another one shows it, beside what it can't do without. */
export function visibleElsewhere(size: number): Promise<readonly Figure[]> {
  return withOwnCloud(async (own, folder) => {
    const founded = await foundWith(own.cloud, 10, PASSWORD)
    const { url } = await own.start()
    const open = async (name: string) => {
      const window = await openTestWindow(join(folder, name), url)
      await window.call('signIn', { email: founded.email, password: PASSWORD })
      await window.until(() => !window.status().loading && window.status().connection === 'online', 'being online')
      return window
    }
    const [one, other] = [await open('one'), await open('other')]
    const [boxId = ''] = founded.boxIds
    const [times, least]: [number[], number[]] = [[], []]
    const floor = await openFloor(own.address, url, folder)
    for (let round = 0; round < size; round += 1) {
      const alias = `Round ${round}`
      const seen = other.until(() => other.find('box', (box) => box.id === boxId)?.alias === alias, alias)
      times.push(await timeOf(() => Promise.all([one.give('editBox', { boxId, alias }), seen])))
      least.push(await floor.time())
      await sleep(PAUSE_MS)
    }
    await floor.end()
    const peakMib = ownPeakMib()
    await Promise.all([one.stop(), other.stop()])
    const limit = percentile(least, 0.5)
    const figure = { size, unit: 'ms', limit, peakMib }
    const what = 'a change is visible on another laptop'
    return [
      { ...figure, what: `${what}, p50`, ours: percentile(times, 0.5), reach: { atMost: 4 } },
      { ...figure, what: `${what}, p99`, ours: percentile(times, 0.99), reach: { atMost: 15 } },
    ]
  })
}

/** An empty round trip over HTTP, and one durable commit each: on both laptops, and in the cloud. */
async function openFloor(address: string, url: string, folder: string) {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  await client.query('create table floor (number integer)')
  const file = new Database(join(folder, 'floor.db'))
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  file.exec('CREATE TABLE floor (number INTEGER)')
  const insert = file.prepare('INSERT INTO floor VALUES (1)')
  return {
    time: () =>
      timeOf(async () => {
        insert.run()
        await (await fetch(`${url}/healthz`)).text()
        await client.query('insert into floor values (1)')
        insert.run()
      }),
    async end() {
      await client.end()
      file.close()
    },
  }
}
