import { expect, test } from 'vitest'
import { raceCommands } from '../../../renderer/events/asked-acts.ts'
import { assignableBoxes, assignCommands, searchAssignable } from '../../../renderer/events/assignable-boxes.ts'
import { eventFacts, eventsInOrder, whyNotAssignable } from '../../../renderer/events/event-facts.ts'
import { eventPlaceText, readEventPlace } from '../../../renderer/events/event-place.ts'
import { readKm } from '../../../renderer/events/read-km.ts'
import {
  boxIdSchema,
  checkpointIdSchema,
  eventIdSchema,
  organisationIdSchema,
  raceIdSchema,
} from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  put,
  SIERRA_ID,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../support/sample-records.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const EVENT_ID = eventIdSchema.parse(uuid('e', 1))
const [RACE_10, RACE_21] = [uuid('e', 10), uuid('e', 11)]
const [START, KM_5, KM_10, FINISH] = [uuid('e', 21), uuid('e', 22), uuid('e', 23), uuid('e', 24)]

function checkpoint(id: string, name: string, kind: string, distanceM?: number) {
  return put('checkpoint', {
    id,
    organisationId: SIERRA_ID,
    raceId: RACE_10,
    name,
    kind,
    ...(distanceM ? { distanceM } : {}),
  })
}

function assignment(box: number, checkpointIds: readonly string[], part: object = {}) {
  const id = uuid('b', box)
  const common = { organisationId: SIERRA_ID, eventId: EVENT_ID, checkpointIds, backup: false }
  return put('assignment', { id, boxId: id, ...common, ...part })
}

/** 10 km at 09:00 with four checkpoints, 21 km at 08:00 until 12:00; four boxes, one of them borrowed until 08:00 next day. */
function marathon(): MemoryRecords {
  const records = new MemoryRecords()
  const race = { organisationId: SIERRA_ID, eventId: EVENT_ID }
  for (const change of [
    put('event', sierraEvent()),
    put('race', { id: RACE_10, ...race, name: '10 km', plannedStart: '2026-06-06T09:00:00.000Z' }),
    put('race', {
      id: RACE_21,
      ...race,
      name: '21 km',
      plannedStart: '2026-06-06T08:00:00.000Z',
      expectedEnd: '2026-06-06T12:00:00.000Z',
    }),
    checkpoint(FINISH, 'FINISH', 'FINISH'),
    checkpoint(KM_10, 'KM 10', 'INTERMEDIATE', 10_000),
    checkpoint(KM_5, 'KM 5', 'INTERMEDIATE', 5_000),
    checkpoint(START, 'START', 'START'),
    ...[1, 2, 3].map((number) => put('box', sierraBox(number))),
    put('box', borrowedBox()),
    put('loan', borrowedLoan()),
    assignment(1, [START]),
    assignment(2, [FINISH], { backup: true }),
    assignment(31, [FINISH, START]),
    assignment(3, []),
  ]) {
    records.apply(change)
  }
  return records
}

test('shows races by their start, and checkpoints from start to finish', () => {
  const { races } = eventFacts(marathon(), EVENT_ID, viewer)
  expect(races.map(({ race }) => race.name)).toEqual(['21 km', '10 km'])
  expect(races[1]?.checkpoints.map((at) => at.checkpoint.name)).toEqual(['START', 'KM 5', 'KM 10', 'FINISH'])
})

test('[R1] shows a box at each of its checkpoints, main before backup, and those not placed yet by themselves', () => {
  const { races, unplaced, boxes } = eventFacts(marathon(), EVENT_ID, viewer)
  const at = (name: string) =>
    races[1]?.checkpoints.find((one) => one.checkpoint.name === name)?.boxes.map(({ box }) => box.serial)
  expect(at('START')).toEqual(['CLBX30201', 'CLBX30301'])
  expect(at('FINISH')).toEqual(['CLBX30301', 'CLBX30202'])
  expect(unplaced.map(({ box }) => box.serial)).toEqual(['CLBX30203'])
  expect(boxes).toHaveLength(4)
})

test('[R8] says of a borrowed box that goes back before the last finisher, and of no other', () => {
  const records = marathon()
  const early = () =>
    eventFacts(records, EVENT_ID, viewer).boxes.filter((placed) => placed.finishAfterLoan !== undefined)
  expect(early()).toEqual([])
  records.apply(put('loan', borrowedLoan({ endsAt: '2026-06-06T11:00:00.000Z' })))
  expect(early().map(({ box, finishAfterLoan }) => [box.serial, finishAfterLoan])).toEqual([
    ['CLBX30301', '2026-06-06T12:00:00.000Z'],
  ])
})

test('shows one’s own timing run, not one that stopped', () => {
  const records = marathon()
  const run = {
    id: uuid('d', 1),
    organisationId: SIERRA_ID,
    boxId: uuid('b', 1),
    boxSerial: 'CLBX30201',
    checkpointIds: [],
    alias: '',
    startedById: uuid('a', 11),
    startedAt: '2026-06-06T08:00:00.000Z',
  }
  const running = () => eventFacts(records, EVENT_ID, viewer).boxes.filter((placed) => placed.run !== undefined)
  records.apply(put('session', run))
  expect(running().map(({ box }) => box.serial)).toEqual(['CLBX30201'])
  records.apply(put('session', { ...run, stoppedAt: '2026-06-06T09:00:00.000Z', stopReason: 'stopped' }))
  expect(running()).toEqual([])
})

