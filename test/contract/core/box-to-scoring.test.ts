import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { eventIdSchema } from '../../../shared/records/scalars.ts'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../../tools/box-simulator/simulated-box.ts'
import { type FieldLaptop, openFieldLaptop } from '../../support/field-laptop.ts'
import { startJchipServer } from '../../support/jchip-server.ts'
import { eventually } from '../../support/listen.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

async function aBox(serial: string): Promise<SimulatedBox> {
  const box = await startSimulatedBox({
    ...{ serial, alias: 'Meta', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 37.02, longitude: -4.56 },
    random: createSeededRandom(3),
  })
  onTestFinished(box.close)
  return box
}

/** An event of the laptop's, with the box at its finish. */
async function eventWith({ window, box }: FieldLaptop, serial: string) {
  const [eventId, raceId, checkpointId] = [eventIdSchema.parse(randomUUID()), randomUUID(), randomUUID()]
  const given = [
    await window.give('createEvent', { eventId, name: 'Night run', date: '2026-12-01' }),
    await window.give('createRace', { raceId, eventId, name: '10K' }),
    await window.give('createCheckpoint', { checkpointId, raceId, name: 'FINISH', kind: 'FINISH' }),
    await window.give('assignBox', { boxId: box(serial).id, eventId, checkpointIds: [checkpointId] }),
  ]
  expect(given.map(({ status }) => status)).toEqual(given.map(() => 'done'))
  return { eventId, raceId }
}

it.each([
  ['an own box', 'CLBX30203', false],
  ['a borrowed box', 'CLBX30204', true],
])(
  '[L7] [R7] passings of %s reach the scoring program and the CSV without internet, each once',
  async (_which, serial, isBorrowed) => {
    const owner = await openFieldLaptop(cloud.url, 'timer@sierra')
    const laptop = isBorrowed ? await openFieldLaptop(cloud.url, 'timer@costa') : owner
    if (isBorrowed) {
      const { ticket } = await owner.lend([serial])
      await laptop.offline()
      expect(await laptop.receive(ticket)).toMatchObject({ status: 'done' })
    } else await laptop.offline()
    const box = await aBox(serial)
    const server = await startJchipServer()
    const { eventId, raceId } = await eventWith(laptop, serial)
    const target = { id: randomUUID(), eventId, name: 'CrossMgr', address: { host: '127.0.0.1', port: server.port } }
    await laptop.window.call('saveScoringTarget', { ...target, isOn: true })
    const address = { host: '127.0.0.1', port: box.port }
    const started = await laptop.window.call('startTiming', { boxId: laptop.box(serial).id, address })
    expect(started.status).toBe('done')
    await laptop.window.until(() => laptop.window.link(laptop.box(serial).id)?.state === 'connected', 'the box')

    const made: string[] = []
    const record = (many: number) => {
      for (let number = 0; number < many; number += 1) {
        made.push(`E2${serial.slice(-3)}${made.length}`)
        box.record({ epc: made.at(-1) ?? '' })
      }
    }
    const tags = () => server.passings().map(({ tag }) => tag)
    record(150)
    await eventually(() => expect(tags()).toEqual(made))
    await laptop.restart()
    await laptop.window.until(() => laptop.window.link(laptop.box(serial).id)?.state === 'connected', 'the box again')
    record(50)
    await eventually(() => expect(tags()).toEqual(made))
    const at = new Date().toISOString()
    await laptop.window.give('recordRaceAction', { actionId: randomUUID(), raceId, kind: 'TIME', at, bib: '77' })
    await eventually(() => expect(tags()).toEqual([...made, '77']))
    expect(server.connections.flatMap(({ strange }) => strange)).toEqual([])

    await laptop.window.call('nameChip', { eventId, chip: made[0] ?? '', bib: '1', name: 'Ana' })
    const { text, next, done, total } = await laptop.window.call('exportPassings', { of: { eventId } })
    expect({ next, done, total }).toEqual({ next: undefined, done: 201, total: 201 })
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[]
    expect(rows.flatMap(({ chip }) => chip || [])).toEqual(made)
    expect(rows[0]).toMatchObject({ bib: '1', box: serial, checkpoint: 'FINISH', source: 'box', time_by: 'stamp' })
    expect(rows.at(-1)).toMatchObject({ bib: '77', chip: '', timestamp: at, source: 'hand' })
  },
)
