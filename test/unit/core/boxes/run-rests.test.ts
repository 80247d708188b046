import { expect, it } from 'vitest'
import type { Session } from '../../../../shared/records/session.ts'
import type { SimulatedBox } from '../../../../tools/box-simulator/simulated-box.ts'
import { put, sierraBox } from '../../../support/sample-records.ts'
import { aBox } from '../../box-simulator/a-box.ts'
import { aField, at, BOX_1, eventually, type Field, NOW, SERIAL_1 } from './a-field.ts'
import { aRawBox, asBox, rawPassing } from './a-raw-box.ts'

const AWAY = '2026-06-06T10:00:10.000Z'
const STOPPED = '2026-06-06T10:00:20.000Z'
const BACK = '2026-06-06T10:05:00.000Z'

function stop({ test, tick }: Field, { id: sessionId }: Session): void {
  test.desk.give([{ type: 'stopSession', args: { sessionId } }])
  tick()
}

/** A run of which one is here and two are only on the box, which is out of contact when it is stopped. */
async function stoppedAway(): Promise<{ field: Field; box: SimulatedBox; session: Session }> {
  const field = aField()
  const box = await aBox({ now: () => Date.parse(field.test.wall.now) })
  const session = field.start(BOX_1, box.port)
  box.record({ epc: 'A' })
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1]))
  box.setReachable(false)
  await eventually(() => expect(field.link(BOX_1)?.state).toBe('broken'))
  field.test.wall.now = AWAY
  for (const epc of ['B', 'C']) box.record({ epc })
  field.test.wall.now = STOPPED
  stop(field, session)
  field.test.wall.now = BACK
  return { field, box, session }
}

function restShown({ test }: Field, { id }: Session): unknown {
  const pushes = test.pushed.flatMap((push) => (push.push === 'live-sessions' ? push.sessions : []))
  return pushes.findLast(({ sessionId }) => sessionId === id)?.rest
}

it('[F5] [R5] a run stopped while its box is out of contact: what is on the box is told, fetched into the run, and told again', async () => {
  const { field, box, session } = await stoppedAway()
  await eventually(() => expect(restShown(field, session)).toEqual({}))
  expect(field.link(BOX_1)).toMatchObject({ sessionId: session.id })
  box.setReachable(true)
  await eventually(() => expect(restShown(field, session)).toEqual({ came: { at: BACK, count: 2 } }))
  expect(field.stored(BOX_1).map(({ sessionId }) => sessionId)).toEqual([session.id, session.id, session.id])
  // It is told to stop now, and let go of.
  await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
  expect(field.test.store.boxes.links()).toEqual([])
  expect(field.faults).toEqual([])
})

it('[F5] it goes on after a restart, and where a person let go of the box, by connecting to it again', async () => {
  const { field, box, session } = await stoppedAway()
  await field.restart()
  field.tick()
  expect(field.link(BOX_1)).toMatchObject({ sessionId: session.id })
  await field.links.disconnect(BOX_1)
  await field.restart()
  field.tick()
  expect(field.link(BOX_1)).toBeUndefined()
  expect(field.test.store.boxes.rests()).toMatchObject([{ sessionId: session.id, cameAt: null }])
  box.setReachable(true)
  field.links.connect(BOX_1, at(box.port))
  await eventually(() => expect(field.test.store.boxes.rests()).toMatchObject([{ cameAt: BACK, came: 2 }]))
  await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
})

it('[F5] a next run on the box brings what is left of the one before, and goes on', async () => {
  const { field, box, session } = await stoppedAway()
  const next = field.start(BOX_1, box.port)
  box.setReachable(true)
  await eventually(() => expect(field.test.store.boxes.rests()).toMatchObject([{ cameAt: BACK, came: 2 }]))
  expect(field.stored(BOX_1).map(({ sessionId }) => sessionId)).toEqual([session.id, session.id, session.id])
  expect(field.link(BOX_1)).toMatchObject({ state: 'connected', sessionId: next.id })
})

it('[L9] once the right to the box is gone, it isn’t connected to any more, and what it has isn’t said to have come', async () => {
  const { field, box, session } = await stoppedAway()
  field.test.receive([put('box', { ...sierraBox(1), retiredAt: STOPPED })])
  field.tick()
  box.setReachable(true)
  await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
  expect(field.test.store.boxes.rests()).toMatchObject([{ sessionId: session.id, cameAt: null }])
})

it('[R3] a box that doesn’t send again stays connected to, so that a person can have it do so', async () => {
  const raw = await aRawBox(
    asBox(SERIAL_1, NOW, (command) =>
      command.startsWith('REWIND') ? `${JSON.stringify({ command: 'REWIND', result: 'unknown' })}\r\n` : undefined,
    ),
  )
  const field = aField({ retryMin: 200, retryMax: 200 })
  const session = field.start(BOX_1, raw.port)
  await eventually(() => expect(field.link(BOX_1)).toMatchObject({ state: 'connected', canRewind: false }))
  raw.cut()
  await eventually(() => expect(field.link(BOX_1)?.state).toBe('broken'))
  field.test.wall.now = STOPPED
  stop(field, session)
  await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
  raw.send(rawPassing(1))
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1]))
  await eventually(() => expect(restShown(field, session)).toEqual({}))
  await field.links.disconnect(BOX_1)
})

it('[R2] a fault in taking in what a box sent ends neither the program nor the connection, and what it hit is asked for again', async () => {
  const box = await aBox({ now: () => Date.parse(NOW) })
  const field = aField()
  field.start(BOX_1, box.port)
  await eventually(() => expect(field.link(BOX_1)).toMatchObject({ state: 'connected', canRewind: true }))
  box.record({ epc: 'A' })
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1]))
  const fault = new Error('planted')
  const { nowMs } = field.test.desk.clock
  let thrown = 0
  field.test.desk.clock.nowMs = () => {
    thrown += 1
    if (thrown === 1) throw fault
    return nowMs.call(field.test.desk.clock)
  }
  box.record({ epc: 'B' })
  box.record({ epc: 'C' })
  await eventually(() => expect(field.faults).toContain(fault))
  await eventually(() => expect(field.numbers(BOX_1).length).toBeGreaterThan(1))
  box.record({ epc: 'D' })
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 2, 3, 4]))
  expect(box.clientCount()).toBe(1)
})

it('[L10] of a box’s times those in no run are counted for the last day', async () => {
  const field = aField()
  const box = await aBox({ now: () => Date.parse(field.test.wall.now) })
  field.test.wall.now = '2026-06-06T09:00:00.000Z'
  for (const epc of ['A', 'B', 'C']) box.record({ epc })
  field.test.wall.now = NOW
  field.start(BOX_1, box.port)
  await eventually(() => expect(field.link(BOX_1)).toMatchObject({ outside: 3 }))
  expect(field.stored(BOX_1).every(({ sessionId }) => sessionId === undefined)).toBe(true)
  field.test.wall.now = '2026-06-07T09:30:00.000Z'
  expect(field.link(BOX_1)).not.toHaveProperty('outside')
})
