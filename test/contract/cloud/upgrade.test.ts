import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { changesSchema } from '../../../shared/cloud-api.ts'
import { type Child, startChild } from '../../support/child.ts'
import { newPostgresDatabase } from '../../support/cloud.ts'
import { copyWithBugs } from '../../support/crowd/broken-cloud.ts'
import { askAllAgain, letLoose } from '../../support/crowd/crowd.ts'
import { follow } from '../../support/crowd/readers.ts'
import { findingsOf, setScene, startProcess } from '../../support/crowd/scene.ts'
import { Laptop } from '../../support/laptop.ts'
import { KINDS, sorted } from '../../support/world.ts'

/** Adds to what commands write, in another order than they lock it. */
const STATEMENTS = [
  'alter table feed add column planted integer not null default 0',
  'alter table box add column planted text',
  'alter table counter add column planted boolean not null default false',
  'alter table command add column planted timestamptz',
  'alter table installation add column planted text',
  'create index planted_loan on loan (recipient_id, ends_at)',
  'create table planted (id uuid primary key)',
]
const NEWER = {
  file: 'cloud/db/migrate.ts',
  instead: '] as const',
  put: `  { name: '9999-planted', statements: ${JSON.stringify(STATEMENTS)} },\n] as const`,
}

it('[F5] a newer cloud comes beside the one before while laptops work: both answer, and nothing is lost or begun anew', {
  timeout: 180_000,
}, async () => {
  const databaseUrl = await newPostgresDatabase()
  const scene = await setScene(databaseUrl, { organisations: 4, laptopsEach: 6 })
  const older = await startProcess(databaseUrl)
  let urls = [older.url]
  const anyUrl = {
    get url() {
      return urls[Math.floor(Math.random() * urls.length)]
    },
  }
  const sides = [...new Set(scene.members.map(({ side }) => side))]
  const readers = sides.map(({ person }) => new Laptop(anyUrl as never, person))
  for (const reader of readers) await reader.sync()
  const cursors = readers.map(({ cursor }) => cursor)
  const state = { isTold: false, isOver: false, answers: 0, beforeBoth: 0 }
  const following = readers.map((reader) => follow(reader, () => state.isOver))
  const program = copyWithBugs([NEWER])
  const upgrade = async () => {
    const newer = await startProcess(databaseUrl, { program })
    urls = [older.url, newer.url]
    state.beforeBoth = state.answers
    while (!state.isTold && state.answers < state.beforeBoth + 60) await sleep(20)
    urls = [newer.url]
    await older.child.end()
    return newer
  }
  let upgrading: ReturnType<typeof upgrade> | undefined
  const story = await letLoose(scene.members, {
    urls: () => urls,
    commands: 16,
    seed: 9,
    onAnswer: (answers) => {
      state.answers = answers
      if (answers === 40) upgrading = upgrade()
    },
  })
  state.isTold = true
  const newer = await upgrading
  state.isOver = true
  await Promise.all(following)

  expect(await findingsOf(scene, story)).toEqual([])
  expect(story.told).toHaveLength(24 * 16)
  expect(state.beforeBoth).toBeLessThan(24 * 16)
  expect(await askAllAgain(story, newer?.url ?? '')).toEqual([])
  for (const [index, reader] of readers.entries()) {
    const page = await reader.ask('GET', `/v1/changes?cursor=${cursors[index]}`)
    expect(changesSchema.parse(page.json()).reset).toBe(false)
    await vi.waitFor(async () => {
      const fresh = new Laptop(anyUrl as never, reader.person)
      await Promise.all([reader.sync(), fresh.sync()])
      for (const kind of KINDS.filter((one) => one !== 'installation'))
        expect(sorted(reader.records, kind)).toEqual(sorted(fresh.records, kind))
    }, 30_000)
  }
  const refused: Child = startChild('cloud/main.ts', ['--port', '0'], { DATABASE_URL: databaseUrl })
  onTestFinished(() => refused.end())
  await refused.line(/the database was made by a newer version of the cloud \(9999-planted\)$/)
})
