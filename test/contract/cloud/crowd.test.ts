import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../cloud/clock.ts'
import { configWith } from '../../../cloud/config.ts'
import { openPostgres } from '../../../cloud/db/open.ts'
import { purgeFeed } from '../../../cloud/feed-purge.ts'
import { newPostgresDatabase } from '../../support/cloud.ts'
import { type Bug, copyWithBugs } from '../../support/crowd/broken-cloud.ts'
import { countDeadlocks } from '../../support/crowd/commit-log.ts'
import { askAllAgain, type CrowdStory, letLoose } from '../../support/crowd/crowd.ts'
import type { CrowdSize } from '../../support/crowd/people.ts'
import { hearing } from '../../support/crowd/readers.ts'
import { findingsOf, setScene as setSceneOn, startProcess } from '../../support/crowd/scene.ts'
import { Laptop } from '../../support/laptop.ts'
import { KINDS, sorted } from '../../support/world.ts'

// For a machine that is busy: with two cores to itself all of it takes less than a minute.
const TIMEOUT_MS = 180_000
/** Long enough for the last loans of those who lend late to end. */
const SETTLED_MS = 30_000

const setScene = async (size: CrowdSize) => await setSceneOn(await newPostgresDatabase(), size)

function count(story: CrowdStory, ...statuses: readonly string[]): number {
  return story.told.filter(({ status }) => statuses.includes(status)).length
}

/** 64 laptops, two processes with four connections each, one PostgreSQL. */
describe('a crowd', { timeout: TIMEOUT_MS }, () => {
  it('[L6] [L8] [F3] [F5] finds each box with one holder, every plan kept, and every number in its place', async () => {
    const scene = await setScene({ organisations: 8, laptopsEach: 8 })
    const processes = [await startProcess(scene.databaseUrl), await startProcess(scene.databaseUrl)]
    const urls = processes.map(({ url }) => url)
    const sides = [...new Set(scene.members.map(({ side }) => side))]
    const laptopAt = (index: number, { person }: (typeof sides)[number]) =>
      new Laptop({ url: urls[index % 2] } as never, person)
    const readers = sides.map((side, index) => laptopAt(index, side))
    const state = { isOver: false }
    const follow = async (reader: Laptop) => {
      while (!state.isOver) await reader.sync(7)
    }
    const following = [...readers.map(follow), forgetMeanwhile(scene.databaseUrl, () => state.isOver)]
    const story = await letLoose(scene.members, { urls: () => urls, commands: 10, seed: 1 })
    state.isOver = true
    await Promise.all(following)

    expect(await findingsOf(scene, story)).toEqual([])
    expect(await askAllAgain(story, urls[1] ?? '')).toEqual([])
    for (const [index, side] of sides.entries()) {
      const reader = readers[index] ?? laptopAt(0, side)
      // Again where a loan ended between the two: what a reader misses, it misses for good.
      await vi.waitFor(async () => {
        const fresh = laptopAt(index + 1, side)
        await Promise.all([reader.sync(7), fresh.sync()])
        for (const kind of KINDS.filter((one) => one !== 'installation'))
          expect(sorted(reader.records, kind)).toEqual(sorted(fresh.records, kind))
      }, SETTLED_MS)
    }
    await Promise.all(processes.map(({ child }) => child.end()))
    expect(await countDeadlocks(scene.databaseUrl)).toBe(0)
    // It was a crowd indeed.
    expect(story.told).toHaveLength(64 * 10)
    const happened = ['accepted', 'PLAN_LIMIT', 'BOX_RESERVED', 'TOKEN_EXPIRED']
    for (const status of happened) expect([status, count(story, status) > 0]).toEqual([status, true])
  })

  it('[F5] kill -9 of one process after another loses nothing that was acknowledged, and does nothing twice', async () => {
    const scene = await setScene({ organisations: 6, laptopsEach: 4 })
    const processes = [await startProcess(scene.databaseUrl), await startProcess(scene.databaseUrl)]
    const restarts: Promise<void>[] = []
    const killAndRestart = async (index: number) => {
      await processes[index]?.child.end('SIGKILL')
      processes[index] = await startProcess(scene.databaseUrl)
    }
    const story = await letLoose(scene.members, {
      urls: () => processes.map(({ url }) => url),
      commands: 12,
      seed: 2,
      onAnswer: (answers) => {
        if (answers === 80 || answers === 160) restarts.push(killAndRestart(answers / 80 - 1))
      },
    })
    await Promise.all(restarts)
    expect(restarts).toHaveLength(2)
    expect(story.repeated).toBeGreaterThan(0)
    expect(story.told).toHaveLength(24 * 12)
    expect(await findingsOf(scene, story)).toEqual([])
    const [near = '', far = ''] = processes.map(({ url }) => url)
    expect(await askAllAgain(story, near)).toEqual([])
    // Who listens at one process hears of what is done at the other.
    const [member] = scene.members
    if (member === undefined) throw new Error('nobody is there')
    await hearing(near, member, async () => {
      await new Laptop({ url: far } as never, member.side.person).createEvent()
    })
  })
})