test('[L8] a box that is lent, and one that serves another event, can’t be assigned, and it says why', () => {
  const records = marathon()
  const other = uuid('e', 2)
  records.apply(put('event', { ...sierraEvent(), id: other, name: 'Night Run' }))
  records.apply(put('box', sierraBox(5, { holderId: COSTA_ID })))
  records.apply(
    put('loan', borrowedLoan({ id: uuid('c', 5), boxId: uuid('b', 5), ownerId: SIERRA_ID, recipientId: COSTA_ID })),
  )
  records.apply(put('box', sierraBox(6)))
  records.apply(assignment(6, [], { eventId: other }))
  const why = (box: number) => whyNotAssignable(records, viewer, boxIdSchema.parse(uuid('b', box)), EVENT_ID)
  expect(why(5)?.code).toBe('BOX_LENT')
  expect(why(6)).toEqual({ code: 'BOX_ASSIGNED', details: { eventId: other, eventName: 'Night Run' } })
  expect(why(1)).toBeUndefined()
  expect(assignableBoxes(records, EVENT_ID, viewer).map(({ box }) => box.serial)).toEqual([
    'CLBX30201',
    'CLBX30202',
    'CLBX30203',
    'CLBX30301',
    'CLBX30205',
    'CLBX30206',
  ])
})

test('finds boxes to assign by serial and name', () => {
  const boxes = assignableBoxes(marathon(), EVENT_ID, viewer)
  expect(searchAssignable(boxes, 'clbx30203').map(({ box }) => box.serial)).toEqual(['CLBX30203'])
  expect(searchAssignable(boxes, 'FINI').map(({ box }) => box.serial)).toEqual(['CLBX30301'])
  expect(searchAssignable(boxes, ' ')).toHaveLength(4)
})

test('adds checkpoints to those a box has, and the undo puts it back', () => {
  const records = marathon()
  records.apply(put('box', sierraBox(4)))
  const boxes = assignableBoxes(records, EVENT_ID, viewer).filter(({ box }) =>
    ['CLBX30201', 'CLBX30204'].includes(box.serial),
  )
  const { commands, undo } = assignCommands(boxes, { id: EVENT_ID }, [FINISH], true)
  const assign = (box: number, checkpointIds: readonly string[], backup: boolean) => ({
    type: 'assignBox',
    args: { boxId: uuid('b', box), eventId: EVENT_ID, checkpointIds, backup },
  })
  expect(commands).toHaveLength(2)
  expect(commands).toContainEqual(assign(1, [START, FINISH], true))
  expect(commands).toContainEqual(assign(4, [FINISH], true))
  expect(undo).toContainEqual({ type: 'releaseBox', args: { boxId: uuid('b', 4) } })
  expect(undo).toContainEqual(assign(1, [START], false))
})

test('lists what comes first, the soonest first, then what is past, the latest first', () => {
  const on = (id: number, date: string, part: object = {}) => ({
    ...sierraEvent(),
    id: eventIdSchema.parse(uuid('e', id)),
    date,
    ...part,
  })
  const events = [
    on(1, '2026-06-01'),
    on(2, '2026-06-20'),
    on(3, '2026-06-07'),
    on(4, '2026-05-01'),
    on(5, '2026-06-08', { archivedAt: '2026-06-01T00:00:00.000Z' }),
  ]
  expect(eventsInOrder(events, () => '2026-06-07').map(({ date }) => date)).toEqual([
    '2026-06-07',
    '2026-06-20',
    '2026-06-01',
    '2026-05-01',
  ])
})

test('a new race brings its two ends in the same act', () => {
  const raceId = raceIdSchema.parse(RACE_10)
  const race = { id: raceId, eventId: EVENT_ID, name: '10 km', plannedStart: undefined, expectedEnd: undefined }
  const start = { id: checkpointIdSchema.parse(START), name: 'START', kind: 'START' as const }
  expect(raceCommands(race, [start])).toEqual([
    { type: 'createRace', args: { raceId, eventId: EVENT_ID, name: '10 km' } },
    { type: 'createCheckpoint', args: { checkpointId: START, raceId, name: 'START', kind: 'START' } },
  ])
})

test('reads kilometres with point and comma', () => {
  expect([readKm('5'), readKm('21,0975'), readKm(' 42.195 '), readKm('')]).toEqual([5000, 21098, 42195, undefined])
  expect([readKm('-1'), readKm('five'), readKm('99999999')]).toEqual(['wrong', 'wrong', 'wrong'])
})

test('an address keeps the event and the box that is open beside it', () => {
  expect(readEventPlace(eventPlaceText(EVENT_ID, uuid('b', 1)))).toEqual({ eventId: EVENT_ID, boxId: uuid('b', 1) })
  expect(readEventPlace(eventPlaceText(EVENT_ID))).toEqual({ eventId: EVENT_ID, boxId: undefined })
})
