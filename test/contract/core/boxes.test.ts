import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { ROUGH_FAULTS } from '../../../tools/box-simulator/packet-faults.ts'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../../tools/box-simulator/simulated-box.ts'
import { type FieldLaptop, openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

async function aRoughBox(serial: string): Promise<SimulatedBox> {
  const box = await startSimulatedBox({
    ...{ serial, alias: 'Meta', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 37.02, longitude: -4.56 },
    random: createSeededRandom(7),
    faults: ROUGH_FAULTS,
  })
  onTestFinished(box.close)
  return box
}

async function start(laptop: FieldLaptop, box: SimulatedBox): Promise<string> {
  const { id: boxId } = laptop.box(box.serial)
  const address = { host: '127.0.0.1', port: box.port }
  const started = await laptop.window.call('startTiming', { boxId, address })
  if (started.status !== 'done') throw new Error(`not started: ${started.code}`)
  await connected(laptop, boxId)
  return started.sessionId
}

function connected({ window }: FieldLaptop, boxId: string) {
  return window.until(() => {
    const link = window.link(boxId)
    return link?.state === 'connected' && link
  }, 'the box')
}

function record(box: SimulatedBox, count: number): void {
  for (let made = 0; made < count; made += 1) box.record({ epc: `${box.serial}-${box.backup().length + 1}` })
}

/** Until as many passings of the run are here. @returns number and chip of each, in the box's order */
async function recorded({ window }: FieldLaptop, sessionId: string, count: number): Promise<readonly string[]> {
  const read = async () => {
    const found: string[] = []
    let before: number | undefined
    for (;;) {
      const page = await window.call('passings', { of: { sessionId }, limit: 500, ...(before ? { before } : {}) })
      found.push(...page.passings.map(({ number, chip }) => `${String(number).padStart(6, '0')} ${chip}`))
      before = page.passings.at(-1)?.id
      if (!page.more || before === undefined) return found.toSorted()
    }
  }
  await expect.poll(async () => (await read()).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count)
  return await read()
}

function sent(box: SimulatedBox): readonly string[] {
  return box.backup().map(({ passingNumber, epc }) => `${String(passingNumber).padStart(6, '0')} ${epc}`)
}

describe('boxes on the local network', () => {
  it('[R2] [R3] [F1] a run without internet, through broken connections and a restart of the app: each passing once', async () => {
    const box = await aRoughBox('CLBX30202')
    const laptop = await openFieldLaptop(cloud.url, 'timer@sierra')
    await laptop.offline()
    const sessionId = await start(laptop, box)
    record(box, 200)
    await recorded(laptop, sessionId, 100)
    box.cut()
    record(box, 200)
    await laptop.restart()
    record(box, 100)
    expect(await recorded(laptop, sessionId, 500)).toEqual(sent(box))
    const boxId = laptop.box(box.serial).id
    expect(await connected(laptop, boxId)).toMatchObject({ sessionId, counts: { notOurs: 0, unreadable: 0 } })
    const { addresses } = await laptop.window.call('boxAddresses', { boxId })
    expect(addresses).toMatchObject([{ host: '127.0.0.1', port: box.port }])
    expect(await laptop.window.call('fetchMissing', { boxId })).toEqual({ status: 'asked' })
  })

  it('[L7] a borrowed box is timed with like an own one; given back, it is let go after what it had sent', async () => {
    const box = await aRoughBox('CLBX30203')
    const [sierra, valle] = await Promise.all([
      openFieldLaptop(cloud.url, 'timer@sierra'),
      openFieldLaptop(cloud.url, 'timer@valle'),
    ])
    const { ticket } = await sierra.lend([box.serial])
    expect(await valle.receive(ticket)).toMatchObject({ status: 'done' })
    const sessionId = await start(valle, box)
    record(box, 300)
    expect(await recorded(valle, sessionId, 300)).toEqual(sent(box))
    expect(await valle.window.give('stopSession', { sessionId })).toMatchObject({ status: 'done' })
    await valle.window.until(() => valle.window.link(valle.box(box.serial).id) === undefined, 'the box to be let go')
  })
})
