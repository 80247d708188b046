import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { TIMER } from '../../../shared/permissions.ts'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { DEMO_PASSWORD, openSignedIn, openTestWindow, type TestWindow } from '../../support/test-window.ts'

const DAY_MS = 86_400_000
const PASSWORD = 'correct horse battery'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

async function open(user: string, url = cloud.url, folder = testFolder()): Promise<TestWindow> {
  const window = await openSignedIn(folder, url, `${user}.example`)
  onTestFinished(() => window.stop())
  return window
}

/** Invites somebody new to Sierra, who joins with an application in `folder`. */
async function joinSierra(admin: TestWindow, folder: string, url = cloud.url) {
  const email = `${randomUUID()}@sierra.example`
  const invited = await admin.call('invite', { email, roleId: TIMER.id })
  if (invited.status !== 'done') throw new Error(`refused: ${invited.code}`)
  await admin.until(() => admin.pending().length === 0, 'the invitation’s confirmation')
  const window = await openTestWindow(folder, url)
  onTestFinished(() => window.stop())
  const joining = { code: invited.code.toLowerCase(), name: 'Eva', password: PASSWORD }
  expect(await window.call('acceptInvitation', joining)).toEqual({ status: 'done' })
  await window.until(() => !window.status().loading && window.status().connection === 'online', 'the first state')
  const memberId = window.status().identity?.member.id ?? ''
  await admin.until(() => admin.find('member', ({ id }) => id === memberId), 'the new member')
  return { window, email, memberId, code: invited.code }
}

function filesOf(folder: string, memberId: string): readonly string[] {
  const inFolder = (name: string) => (existsSync(join(folder, name)) ? readdirSync(join(folder, name)) : [])
  return [...inFolder('members'), ...inFolder('secrets')].filter((name) => name.startsWith(memberId))
}

async function isGone(window: TestWindow) {
  return await window.until(() => window.status().farewell, 'the farewell')
}

describe('joining', () => {
  it('[O6] by an invitation’s code, once', async () => {
    const admin = await open('admin@sierra')
    const { window, email, code } = await joinSierra(admin, testFolder())
    expect(window.status().identity).toMatchObject({ member: { name: 'Eva', email, roleId: TIMER.id } })
    expect(window.all('box').length).toBeGreaterThan(5)
    expect(window.status().knownMembers).toMatchObject([{ email }])
    const second = await openTestWindow(testFolder(), cloud.url)
    onTestFinished(() => second.stop())
    expect(await second.call('acceptInvitation', { code, name: 'Eve', password: PASSWORD })).toEqual({
      status: 'failed',
      problem: 'INVITATION_INVALID',
    })
  })

  it('[L16] a laptop that gets another name is known by it', async () => {
    const admin = await open('admin@sierra')
    const timer = await open('timer@sierra')
    await timer.call('renameLaptop', { name: 'Finish van' })
    const known = await admin.until(() => admin.find('installation', ({ name }) => name === 'Finish van'), 'its name')
    expect(known.id).toBe(timer.status().installationId)
    await timer.give('createEvent', { eventId: randomUUID(), name: 'E', date: '2026-12-01' })
    await timer.until(() => timer.pending().length === 0, 'confirmation under the new name')
  })
})

describe('a member who is removed', () => {
  it('[O10] is told, and the app keeps nothing of it, nor touches what is others’', async () => {
    const admin = await open('admin@sierra')
    const folder = testFolder()
    const other = await openSignedIn(folder, cloud.url, 'timer@valle.example')
    const otherId = other.status().identity?.member.id ?? ''
    await other.stop()
    const { window, email, memberId } = await joinSierra(admin, folder)
    expect(filesOf(folder, memberId)).not.toEqual([])
    expect(await admin.give('removeMember', { memberId })).toMatchObject({ status: 'done' })
    expect(await isGone(window)).toMatchObject({ reason: 'removed', organisationName: 'Sierra Timing', unsent: 0 })
    await window.until(() => window.status().identity === undefined, 'the end of the session')
    expect(window.status().knownMembers).toMatchObject([{ email: 'timer@valle.example' }])
    expect(filesOf(folder, memberId)).toEqual([])
    expect(filesOf(folder, otherId)).toContain(`${otherId}.db`)
    expect(await window.call('signIn', { email, password: PASSWORD })).toEqual({
      status: 'failed',
      problem: 'MEMBER_REMOVED',
    })
    expect(window.status().farewell).toBeDefined()
    await window.call('signIn', { email: 'timer@valle.example', password: DEMO_PASSWORD })
    expect(window.status().farewell).toBeUndefined()
  })

  it('[O10] hears of it at the next start too, with what was never sent', async () => {
    const network = await startCuttableNetwork(cloud.url)
    onTestFinished(() => network.close())
    const admin = await open('admin@sierra')
    const folder = testFolder()
    const { window, memberId } = await joinSierra(admin, folder, network.url)
    network.cut()
    await window.until(() => window.status().connection === 'offline', 'being offline')
    await window.give('createEvent', { eventId: randomUUID(), name: 'Unsent', date: '2026-12-01' })
    await window.stop()
    await admin.give('removeMember', { memberId })
    await admin.until(() => admin.pending().length === 0, 'the removal’s confirmation')
    const again = await openTestWindow(folder, network.url)
    expect(again.pending()).toHaveLength(1)
    network.mend()
    const farewell = await isGone(again)
    expect(farewell).toMatchObject({ reason: 'removed', unsent: 1 })
    await again.until(() => again.status().identity === undefined, 'the end of the session')
    await again.stop()
    expect(filesOf(folder, memberId)).toEqual([])
    const last = await openTestWindow(folder, network.url)
    onTestFinished(() => last.stop())
    expect(last.status().farewell).toEqual(farewell)
    expect(last.status().identity).toBeUndefined()
  })

  it('[O10] hears of it when signing in, where the sign-in had run out', async () => {
    const own = await startTestCloud()
    onTestFinished(() => own.end())
    const before = await open('admin@sierra', own.url)
    const folder = testFolder()
    const { window, email, memberId } = await joinSierra(before, folder, own.url)
    await own.advance(31 * DAY_MS)
    await window.call('syncNow', {})
    await window.until(() => window.status().connection === 'sign-in-again', 'the sign-in to run out')
    await window.give('createEvent', { eventId: randomUUID(), name: 'Unsent', date: '2026-12-01' })
    const admin = await open('admin@sierra', own.url)
    await admin.give('removeMember', { memberId })
    await admin.until(() => admin.pending().length === 0, 'the removal’s confirmation')
    expect(filesOf(folder, memberId)).toContain(`${memberId}.db`)
    expect(await window.call('signIn', { email: email.toUpperCase(), password: PASSWORD })).toEqual({
      status: 'failed',
      problem: 'MEMBER_REMOVED',
    })
    expect(window.status()).toMatchObject({
      connection: 'offline',
      knownMembers: [],
      farewell: { reason: 'removed', unsent: 1 },
    })
    expect(window.status().identity).toBeUndefined()
    expect(filesOf(folder, memberId)).toEqual([])
  })
})

