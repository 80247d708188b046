import pg from 'pg'
import { expect, it, vi } from 'vitest'
import { newPostgresDatabase } from '../../support/cloud.ts'
import { askAllAgain, letLoose } from '../../support/crowd/crowd.ts'
import { follow, hearing } from '../../support/crowd/readers.ts'
import { findingsOf, setScene, startProcess } from '../../support/crowd/scene.ts'
import { Laptop } from '../../support/laptop.ts'
import { HAS_PGBOUNCER, startPgbouncer } from '../../support/pgbouncer.ts'
import { KINDS, sorted } from '../../support/world.ts'

/** Of two clouds, which would have eight without it. */
const SERVER_CONNECTIONS = 4

it.skipIf(!HAS_PGBOUNCER)(
  '[F5] PgBouncer, between transactions: a crowd works through few connections, and who listens hears of it',
  { timeout: 180_000 },
  async () => {
    const databaseUrl = await newPostgresDatabase()
    const scene = await setScene(databaseUrl, { organisations: 4, laptopsEach: 4 })
    // As docs/operations.md has it.
    const through = await startPgbouncer(databaseUrl, [
      'pool_mode=transaction',
      `default_pool_size=${SERVER_CONNECTIONS}`,
      'ignore_startup_parameters=statement_timeout,idle_in_transaction_session_timeout,options',
    ])
    const env = { DATABASE_LISTEN_URL: databaseUrl }
    const processes = [await startProcess(through, { env }), await startProcess(through, { env })]
    const [near = '', far = ''] = processes.map(({ url }) => url)
    const sides = [...new Set(scene.members.map(({ side }) => side))]
    const readers = sides.map(({ person }) => new Laptop({ url: near } as never, person))
    const state = { isOver: false }
    const following = readers.map((reader) => follow(reader, () => state.isOver))
    const story = await letLoose(scene.members, { urls: () => [near, far], commands: 10, seed: 7 })
    state.isOver = true
    await Promise.all(following)

    expect(await findingsOf(scene, story)).toEqual([])
    expect(story.told).toHaveLength(16 * 10)
    expect(await askAllAgain(story, far)).toEqual([])
    for (const [index, { person }] of sides.entries()) {
      await vi.waitFor(async () => {
        const [reader, fresh] = [readers[index], new Laptop({ url: far } as never, person)]
        await Promise.all([reader?.sync(), fresh.sync()])
        for (const kind of KINDS.filter((one) => one !== 'installation'))
          expect(reader && sorted(reader.records, kind)).toEqual(sorted(fresh.records, kind))
      }, 30_000)
    }
    const [member] = scene.members
    if (member === undefined) throw new Error('nobody is there')
    await hearing(near, member, async () => {
      await new Laptop({ url: far } as never, member.side.person).createEvent()
    })
    const client = new pg.Client(databaseUrl)
    await client.connect()
    const { rowCount } = await client.query(
      "select from pg_stat_activity where datname = current_database() and application_name = 'trackside' and query not ilike 'listen%'",
    )
    await client.end()
    expect(rowCount).toBeGreaterThan(0)
    expect(rowCount).toBeLessThanOrEqual(SERVER_CONNECTIONS)
  },
)
