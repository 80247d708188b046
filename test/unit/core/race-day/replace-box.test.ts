import { beforeEach, describe, expect, it } from 'vitest'
import { replaceBox } from '../../../../electron/core/race-day/replace-box.ts'
import type { CallArgs } from '../../../../shared/desktop-api.ts'
import { type BoxId, boxIdSchema, checkpointIdSchema, eventIdSchema } from '../../../../shared/records/scalars.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  MEMBER_ID,
  put,
  SIERRA_ID,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../../support/sample-records.ts'
import { aBox } from '../../box-simulator/a-box.ts'
import { aField, at, BOX_1, BOX_2, eventually, type Field, NOW, SERIAL_2 } from '../boxes/a-field.ts'
import { aRawBox, asBox, rawPassing } from '../boxes/a-raw-box.ts'

const now = () => Date.parse(NOW)
const EVENT = eventIdSchema.parse(sierraEvent().id)
const OTHER_EVENT = eventIdSchema.parse(uuid('e', 9))
const [KM5, FINISH] = [checkpointIdSchema.parse(uuid('e', 3)), checkpointIdSchema.parse(uuid('e', 4))]
const RACE = uuid('e', 2)
const BORROWED = boxIdSchema.parse(borrowedBox().id)

let field: Field
beforeEach(() => {
  field = aField()
  field.test.receive([
    put('event', sierraEvent()),
    put('event', { ...sierraEvent(), id: OTHER_EVENT, name: 'Another one' }),
    put('race', { id: RACE, organisationId: SIERRA_ID, eventId: EVENT, name: '10K' }),
    put('checkpoint', { id: KM5, organisationId: SIERRA_ID, raceId: RACE, name: 'KM 5', kind: 'INTERMEDIATE' }),
    put('checkpoint', { id: FINISH, organisationId: SIERRA_ID, raceId: RACE, name: 'FINISH', kind: 'FINISH' }),
  ])
})

function assign(boxId: BoxId, part: object = {}): void {
  const args = { boxId, eventId: EVENT, checkpointIds: [KM5, FINISH], ...part }
  expect(field.test.desk.give([{ type: 'assignBox', args }])).toMatchObject([{ status: 'done' }])
}

function replace(part: Partial<CallArgs<'replaceBox'>> = {}) {
  return replaceBox(field.test.desk, field.links, { boxId: BOX_1, withBoxId: BOX_2, ...part })
}

function runsOn(boxId: BoxId) {
  return field.test.desk.records.where('session', 'boxId', boxId)
}

function placeOf(boxId: BoxId) {
  return field.test.desk.records.get('assignment', boxId)
}

