import { expect, test } from 'vitest'
import { eventFacts } from '../../../renderer/events/event-facts.ts'
import {
  endingLoans,
  loansNotBack,
  nextEvent,
  todayProblems,
  todaysEvents,
} from '../../../renderer/today/today-facts.ts'
import { telemetrySchema } from '../../../shared/cloud-api.ts'
import { eventIdSchema, organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  put,
  record,
  SIERRA_ID,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../support/sample-records.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const EVENT_ID = eventIdSchema.parse(uuid('e', 1))
const NOW = '2026-06-06T08:50:00.000Z'

/** One race at 09:00 until 12:00 UTC, START with box 1, FINISH with the borrowed one, KM 5 without any. */
function raceDay(): MemoryRecords {
  const records = new MemoryRecords()
  const common = { organisationId: SIERRA_ID, raceId: uuid('e', 10) }
  const at = (box: number, checkpoint: number) =>
    put('assignment', {
      id: uuid('b', box),
      boxId: uuid('b', box),
      organisationId: SIERRA_ID,
      eventId: EVENT_ID,
      checkpointIds: [uuid('e', checkpoint)],
      backup: false,
    })
  const times = { plannedStart: '2026-06-06T09:00:00.000Z', expectedEnd: '2026-06-06T12:00:00.000Z' }
  for (const change of [
    put('event', sierraEvent()),
    put('race', { id: uuid('e', 10), organisationId: SIERRA_ID, eventId: EVENT_ID, name: '10 km', ...times }),
    put('checkpoint', { id: uuid('e', 21), ...common, name: 'START', kind: 'START' }),
    put('checkpoint', { id: uuid('e', 22), ...common, name: 'KM 5', kind: 'INTERMEDIATE' }),
    put('checkpoint', { id: uuid('e', 23), ...common, name: 'FINISH', kind: 'FINISH' }),
    put('box', sierraBox(1)),
    put('box', borrowedBox()),
    put('loan', borrowedLoan()),
    at(1, 21),
    at(31, 23),
  ]) {
    records.apply(change)
  }
  return records
}

const silent = { of: () => undefined, upTo: NOW }

function problems(records: MemoryRecords, now = NOW, heard: Parameters<typeof todayProblems>[1] = silent) {
  return todayProblems(eventFacts(records, EVENT_ID, viewer), heard, now).map((problem) =>
    'race' in problem ? `${problem.kind} ${problem.checkpoints.join(' ')}` : `${problem.kind} ${problem.place}`,
  )
}

test('shows the events of today by the calendar of their own zone', () => {
  const auckland = record('event', {
    ...sierraEvent(),
    id: uuid('e', 2),
    date: '2026-06-07',
    timeZone: 'Pacific/Auckland',
  })
  const lateEvening = '2026-06-06T13:00:00.000Z'
  expect(todaysEvents([sierraEvent(), auckland], lateEvening)).toHaveLength(2)
  expect(todaysEvents([sierraEvent(), auckland], '2026-06-06T09:00:00.000Z').map(({ id }) => id)).toEqual([EVENT_ID])
  expect(nextEvent([sierraEvent(), auckland], '2026-06-01T09:00:00.000Z')?.id).toBe(EVENT_ID)
  expect(nextEvent([sierraEvent()], '2026-06-06T09:00:00.000Z')).toBeUndefined()
})

test('says of a checkpoint without a box, and near the gun of one without a timing run', () => {
  expect(problems(raceDay())).toEqual(['no-run START FINISH', 'no-box KM 5'])
  expect(problems(raceDay(), '2026-06-06T08:00:00.000Z')).toEqual(['no-box KM 5'])
  expect(problems(raceDay(), '2026-06-06T12:00:01.000Z')).toEqual(['no-box KM 5'])
})

test('says of a box that fell silent, lost its clock’s source or runs low', () => {
  const early = '2026-06-06T08:00:00.000Z'
  const reports = (part: object, receivedAt = early) => ({
    of: (boxId: string) => (boxId === uuid('b', 1) ? telemetrySchema.parse({ boxId, receivedAt, ...part }) : undefined),
    upTo: early,
  })
  expect(problems(raceDay(), early, reports({ batteryPercent: 90, clockSource: 'GPS' }))).toEqual(['no-box KM 5'])
  expect(problems(raceDay(), early, reports({ batteryPercent: 9, clockSource: 'none' }))).toEqual([
    'no-clock START',
    'low-battery START',
    'no-box KM 5',
  ])
  expect(problems(raceDay(), early, reports({ batteryPercent: 9 }, '2026-06-06T07:50:00.000Z'))).toEqual([
    'no-contact START',
    'no-box KM 5',
  ])
})

test('a box is not called silent because this laptop is offline', () => {
  const receivedAt = '2026-06-06T07:59:00.000Z'
  const heard = {
    of: (boxId: string) => telemetrySchema.parse({ boxId, receivedAt }),
    upTo: '2026-06-06T08:00:00.000Z',
  }
  expect(problems(raceDay(), '2026-06-06T08:40:00.000Z', heard)).toEqual(['no-box KM 5'])
})

test('[L14] [R8] lists loans that end within a day, or before the last finisher of their event', () => {
  const records = raceDay()
  const ending = (now: string) => endingLoans(records, viewer, now).map(({ loan, finish }) => [loan.boxSerial, finish])
  expect(ending('2026-06-06T07:00:00.000Z')).toEqual([])
  expect(ending('2026-06-06T08:00:00.000Z')).toEqual([['CLBX30301', undefined]])
  const race = records.get('race', uuid('e', 10))
  if (race) records.apply(put('race', { ...race, expectedEnd: '2026-06-07T10:00:00.000Z' }))
  expect(ending('2026-06-06T07:00:00.000Z')).toEqual([['CLBX30301', '2026-06-07T10:00:00.000Z']])
})

test('[L18] lists the owner’s boxes that are not back, until they are ticked in', () => {
  const records = raceDay()
  const over = {
    id: uuid('c', 9),
    boxId: uuid('b', 9),
    ownerId: SIERRA_ID,
    recipientId: COSTA_ID,
    endedAt: '2026-06-05T00:00:00.000Z',
    endReason: 'expired',
  }
  records.apply(put('loan', borrowedLoan(over)))
  expect(loansNotBack(records, viewer).map(({ id }) => id)).toEqual([uuid('c', 9)])
  records.apply(put('loan', borrowedLoan({ ...over, backAt: '2026-06-06T00:00:00.000Z' })))
  expect(loansNotBack(records, viewer)).toEqual([])
})
