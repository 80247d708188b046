import { describe, expect, it } from 'vitest'
import { aBox } from '../../box-simulator/a-box.ts'
import { at, BOX_1, eventually, NOW, SERIAL_1, SERIAL_2 } from '../boxes/a-field.ts'
import { aRawBox, asBox, rawPassing } from '../boxes/a-raw-box.ts'
import { aTestingField } from './a-race-day.ts'

const nowMs = Date.parse(NOW)
const now = () => nowMs

describe('a test read', () => {
  it('[R3] the first chip is told, the box is let go, and nothing is stored', async () => {
    const box = await aBox({ now })
    const { field, tests, told } = aTestingField()
    expect(tests.start(BOX_1, at(box.port))).toBe('waiting')
    expect(told()).toEqual({ push: 'test-reads', reads: [], waiting: [BOX_1] })
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    expect(field.link(BOX_1)).toMatchObject({ clockSource: 'NTP' })
    expect(field.test.store.boxes.links(), 'kept for the next start').toEqual([])
    box.record({ epc: 'A1' })
    await eventually(() =>
      expect(told()).toEqual({ push: 'test-reads', reads: [{ boxId: BOX_1, at: NOW, chip: 'A1' }], waiting: [] }),
    )
    expect(field.test.pushed).toContainEqual(told())
    await eventually(() => expect([field.link(BOX_1), box.clientCount()]).toEqual([undefined, 0]))
    expect(field.stored(BOX_1)).toEqual([])
    expect(field.test.store.boxes.links()).toEqual([])
    expect(field.faults).toEqual([])
  })

  it('[R3] what is read in a test isn’t a passing when the box sends it again in a run, also after a restart', async () => {
    const box = await aBox({ now })
    const day = aTestingField()
    const { field } = day
    day.tests.start(BOX_1, at(box.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    box.record({ epc: 'TEST' })
    await eventually(() => expect(day.told().reads).toHaveLength(1))
    await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
    await day.restart()
    expect(day.told().reads).toMatchObject([{ boxId: BOX_1, chip: 'TEST' }])
    field.start(BOX_1)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    box.record({ epc: 'RUNNER', atMs: nowMs + 1000 })
    await eventually(() => expect(field.numbers(BOX_1)).toEqual([2]))
    const knownBefore = field.link(BOX_1)?.counts.known ?? 0
    box.rewind()
    await eventually(() => expect(field.link(BOX_1)?.counts.known).toBe(knownBefore + 2))
    expect(field.stored(BOX_1).map(({ chip }) => chip)).toEqual(['RUNNER'])
  })

  it('[R3] what the box recorded before, and sends again while a test waits, proves nothing and isn’t lost', async () => {
    const box = await aBox({ now })
    box.record({ epc: 'OLD', atMs: nowMs - 3_600_000 })
    const { field, tests, told, pass } = aTestingField()
    tests.start(BOX_1, at(box.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    box.rewind()
    box.record({ epc: 'NEW' })
    await eventually(() => expect(told().reads).toMatchObject([{ chip: 'NEW' }]))
    await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
    pass(1000)
    field.start(BOX_1)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    await field.links.fetchMissing(BOX_1)
    await eventually(() => expect(field.stored(BOX_1).map(({ chip }) => chip)).toEqual(['OLD']))
  })

  it('[L10] a box without a clock proves it too', async () => {
    const raw = await aRawBox(asBox(SERIAL_1, '1970-01-01T00:10:00Z'))
    const { field, tests, told } = aTestingField()
    tests.start(BOX_1, at(raw.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    raw.send(rawPassing(1, { timestamp: '1970-01-01;00:10:01.000Z' }))
    await eventually(() => expect(told().reads).toMatchObject([{ at: NOW }]))
  })

  it('[R2] a run that begins takes the box over: what it reads from then on are passings', async () => {
    const box = await aBox({ now })
    const { field, tests, told } = aTestingField()
    tests.start(BOX_1, at(box.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    const session = field.start(BOX_1)
    expect(told().waiting).toEqual([])
    box.record({ epc: 'RUNNER', atMs: nowMs + 1000 })
    await eventually(() => expect(field.stored(BOX_1)).toMatchObject([{ chip: 'RUNNER', sessionId: session.id }]))
    expect(field.link(BOX_1)).toMatchObject({ state: 'connected', sessionId: session.id })
    expect(field.test.store.boxes.links()).toMatchObject([{ boxId: BOX_1, sessionId: session.id }])
    expect([told().reads, box.clientCount()]).toEqual([[], 1])
  })

  it('[R2] a run that begins while the test’s connection is still closing has what comes by it', async () => {
    const raw = await aRawBox(asBox(SERIAL_1, NOW, (command) => (command === 'STOP' ? '' : undefined)))
    const { field, tests, told } = aTestingField()
    tests.start(BOX_1, at(raw.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    tests.stop(BOX_1)
    const session = field.start(BOX_1)
    raw.send(rawPassing(1, { timestamp: '2026-06-06;10:00:01.000Z' }))
    await eventually(() => expect(field.stored(BOX_1)).toMatchObject([{ number: 1, sessionId: session.id }]))
    expect(told().reads).toEqual([])
  })

  it('[R5] after a run that began in a test, what the box had sent before it was let go is the run’s', async () => {
    const raw = await aRawBox(
      asBox(SERIAL_1, NOW, (command) =>
        command === 'STOP'
          ? `${rawPassing(1, { timestamp: '2026-06-06;10:00:01.000Z' })}${JSON.stringify({ command, result: 'OK' })}`
          : undefined,
      ),
    )
    const { field, tests, told } = aTestingField()
    tests.start(BOX_1, at(raw.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    const session = field.start(BOX_1)
    field.test.desk.give([{ type: 'stopSession', args: { sessionId: session.id } }])
    await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
    expect(field.stored(BOX_1)).toMatchObject([{ number: 1, sessionId: session.id }])
    expect(told().reads).toEqual([])
  })

  it('[R5] where a run is on, nothing is changed', async () => {
    const box = await aBox({ now })
    const { field, tests, told } = aTestingField()
    field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    expect(tests.start(BOX_1, at(1))).toBe('running')
    expect(told().waiting).toEqual([])
    box.record({ epc: 'RUNNER' })
    await eventually(() => expect(field.numbers(BOX_1)).toEqual([1]))
  })

  it('[R2] without an address there is nowhere to connect to; a known one is enough', async () => {
    const box = await aBox({ now })
    const { field, tests } = aTestingField()
    expect(tests.start(BOX_1, undefined)).toBe('no-address')
    field.test.store.boxes.reached(BOX_1, at(box.port), NOW)
    expect(tests.start(BOX_1, undefined)).toBe('waiting')
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
  })

  it('[R2] a box that isn’t ours to time with isn’t connected to, and one that is lost meanwhile is let go', async () => {
    const box = await aBox({ now })
    const { field, tests, told } = aTestingField()
    tests.start(BOX_1, at(box.port))
    field.test.receive([{ kind: 'box', id: BOX_1, body: null }])
    expect(told()).toMatchObject({ reads: [], waiting: [] })
    await eventually(() => expect([field.link(BOX_1), box.clientCount()]).toEqual([undefined, 0]))
    expect(() => tests.start(BOX_1, at(box.port))).toThrow('NOT_FOUND')
    expect(told().waiting).toEqual([])
  })

  it.each(['after two minutes', 'by hand'])('[R5] ends %s, and the box is let go', async (how) => {
    const box = await aBox({ now })
    const { field, tests, told, pass } = aTestingField()
    tests.start(BOX_1, at(box.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    pass(119_999)
    expect(told().waiting).toEqual([BOX_1])
    if (how === 'by hand') tests.stop(BOX_1)
    else pass(1)
    expect(told()).toMatchObject({ reads: [], waiting: [] })
    await eventually(() => expect([field.link(BOX_1), box.clientCount()]).toEqual([undefined, 0]))
  })

  it('[R2] begun again at another address it goes there, and the wrong box is told', async () => {
    const [other, box] = [await aBox({ now, serial: SERIAL_2 }), await aBox({ now })]
    const { field, tests, told } = aTestingField()
    tests.start(BOX_1, at(other.port))
    await eventually(() => expect(field.link(BOX_1)).toMatchObject({ state: 'wrong-box', otherSerial: SERIAL_2 }))
    tests.start(BOX_1, at(box.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    box.record({ epc: 'A1' })
    await eventually(() => expect(told().reads).toHaveLength(1))
  })

  it('[R2] stopped and begun at once, it is connected to anew', async () => {
    const box = await aBox({ now })
    const { field, tests, told } = aTestingField()
    tests.start(BOX_1, at(box.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    tests.stop(BOX_1)
    tests.start(BOX_1, at(box.port))
    await eventually(() => expect(box.clientCount()).toBe(1))
    await eventually(() => {
      box.record({ epc: 'A1' })
      expect(told().reads).toHaveLength(1)
    })
    expect(field.stored(BOX_1)).toEqual([])
  })

  it('[R2] over a connection that was there before, which stays', async () => {
    const box = await aBox({ now })
    const { field, tests, told } = aTestingField()
    field.links.connect(BOX_1, at(box.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    tests.start(BOX_1, undefined)
    box.record({ epc: 'TEST' })
    await eventually(() => expect(told().reads).toHaveLength(1))
    box.record({ epc: 'LATER' })
    await eventually(() => expect(field.stored(BOX_1).map(({ chip }) => chip)).toEqual(['LATER']))
    expect(box.clientCount()).toBe(1)
  })

  it('[F5] where the disk doesn’t take it, it isn’t told, and the next chip does it', async () => {
    const box = await aBox({ now })
    const { field, tests, told } = aTestingField()
    tests.start(BOX_1, at(box.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    const { store } = field.test
    const { transact } = store
    const full = Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
    Object.assign(store, {
      transact: () => {
        throw full
      },
    })
    box.record({ epc: 'A1' })
    await eventually(() => expect(field.faults).toContain(full))
    expect(told()).toMatchObject({ reads: [], waiting: [BOX_1] })
    Object.assign(store, { transact })
    box.record({ epc: 'A2' })
    await eventually(() => expect(told().reads).toMatchObject([{ chip: 'A2' }]))
  })
})