/** Meanwhile what went half a second ago is forgotten, so that some readers go on and some begin anew. */
async function forgetMeanwhile(databaseUrl: string, isOver: () => boolean): Promise<void> {
  const { db, close } = await openPostgres(databaseUrl, 1)
  while (!isOver()) {
    await purgeFeed({ db, clock: systemClock(), config: { ...configWith(1), deletionsKeptMs: 500 } })
    await sleep(100)
  }
  expect(await db.selectFrom('counter').select('purgedTo').where('purgedTo', '>', 0).execute()).not.toEqual([])
  await close()
}

const FEED = 'cloud/db/feed.ts'
const NO_LOCK: Bug = { file: FEED, instead: ".orderBy('organisationId')\n    .forUpdate()", put: '' }
const LATE_LOCK: readonly Bug[] = [
  {
    file: 'cloud/locking.ts',
    instead: 'const locking = lockCounters(trx, organisationIds)',
    put: 'const locking = Promise.resolve(new Map([...organisationIds].map((id) => [id, 0])))',
  },
  { file: 'cloud/commit.ts', instead: 'locked: locked.numbers, ', put: '' },
]
const OTHER_ORDER: Bug = { file: FEED, instead: ".orderBy('organisationId')\n", put: '.orderBy(sql`random()`)\n' }
const A_SEQUENCE: Bug = {
  file: FEED,
  instead: 'select organisation_id, kind, id, body, seq,',
  put: "select organisation_id, kind, id, body, nextval('numbers'),",
}
const ANSWERED_EARLY: Bug = {
  file: 'cloud/db/transact.ts',
  instead: 'return await db.transaction().execute((trx) => abreast(trx, work))',
  put: `const { promise, resolve, reject } = Promise.withResolvers<T>()
      const late = async (trx: Tx) => { resolve(await work(trx)); await sleep(100) }
      db.transaction().execute((trx) => abreast(trx, late)).catch(reject)
      return await promise`,
}

/** Each in a copy of the cloud. */
describe('the crowd finds', { timeout: TIMEOUT_MS }, () => {
  const findingsWith = async (bugs: readonly Bug[], commands = 8) => {
    const scene = await setScene({ organisations: 4, laptopsEach: 8 })
    const { child, url } = await startProcess(scene.databaseUrl, { program: copyWithBugs(bugs), connections: 8 })
    const story = await letLoose(scene.members, { urls: () => [url], commands, seed: 3 })
    const findings = await findingsOf(scene, story)
    await child.end()
    return { findings: findings.join('\n'), deadlocks: await countDeadlocks(scene.databaseUrl) }
  }

  it('[L6] that nobody waits for the organisations’ turn', async () => {
    const { findings } = await findingsWith([NO_LOCK])
    expect(findings).toMatch(/^\w+: 500 /m)
  })

  it('[L6] that nobody waits for it before deciding, but only before numbering', async () => {
    const { findings } = await findingsWith(LATE_LOCK)
    // Two have the last place, or one box, or one is told of a loan that the other's overwrote.
    expect(findings).toMatch(/allowance: \d+ of \d+|holder: another|\d+ loans taken, \d+ told/)
  })

  it('[F5] that turns are taken in any order', async () => {
    const { deadlocks } = await findingsWith([OTHER_ORDER])
    expect(deadlocks).toBeGreaterThan(0)
  })

  it('[F5] numbers from a sequence', async () => {
    const { findings } = await findingsWith([A_SEQUENCE], 1)
    expect(findings).toMatch(/number: \d+ after \d+/)
  })

  it('[F5] answers that come before the commit', async () => {
    const scene = await setScene({ organisations: 2, laptopsEach: 8 })
    const early = await startProcess(scene.databaseUrl, { program: copyWithBugs([ANSWERED_EARLY]) })
    const sound = await startProcess(scene.databaseUrl)
    let url = early.url
    const onAnswer = (answers: number) => {
      if (answers !== 20) return
      early.child.process.kill('SIGKILL')
      url = sound.url
    }
    const story = await letLoose(scene.members, { urls: () => [url], commands: 3, seed: 4, onAnswer })
    expect((await findingsOf(scene, story)).join('\n')).toMatch(/^outcome lost/m)
  })
})
