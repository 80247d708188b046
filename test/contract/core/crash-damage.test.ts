import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { Rescue } from '../../../shared/desktop-api.ts'
import { cloudPassings } from '../../support/cloud-passings.ts'
import { type CuttableNetwork, startCuttableNetwork } from '../../support/cuttable-network.ts'
import { checkpoint, DAMAGES, flip, flipInLog } from '../../support/damage.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openSignedIn, openTestWindow, type TestWindow } from '../../support/test-window.ts'
import { pass, startTiming, timedBox, untilCounted } from '../../support/timed-box.ts'

const EMAIL = 'timer@sierra.example'
const COMMANDS = 60
const PASSINGS = 400
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

let cloud: TestCloud
let network: CuttableNetwork
beforeAll(async () => {
  cloud = await startTestCloud()
  network = await startCuttableNetwork(cloud.url)
})
afterAll(async () => {
  await network.close()
  await cloud.end()
})

interface Worked {
  readonly folder: string
  readonly store: string
  readonly installationId: string | undefined
  readonly eventIds: readonly string[]
  readonly sessionId: string
  /** As the file was while it was worked with. */
  readonly cutOff: string
}

/** A laptop that was at work without internet, and is closed. */
async function workedOffline(): Promise<Worked> {
  network.mend()
  const folder = testFolder()
  const window = await openSignedIn(folder, network.url, EMAIL)
  const { identity, installationId } = window.status()
  const store = join(folder, 'members', `${identity?.member.id}.db`)
  const box = await timedBox('CLBX30201')
  const boxId = window.find('box', ({ serial }) => serial === 'CLBX30201')?.id ?? ''
  network.cut()
  await window.until(() => window.status().connection === 'offline', 'the cut')
  const sessionId = await startTiming(window, boxId, box)
  pass(box, PASSINGS)
  await untilCounted(window, sessionId, PASSINGS)
  const eventIds: string[] = []
  for (let index = 0; index < COMMANDS; index += 1) eventIds.push(await createEvent(window))
  const cutOff = testFolder()
  for (const suffix of ['', '-wal']) cpSync(store + suffix, join(cutOff, `store${suffix}`))
  await window.stop()
  return { folder, store, installationId, eventIds, sessionId, cutOff }
}

async function createEvent(window: TestWindow): Promise<string> {
  const eventId = randomUUID()
  await window.give('createEvent', { eventId, name: 'E', date: '2026-12-01' })
  return eventId
}

/** What every rescue has in common: told, kept aside, enrolled anew, and all that was rescued is in the cloud once. */
async function holds({ folder, store, installationId, eventIds, sessionId }: Worked): Promise<Rescue> {
  const window = await openTestWindow(folder, network.url, { log: silent })
  onTestFinished(() => window.stop())
  const { rescue, installationId: anew, problems } = window.status()
  expect(problems).toEqual([])
  expect(rescue).toBeDefined()
  expect(existsSync(rescue?.keptAs ?? '')).toBe(true)
  expect(anew).toBeDefined()
  expect(anew).not.toBe(installationId)
  expect(window.pending().length).toBe(rescue?.commands)
  const kept = eventIds.filter((id) => window.pending().some(({ args }) => args['eventId'] === id))
  if (!rescue?.lost.includes('commands')) expect(kept).toEqual(eventIds)
  if (!rescue?.lost.includes('passings')) expect(rescue?.passings).toBe(PASSINGS)
  network.mend()
  await window.until(() => window.pending().length === 0 && window.status().connection === 'online', 'all sent')
  expect(window.cards()).toEqual([])
  const events = window.all('event').map(({ id }) => id as string)
  expect(eventIds.filter((id) => events.includes(id))).toEqual(kept)
  expect(new Set(events).size).toBe(events.length)
  if (!rescue?.lost.includes('commands')) {
    // The box still has what couldn't be read here.
    await window.until(() => window.live(sessionId)?.inCloud === PASSINGS, 'the passings in the cloud')
    const numbers = (await cloudPassings(cloud, 'timer@sierra', { sessionId })).map(({ number }) => number)
    expect(numbers.length).toBe(PASSINGS)
    expect(new Set(numbers).size).toBe(numbers.length)
  }
  await window.call('dismissRescue', {})
  expect(window.status().rescue).toBeUndefined()
  expect(readdirSync(join(folder, 'members')).filter((name) => /rescu|damaged/.test(name))).toEqual([])
  expect(existsSync(store)).toBe(true)
  if (rescue === undefined) throw new Error('nothing was told')
  return rescue
}

/** Where nothing of what is nowhere else may be missing. */
const WHOLE: ReadonlySet<string> = new Set<keyof typeof DAMAGES>([
  'its header is flipped',
  'its first page is zeroed',
  'an index of the outbox disagrees with it',
])

for (const [name, damage] of Object.entries(DAMAGES)) {
  it(`[F5] a store is rescued where ${name}`, async () => {
    const worked = await workedOffline()
    damage(worked.store)
    const { lost, commands } = await holds(worked)
    if (WHOLE.has(name)) expect(lost).toEqual([])
    else expect(lost).not.toEqual([])
    // A lost page takes the commands that were on it, and no others.
    if (name.startsWith('a page')) expect(commands).toBeGreaterThan(COMMANDS / 2)
  })
}

it('[F5] a store that breaks while it is worked with is rescued then, and the work goes on', async () => {
  network.mend()
  const folder = testFolder()
  const window = await openSignedIn(folder, network.url, EMAIL, { log: silent })
  onTestFinished(() => window.stop())
  const { identity, installationId } = window.status()
  network.cut()
  await window.until(() => window.status().connection === 'offline', 'the cut')
  const eventIds: string[] = []
  for (let index = 0; index < COMMANDS; index += 1) eventIds.push(await createEvent(window))
  const store = join(folder, 'members', `${identity?.member.id}.db`)
  // In the file and not in the log: what is read next is read from there.
  checkpoint(store)
  flip(store, 0, 4096)
  await createEvent(window).catch(() => undefined)
  await window.until(() => window.status().rescue !== undefined, 'the rescue')
  await window.until(() => window.status().identity !== undefined, 'the work to go on')
  expect(window.status().installationId).not.toBe(installationId)
  eventIds.push(await createEvent(window))
  network.mend()
  await window.until(() => window.pending().length === 0 && window.status().connection === 'online', 'all sent')
  const events = new Set<string>(window.all('event').map(({ id }) => id))
  expect(eventIds.filter((id) => !events.has(id))).toEqual([])
})

it('[F5] a store is rescued whose log a kill left behind is damaged', async () => {
  const worked = await workedOffline()
  rmSync(worked.store)
  for (const suffix of ['', '-wal']) cpSync(join(worked.cutOff, `store${suffix}`), worked.store + suffix)
  flipInLog(worked.store)
  const { commands, passings } = await holds(worked)
  // At most the rows of the one page that the byte is on.
  expect(commands).toBeGreaterThan(COMMANDS * 0.8)
  expect(passings).toBeGreaterThan(PASSINGS * 0.8)
})
