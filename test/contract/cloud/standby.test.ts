import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { changesSchema } from '../../../shared/cloud-api.ts'
import { askAllAgain, letLoose } from '../../support/crowd/crowd.ts'
import { follow } from '../../support/crowd/readers.ts'
import { findingsOf, setScene, startProcess } from '../../support/crowd/scene.ts'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { Laptop } from '../../support/laptop.ts'
import { startOwnPostgres } from '../../support/own-postgres.ts'
import { KINDS, sorted } from '../../support/world.ts'

// Loans of those who lend late end within this time.
const SETTLED_MS = 30_000

/** Long enough for the clouds to meet a standby that takes nothing yet, and doesn’t let them listen. */
const UNPROMOTED_MS = 1500

it('[F5] PostgreSQL is lost under load, and its standby takes over: nothing acknowledged is missing, nobody begins anew', {
  timeout: 180_000,
}, async () => {
  const postgres = await startOwnPostgres({ settings: ['track_commit_timestamp=on'] })
  onTestFinished(() => postgres.end())
  const scene = await setScene(postgres.url, { organisations: 4, laptopsEach: 4 })
  const standby = await postgres.standBy()
  // As an address that is moved to another computer.
  const wire = await startCuttableNetwork(postgres.url)
  onTestFinished(() => wire.close())
  const address = new URL(postgres.url)
  address.port = new URL(wire.url).port
  const urls = (await Promise.all([startProcess(address.href), startProcess(address.href)])).map(({ url }) => url)
  const sides = [...new Set(scene.members.map(({ side }) => side))]
  const laptopAt = (index: number, { person }: (typeof sides)[number]) =>
    new Laptop({ url: urls[index % 2] } as never, person)
  const readers = sides.map((side, index) => laptopAt(index, side))
  for (const reader of readers) await reader.sync()
  const state = { isOver: false, taking: Promise.resolve() }
  const following = readers.map((reader) => follow(reader, () => state.isOver))
  const cursors: (string | undefined)[] = []
  const takeOver = async () => {
    postgres.lose()
    cursors.push(...readers.map(({ cursor }) => cursor))
    wire.leadTo(standby.url)
    await sleep(UNPROMOTED_MS)
    await standby.promote()
  }
  const story = await letLoose(scene.members, {
    urls: () => urls,
    commands: 10,
    seed: 5,
    onAnswer: (answers) => {
      if (answers === 60) state.taking = takeOver()
    },
  })
  await state.taking
  state.isOver = true
  await Promise.all(following)

  expect(await findingsOf({ ...scene, databaseUrl: standby.url }, story)).toEqual([])
  expect(story.told).toHaveLength(16 * 10)
  expect(cursors).toHaveLength(readers.length)
  expect(await askAllAgain(story, urls[0] ?? '')).toEqual([])
  // Each process listens once: what it tried in vain is closed.
  expect(await countListening(standby.url)).toBe(urls.length)
  for (const [index, side] of sides.entries()) {
    const reader = readers[index] ?? laptopAt(0, side)
    const page = await reader.ask('GET', `/v1/changes?cursor=${cursors[index]}`)
    expect(changesSchema.parse(page.json()).reset).toBe(false)
    await vi.waitFor(async () => {
      const fresh = laptopAt(index + 1, side)
      await Promise.all([reader.sync(), fresh.sync()])
      for (const kind of KINDS.filter((one) => one !== 'installation'))
        expect(sorted(reader.records, kind)).toEqual(sorted(fresh.records, kind))
    }, SETTLED_MS)
  }
})

async function countListening(databaseUrl: string): Promise<number> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const { rowCount } = await client.query("select from pg_stat_activity where query ilike 'listen%'")
  await client.end()
  return rowCount ?? 0
}