describe('another box takes the place', () => {
  it('[R1] [R2] of its checkpoints, of main or backup, and of its run; what was read stays', async () => {
    const [dying, fresh] = [await aBox({ now }), await aBox({ now, serial: SERIAL_2 })]
    assign(BOX_1, { backup: true })
    const old = field.start(BOX_1, dying.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    dying.record({ epc: 'A1' })
    await eventually(() => expect(field.numbers(BOX_1)).toEqual([1]))
    const result = replace({ address: at(fresh.port) })
    if (result.status !== 'done') throw new Error('refused')
    expect(placeOf(BOX_1)).toBeUndefined()
    expect(placeOf(BOX_2)).toMatchObject({ eventId: EVENT, checkpointIds: [KM5, FINISH], backup: true })
    expect(runsOn(BOX_1)).toMatchObject([{ id: old.id, stopReason: 'stopped', stoppedAt: NOW }])
    const begun = { id: result.sessionId, eventId: EVENT, checkpointIds: [KM5, FINISH], backup: true }
    expect(runsOn(BOX_2)).toMatchObject([begun])
    await eventually(() => expect(field.link(BOX_2)).toMatchObject({ state: 'connected', sessionId: result.sessionId }))
    await eventually(() => expect([field.link(BOX_1), dying.clientCount()]).toEqual([undefined, 0]))
    // A measured clock is only as good as the way there and back.
    fresh.record({ epc: 'B1', atMs: now() + 1000 })
    await eventually(() => expect(field.stored(BOX_2)).toMatchObject([{ chip: 'B1', eventId: EVENT }]))
    expect(field.stored(BOX_1)).toMatchObject([{ chip: 'A1', sessionId: old.id, eventId: EVENT }])
  })

  it('[R5] what the old box had sent before it was let go is stored in its run', async () => {
    const raw = await aRawBox(
      asBox('CLBX30201', NOW, (command) =>
        command === 'STOP' ? `${rawPassing(1)}${JSON.stringify({ command, result: 'OK' })}` : undefined,
      ),
    )
    assign(BOX_1)
    const old = field.start(BOX_1, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    expect(replace()).toMatchObject({ status: 'done' })
    await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
    expect(field.stored(BOX_1)).toMatchObject([{ number: 1, sessionId: old.id }])
  })

  it('[R1] of a box without a run: none begins, and nothing is connected', () => {
    assign(BOX_1, { checkpointIds: [FINISH] })
    expect(replace()).toEqual({ status: 'done', id: expect.any(String) })
    expect(placeOf(BOX_2)).toMatchObject({ checkpointIds: [FINISH], backup: false })
    expect([runsOn(BOX_1), runsOn(BOX_2)]).toEqual([[], []])
    expect(field.links.all()).toEqual([])
  })

  it('[R1] of a box that is connected without a run: the other one is, where it was last', async () => {
    const [old, fresh] = [await aBox({ now }), await aBox({ now, serial: SERIAL_2 })]
    assign(BOX_1)
    field.links.connect(BOX_1, at(old.port))
    field.test.store.boxes.reached(BOX_2, at(fresh.port), NOW)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    expect(replace()).toMatchObject({ status: 'done' })
    await eventually(() => expect(field.link(BOX_2)?.state).toBe('connected'))
    await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
  })

  it('[G6] by one that may only be assigned: done, and not connected to', async () => {
    const old = await aBox({ now })
    const groupId = uuid('d', 9)
    field.test.receive([
      put('group', { id: groupId, name: 'Beach kit', category: '', parentId: null, ownerId: COSTA_ID }),
      put('groupShare', {
        ...{ id: groupId, ownerId: COSTA_ID, receiverId: SIERRA_ID, roleId: uuid('a', 40), roleName: 'Placing' },
        ...{ permissions: ['box.view', 'box.use'], since: NOW },
      }),
      put('box', sierraBox(41, { serial: 'CLBX30401', ownerId: COSTA_ID, holderId: COSTA_ID, groupId })),
    ])
    assign(BOX_1)
    field.links.connect(BOX_1, at(old.port))
    const withBoxId = boxIdSchema.parse(uuid('b', 41))
    expect(replace({ withBoxId, address: at(old.port) })).toMatchObject({ status: 'done' })
    expect(placeOf(withBoxId)).toMatchObject({ eventId: EVENT })
    expect(field.link(withBoxId)).toBeUndefined()
  })

  it('[R1] where it stood elsewhere in the event, it moves; its own run ends for the new one', () => {
    assign(BOX_1, { checkpointIds: [FINISH] })
    assign(BOX_2, { checkpointIds: [KM5], backup: true })
    const [first, second] = [field.start(BOX_1), field.start(BOX_2)]
    field.test.wall.now = '2026-06-06T11:00:00.000Z'
    const result = replace()
    expect(placeOf(BOX_2)).toMatchObject({ checkpointIds: [FINISH], backup: false })
    expect(runsOn(BOX_1)).toMatchObject([{ id: first.id, stopReason: 'stopped' }])
    expect(runsOn(BOX_2).find(({ id }) => id === second.id)).toMatchObject({ stopReason: 'replaced' })
    const sessionId = result.status === 'done' ? result.sessionId : undefined
    expect(runsOn(BOX_2).find(({ id }) => id === sessionId)).toMatchObject({ checkpointIds: [FINISH] })
  })

  it('[R1] the backup there goes on as main, and what it read as backup stays a backup’s', () => {
    assign(BOX_1)
    assign(BOX_2, { checkpointIds: [FINISH, KM5], backup: true })
    const [, second] = [field.start(BOX_1), field.start(BOX_2)]
    field.test.wall.now = '2026-06-06T11:00:00.000Z'
    const result = replace()
    const sessionId = result.status === 'done' ? result.sessionId : undefined
    expect(runsOn(BOX_2).find(({ id }) => id === second.id)).toMatchObject({ backup: true, stopReason: 'replaced' })
    const begun = runsOn(BOX_2).find(({ id }) => id === sessionId)
    expect([begun?.backup ?? false, begun?.checkpointIds.toSorted()]).toEqual([false, [KM5, FINISH].toSorted()])
    expect(placeOf(BOX_2)).toMatchObject({ checkpointIds: [KM5, FINISH], backup: false })
  })

  it('[R2] of a run outside any event', () => {
    field.start(BOX_1)
    const result = replace()
    expect(result).toMatchObject({ status: 'done', sessionId: expect.any(String) })
    expect([placeOf(BOX_1), placeOf(BOX_2)]).toEqual([undefined, undefined])
    expect(runsOn(BOX_2)).toHaveLength(1)
  })

  it('[L9] [L19] of a box whose loan is over, while what it still sends is set aside', async () => {
    const raw = await aRawBox(asBox('CLBX30301', '2026-06-07T08:00:05Z'))
    field.test.receive([put('box', borrowedBox()), put('loan', borrowedLoan())])
    assign(BORROWED, { checkpointIds: [FINISH] })
    const old = field.start(BORROWED, raw.port)
    await eventually(() => expect(field.link(BORROWED)?.state).toBe('connected'))
    field.test.wall.now = '2026-06-07T08:00:05.000Z'
    field.test.desk.tick()
    expect(runsOn(BORROWED)).toMatchObject([{ id: old.id, stopReason: 'loan-ended' }])
    const result = replace({ boxId: BORROWED })
    expect(result).toMatchObject({ status: 'done', sessionId: expect.any(String) })
    expect(placeOf(BOX_2)).toMatchObject({ eventId: EVENT, checkpointIds: [FINISH] })
    expect(field.link(BORROWED)).toMatchObject({ state: 'connected', sessionId: old.id })
    const kept = field.test.store.boxes.links().map(({ boxId }) => boxId)
    expect(kept, 'let go').toEqual([BORROWED])
  })
})

describe('refused as a whole, and nothing is changed', () => {
  function refused(part: Partial<CallArgs<'replaceBox'>> = {}) {
    const before = field.test.desk.outbox.length
    const result = replace(part)
    expect(field.test.desk.outbox).toHaveLength(before)
    if (result.status !== 'refused') throw new Error('not refused')
    return { code: result.code, details: result.details }
  }

  it('[R1] the other box serves another event', () => {
    assign(BOX_1)
    const old = field.start(BOX_1)
    assign(BOX_2, { eventId: OTHER_EVENT, checkpointIds: [] })
    const details = { serial: SERIAL_2, eventId: OTHER_EVENT, eventName: 'Another one' }
    expect(refused()).toEqual({ code: 'BOX_ASSIGNED', details })
    expect(placeOf(BOX_1)).toMatchObject({ eventId: EVENT })
    expect(runsOn(BOX_1)).toEqual([field.test.desk.records.get('session', old.id)])
    expect(field.test.desk.records.get('session', old.id)?.stoppedAt).toBeUndefined()
  })

  it('[R2] another organisation times with it', () => {
    assign(BOX_1)
    field.start(BOX_1)
    field.test.receive([
      put('session', {
        ...{ id: uuid('d', 77), organisationId: COSTA_ID, boxId: BOX_2, boxSerial: SERIAL_2, checkpointIds: [] },
        ...{ alias: '', startedById: MEMBER_ID, startedAt: NOW },
      }),
    ])
    expect(refused()).toMatchObject({ code: 'SESSION_RUNNING', details: { serial: SERIAL_2 } })
  })

  it('[L8] the other box is out of service', () => {
    assign(BOX_1)
    field.test.receive([put('box', sierraBox(2, { outOfService: true }))])
    expect(refused()).toMatchObject({ code: 'BOX_NOT_AVAILABLE', details: { serial: SERIAL_2 } })
  })

  it('[R1] the box stands nowhere', () => {
    expect(refused()).toEqual({ code: 'BOX_NOT_ASSIGNED', details: { serial: 'CLBX30201' } })
    expect(refused({ boxId: boxIdSchema.parse(uuid('b', 99)) })).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('[R1] by itself', () => {
    assign(BOX_1)
    expect(refused({ withBoxId: BOX_1 })).toMatchObject({ code: 'COMMAND_INVALID' })
  })
})
