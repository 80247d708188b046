import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import pg from 'pg'
import { startChild } from '../../test/support/child.ts'
import { foundWith } from '../speed/found-organisation.ts'
import { type Figure, peakMibOf, percentile, timeOf } from './figure.ts'
import { openOnline } from './open-online.ts'
import { PASSWORD, withOwnCloud } from './own-cloud.ts'

const PAUSE_MS = 20
const NS_A_MS = 1e6

/** A change made on one laptop until another one, a process of its own, shows it, beside what it can't do without. */
export function visibleElsewhere(size: number): Promise<readonly Figure[]> {
  return withOwnCloud(async (own, folder) => {
    const founded = await foundWith(own.cloud, 10, PASSWORD)
    const { url } = await own.start()
    const who = { email: founded.email, password: PASSWORD }
    const [boxId = ''] = founded.boxIds
    const one = await openOnline(join(folder, 'one'), url, who)
    const program = 'tools/bench/other-laptop.ts'
    const other = startChild(program, [join(folder, 'other'), url, who.email, who.password, boxId])
    await other.line(/^online$/)
    const [times, least]: [number[], number[]] = [[], []]
    const floor = await openFloor(own.address, url, folder)
    for (let round = 0; round < size; round += 1) {
      const alias = `Round ${round}`
      // This clock is the same one in all processes.
      const began = process.hrtime.bigint()
      const seen = other.line(new RegExp(`^${alias} at (\\d+)$`))
      const [[, at = '']] = await Promise.all([seen, one.give('editBox', { boxId, alias })])
      times.push(Number(BigInt(at) - began) / NS_A_MS)
      least.push(await floor.time())
      await sleep(PAUSE_MS)
    }
    await floor.end()
    const peakMib = peakMibOf(other.process.pid)
    await Promise.all([one.stop(), other.end('SIGKILL')])
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
