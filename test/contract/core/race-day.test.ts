import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Push } from '../../../shared/desktop-api.ts'
import { type FieldLaptop, openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { pass, startTiming, timedBox, untilCounted } from '../../support/timed-box.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

/** Clocks that a test lets run ahead, in place of waiting. */
function aheadClocks() {
  const clocks = {
    aheadMs: 0,
    wallMs: () => Date.now() + clocks.aheadMs,
    monotonicMs: () => performance.now() + clocks.aheadMs,
  }
  return clocks
}

/** A finish on an event of the laptop's, with the box as its main one. */
async function aFinish({ window, box }: FieldLaptop, serial: string) {
  const [eventId, raceId, checkpointId] = [randomUUID(), randomUUID(), randomUUID()]
  const given = [
    await window.give('createEvent', { eventId, name: 'Night run', date: '2026-12-01' }),
    await window.give('createRace', { raceId, eventId, name: '10K' }),
    await window.give('createCheckpoint', { checkpointId, raceId, name: 'FINISH', kind: 'FINISH' }),
    await window.give('assignBox', { boxId: box(serial).id, eventId, checkpointIds: [checkpointId] }),
  ]
  expect(given.map(({ status }) => status)).toEqual(given.map(() => 'done'))
  return { eventId, checkpointId }
}

/** The chips of the event's CSV. */
async function csvOf({ window }: FieldLaptop, eventId: string): Promise<readonly string[]> {
  const { text } = await window.call('exportPassings', { of: { eventId } })
  const rows = parse(text, { bom: true, columns: true }) as { readonly chip: string }[]
  return rows.map(({ chip }) => chip)
}

function untilPushed<P extends Push['push']>(
  { window }: FieldLaptop,
  push: P,
  is: (push: Extract<Push, { push: P }>) => boolean,
) {
  return window.until(() => {
    const last = window.last(push)
    return last !== undefined && is(last) && last
  }, `a push of ${push}`)
}

describe('race day, without internet', () => {
  it('[R1] [R2] [R5] a box is tested, dies, is told, seen, and replaced; the CSV has all and no test', async () => {
    const clocks = aheadClocks()
    const laptop = await openFieldLaptop(cloud.url, 'timer@sierra', { clocks })
    const { window, box } = laptop
    await laptop.offline()
    const [dying, fresh] = [await timedBox('CLBX30202'), await timedBox('CLBX30203')]
    const [boxId, withBoxId] = [box('CLBX30202').id, box('CLBX30203').id]
    const { eventId, checkpointId } = await aFinish(laptop, 'CLBX30202')

    expect(await window.call('startTestRead', { boxId })).toEqual({ status: 'no-address' })
    const address = { host: '127.0.0.1', port: dying.port }
    expect(await window.call('startTestRead', { boxId, address })).toEqual({ status: 'waiting' })
    await window.until(() => window.link(boxId)?.state === 'connected', 'the box')
    dying.record({ epc: 'TEST' })
    await untilPushed(laptop, 'test-reads', ({ reads }) => reads.some(({ chip }) => chip === 'TEST'))
    await window.until(() => window.link(boxId) === undefined, 'the box to be let go')

    const sessionId = await startTiming(window, boxId, dying)
    expect(await window.call('startTestRead', { boxId, address })).toEqual({ status: 'running' })
    pass(dying, 5)
    await untilCounted(window, sessionId, 5)

    await dying.close()
    await window.until(() => window.link(boxId)?.state === 'broken', 'the broken connection')
    clocks.aheadMs += 10_000
    const { alarms } = await untilPushed(laptop, 'alarms', ({ alarms }) => alarms.length > 0)
    expect(alarms).toMatchObject([{ kind: 'no-connection', boxId, checkpointId, sessionId }])
    await window.call('acknowledgeAlarm', { id: alarms[0]?.id ?? '' })
    expect(window.last('alarms')?.alarms).toMatchObject([{ acknowledgedAt: expect.any(String) }])

    const replaced = await window.call('replaceBox', {
      ...{ boxId, withBoxId, address: { host: '127.0.0.1', port: fresh.port } },
    })
    if (replaced.status !== 'done') throw new Error(`refused: ${replaced.code}`)
    await window.until(() => window.link(withBoxId)?.state === 'connected', 'the other box')
    await untilPushed(laptop, 'alarms', ({ alarms }) => alarms.length === 0)
    fresh.record({ epc: 'FRESH' })
    await untilCounted(window, replaced.sessionId ?? '', 1)
    const chips = [...dying.backup().map(({ epc }) => epc), 'FRESH'].filter((chip) => chip !== 'TEST')
    expect(await csvOf(laptop, eventId)).toEqual(chips)

    await laptop.online()
    expect(window.cards()).toEqual([])
    expect(window.find('assignment', (one) => one.boxId === withBoxId)).toMatchObject({ checkpointIds: [checkpointId] })
    expect(window.isPending('session', replaced.sessionId ?? '')).toBe(false)
  })

  it('[R5] [F5] the laptop’s own battery, as a window tells it, and its disk', async () => {
    const clocks = aheadClocks()
    const laptop = await openFieldLaptop(cloud.url, 'timer@sierra', { clocks })
    const { window } = laptop
    const { freeBytes, lowBytes } = await untilPushed(laptop, 'laptop', () => true)
    expect(freeBytes).toBeGreaterThan(0)
    expect(lowBytes).toBe(500 * 1024 * 1024)
    await window.call('reportPower', { onMains: false, percent: 12 })
    await untilPushed(laptop, 'alarms', ({ alarms }) => alarms.some(({ kind }) => kind === 'laptop-battery'))
    await window.call('reportPower', { onMains: true, percent: 12 })
    clocks.aheadMs += 15_000
    await untilPushed(laptop, 'alarms', ({ alarms }) => alarms.every(({ kind }) => kind !== 'laptop-battery'))
  })
})

it('[R5] [L19] [F5] what a full disk doesn’t take of a loan’s end keeps no alarm from coming', async () => {
  const clocks = aheadClocks()
  const sierra = await openFieldLaptop(cloud.url, 'timer@sierra', { clocks })
  const valle = await openFieldLaptop(cloud.url, 'timer@valle', { clocks })
  const { ticket } = await sierra.lend(['CLBX30205'])
  await valle.receive(ticket)
  await valle.offline()
  const { window } = valle
  const box = await timedBox('CLBX30205', clocks.wallMs)
  const boxId = valle.box('CLBX30205').id
  const sessionId = await startTiming(window, boxId, box)
  pass(box, 1)
  await untilCounted(window, sessionId, 1)

  refuseCards(valle)
  clocks.aheadMs += 24 * 3_600_000 + 60_000
  await window.until(() => window.find('session', ({ id }) => id === sessionId)?.stoppedAt !== undefined, 'the end')
  pass(box, 3)
  await untilPushed(valle, 'alarms', ({ alarms }) => alarms.some(({ kind }) => kind === 'loan-over'))
})

/** Nothing can be written where cards are kept. */
function refuseCards({ folder }: FieldLaptop): void {
  const members = join(folder, 'members')
  for (const name of readdirSync(members).filter((file) => file.endsWith('.db'))) {
    const database = new Database(join(members, name))
    database.exec(`CREATE TRIGGER full BEFORE INSERT ON card BEGIN SELECT RAISE(ABORT, 'full'); END`)
    database.close()
  }
}
