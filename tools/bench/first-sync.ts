import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { openDatabase } from '../../electron/core/store/open.ts'
import { openTestWindow } from '../../test/support/test-window.ts'
import { foundWith } from '../speed/found-organisation.ts'
import { type Figure, ownPeakMib, timeOf } from './figure.ts'
import { PASSWORD, withOwnCloud } from './own-cloud.ts'

const LOOK_MS = 5

/** The tables that a first sync fills, as `electron/core/store/migrations.ts` makes them. */
const TABLES = `
  CREATE TABLE record (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
  CREATE TABLE history (id TEXT PRIMARY KEY, box_id TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX history_by_box ON history (box_id, at, id);
  CREATE INDEX history_by_time ON history (at, id);`

/** From an answered sign-in until all is durable and shown, beside the same rows put in by bare better-sqlite3. */
export function firstSync(size: number): Promise<readonly Figure[]> {
  return withOwnCloud(async (own, folder) => {
    // Each box comes with a step of its history.
    const founded = await foundWith(own.cloud, size / 2, PASSWORD)
    const { url } = await own.start()
    const window = await openTestWindow(folder, url)
    await window.call('signIn', { email: founded.email, password: PASSWORD })
    const ms = await timeOf(async () => {
      while (window.status().loading || window.status().lastSyncedAt === undefined) await sleep(LOOK_MS)
    })
    const boxes = window.all('box').length
    if (boxes !== size / 2) throw new Error(`${boxes} boxes came`)
    const peakMib = ownPeakMib()
    await window.stop()
    const bareMs = insertAgain(folder)
    const [ours, limit] = [size / (ms / 1000), size / (bareMs / 1000)]
    const what = 'first sync: records/s, cloud to durable SQLite'
    return [{ what, size, unit: '/s', ours, limit, reach: { atLeast: 0.5 }, peakMib }]
  })
}

/** @returns in how many ms the rows that came go into an empty file, in one transaction */
function insertAgain(folder: string): number {
  const [file = ''] = readdirSync(join(folder, 'members')).filter((name) => name.endsWith('.db'))
  const came = new Database(join(folder, 'members', file), { readonly: true })
  const records = came.prepare('SELECT kind, id, body FROM record').raw().all()
  const steps = came.prepare('SELECT id, box_id, at, body FROM history').raw().all()
  came.close()
  const bare = openDatabase(join(folder, 'bare.db'), [TABLES])
  const putRecord = bare.prepare('INSERT INTO record VALUES (?, ?, ?)')
  const putStep = bare.prepare('INSERT INTO history VALUES (?, ?, ?, ?)')
  const began = performance.now()
  bare.transaction(() => {
    for (const row of records) putRecord.run(row)
    for (const row of steps) putStep.run(row)
  })()
  const ms = performance.now() - began
  bare.close()
  return ms
}