it('[O10] a removed member’s file that can’t be read goes, too', async () => {
  const admin = await open('admin@sierra')
  const folder = testFolder()
  const { window, email, memberId } = await joinSierra(admin, folder)
  await window.stop()
  await admin.give('removeMember', { memberId })
  await admin.until(() => admin.pending().length === 0, 'the removal’s confirmation')
  const path = join(folder, 'members', `${memberId}.db`)
  writeFileSync(path, 'somebody’s letter')
  const again = await openTestWindow(folder, cloud.url)
  onTestFinished(() => again.stop())
  expect(again.status().problems).toEqual(['store-foreign'])
  expect(await again.call('signIn', { email, password: PASSWORD })).toMatchObject({ problem: 'MEMBER_REMOVED' })
  expect(filesOf(folder, memberId)).toEqual([])
  expect(again.status()).toMatchObject({ knownMembers: [], farewell: { reason: 'removed', unsent: 0 } })
})

it('[O10] [F5] a removed member’s damaged file goes with what was rescued of it', async () => {
  const admin = await open('admin@sierra')
  const folder = testFolder()
  const { window, memberId } = await joinSierra(admin, folder)
  await window.stop()
  await admin.give('removeMember', { memberId })
  await admin.until(() => admin.pending().length === 0, 'the removal’s confirmation')
  const path = join(folder, 'members', `${memberId}.db`)
  writeFileSync(path, `broken${readFileSync(path, 'latin1').slice(6)}`, 'latin1')
  const again = await openTestWindow(folder, cloud.url)
  onTestFinished(() => again.stop())
  await isGone(again)
  expect(filesOf(folder, memberId)).toEqual([])
  expect(again.status().rescue).toBeUndefined()
})

describe('a laptop that is revoked', () => {
  it('[O10] keeps nothing, the member’s others go on, and a new sign-in makes it another laptop', async () => {
    const admin = await open('admin@sierra')
    const folder = testFolder()
    const lost = await open('viewer@sierra', cloud.url, folder)
    const kept = await open('viewer@sierra')
    const memberId = lost.status().identity?.member.id ?? ''
    const installationId = lost.status().installationId
    expect(kept.status().installationId).not.toBe(installationId)
    await admin.until(() => admin.find('installation', ({ id }) => id === installationId), 'the laptop')
    expect(await admin.give('revokeInstallation', { installationId })).toMatchObject({ status: 'done' })
    expect(await isGone(lost)).toMatchObject({ reason: 'laptop-revoked', organisationName: 'Sierra Timing' })
    await lost.until(() => lost.status().identity === undefined, 'the end of the session')
    expect(filesOf(folder, memberId)).toEqual([])
    await kept.call('syncNow', {})
    await admin.give('createEvent', { eventId: randomUUID(), name: 'After', date: '2026-12-01' })
    await kept.until(() => kept.find('event', ({ name }) => name === 'After'), 'the other laptop to go on')
    expect(kept.status().farewell).toBeUndefined()
    const viewer = { email: 'viewer@sierra.example', password: DEMO_PASSWORD }
    expect(await lost.call('signIn', viewer)).toEqual({ status: 'done' })
    await lost.until(() => lost.status().connection === 'online' && !lost.status().loading, 'the first state')
    expect(lost.status().installationId).not.toBe(installationId)
    expect(lost.status().farewell).toBeUndefined()
  })
})

describe('changing members on one laptop', () => {
  it('[O10] whose file is locked by another program doesn’t keep the next one from signing in', async () => {
    const folder = testFolder()
    const window = await open('admin@sierra', cloud.url, folder)
    const first = window.status().identity?.member.id
    const locked = new Database(join(folder, 'members', `${first}.db`))
    onTestFinished(() => void locked.close())
    locked.exec('BEGIN IMMEDIATE')
    expect(await window.call('signIn', { email: 'timer@costa.example', password: DEMO_PASSWORD })).toEqual({
      status: 'done',
    })
    await window.until(() => window.status().connection === 'online', 'the connection')
    expect(window.status().identity?.member.email).toBe('timer@costa.example')
    locked.exec('ROLLBACK')
  })
})
