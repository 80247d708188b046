import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Clocks } from '../../../electron/core/sync/trusted-clock.ts'
import { startChoosyProxy } from '../../support/choosy-proxy.ts'
import { cloudPassings } from '../../support/cloud-passings.ts'
import { type FieldLaptop, openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud } from '../../support/test-cloud.ts'
import { pass, startTiming, timedBox, untilCounted } from '../../support/timed-box.ts'

const DAY_MS = 24 * 3_600_000

/** What a test does with the calls that carry passings. */
interface Wire {
  isBroken: boolean
}

/** A timer in the field has recorded a run, and another one that the cloud never heard of; meanwhile the timer is removed. */
async function removedInTheField(wire: Wire, clocks?: Clocks) {
  const cloud = await startTestCloud()
  onTestFinished(() => cloud.end())
  const url = await startChoosyProxy(cloud.url, (path) =>
    wire.isBroken && path === '/v1/passings' ? { status: 503, code: 'UNAVAILABLE' } : undefined,
  )
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const timer = await openFieldLaptop(url, 'timer@sierra', { log: silent, ...(clocks ? { clocks } : {}) })
  const admin = await openFieldLaptop(cloud.url, 'admin@sierra')
  const [box, other] = [await timedBox('CLBX30201'), await timedBox('CLBX30202')]
  const boxId = timer.box('CLBX30201').id
  const sessionId = await startTiming(timer.window, boxId, box)
  await timer.online()
  await timer.offline()
  const unknown = await startTiming(timer.window, timer.box('CLBX30202').id, other)
  pass(box, 40)
  pass(other, 5)
  await untilCounted(timer.window, sessionId, 40, 0)
  await untilCounted(timer.window, unknown, 5, 0)
  const memberId = timer.window.status().identity?.member.id ?? ''
  expect(await admin.window.give('removeMember', { memberId })).toMatchObject({ status: 'done' })
  await admin.online()
  return { cloud, timer, sessionId, memberId }
}

function hasStore({ folder }: FieldLaptop, memberId: string): boolean {
  return existsSync(join(folder, 'members', `${memberId}.db`))
}

it('[O10] a removed member’s laptop hands in the passings of its own runs, and then deletes everything', async () => {
  const { cloud, timer, sessionId, memberId } = await removedInTheField({ isBroken: false })
  timer.mend()
  await timer.window.until(() => timer.window.status().farewell, 'the farewell')
  expect(hasStore(timer, memberId)).toBe(false)
  expect(await cloudPassings(cloud, 'admin@sierra', { sessionId })).toHaveLength(40)
  expect(readdirSync(join(timer.folder, 'secrets'))).toEqual([])
  expect(timer.window.status()).toMatchObject({ connection: 'offline', farewell: { reason: 'removed' } })
})

it('[O10] where the cloud doesn’t take them now they wait, over restarts, and nothing is said to be deleted', async () => {
  const wire = { isBroken: true }
  const { cloud, timer, sessionId, memberId } = await removedInTheField(wire)
  timer.mend()
  await timer.window.until(() => timer.window.status().identity === undefined, 'being signed out')
  expect(timer.window.status().farewell).toBeUndefined()
  expect(hasStore(timer, memberId)).toBe(true)
  await timer.restart()
  expect(timer.window.status().farewell).toBeUndefined()
  expect(hasStore(timer, memberId)).toBe(true)
  expect(JSON.parse(readFileSync(join(timer.folder, 'settings.json'), 'utf8'))).toMatchObject({ leaving: [memberId] })
  wire.isBroken = false
  await timer.restart()
  await timer.window.until(() => timer.window.status().farewell, 'the farewell')
  expect(hasStore(timer, memberId)).toBe(false)
  expect(await cloudPassings(cloud, 'admin@sierra', { sessionId })).toHaveLength(40)
})

it('[O10] what can’t be handed in goes after 30 days all the same', async () => {
  const time = { aheadMs: 0 }
  const clocks = { wallMs: () => Date.now() + time.aheadMs, monotonicMs: () => performance.now() + time.aheadMs }
  const { timer, memberId } = await removedInTheField({ isBroken: true }, clocks)
  timer.mend()
  await timer.window.until(() => timer.window.status().identity === undefined, 'being signed out')
  time.aheadMs = 29 * DAY_MS
  await timer.restart()
  expect(hasStore(timer, memberId)).toBe(true)
  time.aheadMs = 30 * DAY_MS
  await timer.restart()
  expect(hasStore(timer, memberId)).toBe(false)
  expect(timer.window.status().farewell).toMatchObject({ reason: 'removed' })
})
