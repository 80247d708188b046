import { expect, test } from 'vitest'
import { type BoardSources, boardOf } from '../../../../electron/core/board/board-facts.ts'
import { type Link, linkSchema, liveSessionSchema } from '../../../../shared/desktop-live.ts'
import { type Alarm, alarmSchema, boardSchema } from '../../../../shared/desktop-race-day.ts'
import { eventIdSchema, organisationIdSchema } from '../../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  MEMBER_ID,
  put,
  SIERRA_ID,
  sierra,
  sierraAssignment,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../../support/sample-records.ts'

const EVENT_ID = eventIdSchema.parse(uuid('e', 1))
const NOW = '2026-06-06T10:00:00.000Z'
const common = { organisationId: SIERRA_ID, raceId: uuid('e', 10) }

function run(number: number, box: number, fields: Readonly<Record<string, unknown>> = {}) {
  return put('session', {
    ...{ id: uuid('f', number), organisationId: SIERRA_ID, boxId: uuid('b', box), boxSerial: `CLBX302${box}` },
    ...{ eventId: EVENT_ID, checkpointIds: [uuid('e', 23)], alias: 'FINISH', startedById: MEMBER_ID },
    startedAt: `2026-06-06T0${number}:00:00.000Z`,
    ...fields,
  })
}

/** START and KM 5 with box 1; FINISH with box 2, and the borrowed one as its backup. */
function raceDay(...more: readonly ReturnType<typeof put>[]): MemoryRecords {
  const records = new MemoryRecords()
  for (const change of [
    put('organisation', sierra),
    put('partner', { id: COSTA_ID, name: 'Costa Events', number: 1002, since: '2026-01-01T00:00:00.000Z' }),
    put('event', sierraEvent()),
    put('race', { id: uuid('e', 10), organisationId: SIERRA_ID, eventId: EVENT_ID, name: '10 km' }),
    put('checkpoint', { id: uuid('e', 23), ...common, name: 'FINISH', kind: 'FINISH' }),
    put('checkpoint', { id: uuid('e', 22), ...common, name: 'KM 5', kind: 'INTERMEDIATE' }),
    put('checkpoint', { id: uuid('e', 21), ...common, name: 'START', kind: 'START' }),
    ...[1, 2, 3].map((number) => put('box', sierraBox(number))),
    put('box', borrowedBox()),
    put('loan', borrowedLoan()),
    sierraAssignment(31, [23], { backup: true }),
    sierraAssignment(2, [23]),
    sierraAssignment(1, [21, 22]),
    sierraAssignment(3, []),
    ...more,
  ]) {
    records.apply(change)
  }
  return records
}

function link(box: number, fields: Readonly<Record<string, unknown>> = {}): Link {
  return linkSchema.parse({
    ...{ boxId: uuid('b', box), address: { host: '10.0.0.1', port: 10001 }, state: 'connected', since: NOW },
    counts: { known: 0, notOurs: 0, unreadable: 0 },
    ...fields,
  })
}

function alarm(kind: string, box: number, fields: Readonly<Record<string, unknown>> = {}): Alarm {
  return alarmSchema.parse({ id: `${kind} ${box}`, kind, since: NOW, boxId: uuid('b', box), ...fields })
}

function sources(records: MemoryRecords, part: Partial<BoardSources> = {}): BoardSources {
  const viewer = organisationIdSchema.parse(SIERRA_ID)
  const none = { isUnconfirmed: () => false, links: [], live: () => undefined, alarms: [], isDemo: false }
  return { records, viewer, now: NOW, isOnline: true, ...none, ...part }
}

function board(records: MemoryRecords, part: Partial<BoardSources> = {}) {
  const found = boardOf(sources(records, part), EVENT_ID)
  if (found === undefined) throw new Error('no board')
  expect(boardSchema.strict().parse(found)).toEqual(found)
  return found
}

function rowOf(serial: string, records: MemoryRecords, part: Partial<BoardSources> = {}) {
  const row = board(records, part).rows.find((one) => one.serial === serial)
  if (row === undefined) throw new Error(`no row of ${serial}`)
  return row
}

test('[R1] each box once, in race order, main before backup', () => {
  const { rows, ...head } = board(raceDay())
  expect(rows.map(({ checkpoint, race, serial, backup }) => ({ checkpoint, race, serial, backup }))).toEqual([
    { checkpoint: 'START, KM 5', race: '10 km', serial: 'CLBX30201', backup: false },
    { checkpoint: 'FINISH', race: '10 km', serial: 'CLBX30202', backup: false },
    { checkpoint: 'FINISH', race: '10 km', serial: 'CLBX30301', backup: true },
  ])
  expect(head).toEqual({
    event: { name: 'Sierra Marathon', date: '2026-06-06', timeZone: 'Europe/Madrid' },
    ...{ organisation: 'Sierra Timing', now: NOW, connection: 'online', disk: 'ok', isDemo: false },
  })
})

test('[R1] a box that stands nowhere shows while it records', () => {
  expect(board(raceDay()).rows).toHaveLength(3)
  expect(rowOf('CLBX30203', raceDay(run(1, 3)))).toMatchObject({ checkpoint: '', state: 'by-cloud' })
})

test('[L11] whose the box is and until when, where it isn’t ours', () => {
  expect(rowOf('CLBX30202', raceDay()).custody).toBeUndefined()
  const custody = {
    ...{ state: 'borrowed', organisation: 'Costa Events', confirmed: true },
    ...{ from: '2026-06-06T08:30:00.000Z', until: '2026-06-07T08:00:00.000Z' },
  }
  expect(rowOf('CLBX30301', raceDay()).custody).toEqual(custody)
  const isUnconfirmed = (kind: string, id: string) => kind === 'loan' && id === uuid('c', 1)
  expect(rowOf('CLBX30301', raceDay(), { isUnconfirmed }).custody).toEqual({ ...custody, confirmed: false })
})

test('[L19] a box whose loan ended during its run stays, and never looks like ours', () => {
  const endedAt = '2026-06-06T09:59:00.000Z'
  const records = raceDay(
    run(1, 31, { boxSerial: 'CLBX30301', stoppedAt: endedAt, stopReason: 'loan-ended' }),
    put('loan', borrowedLoan({ endedAt, endReason: 'revoked' })),
  )
  for (const kind of ['box', 'assignment'] as const) records.apply({ kind, id: uuid('b', 31), body: null })
  expect(board(records).rows).toHaveLength(2)
  const aside = { count: 3, since: endedAt, until: '2026-06-07T09:59:00.000Z' }
  const links = [link(31, { sessionId: uuid('f', 1), aside })]
  expect(rowOf('CLBX30301', records, { links })).toMatchObject({
    ...{ checkpoint: 'FINISH', alias: 'Finish', state: 'loan-over', stateSince: endedAt },
    custody: { state: 'borrowed', organisation: 'Costa Events', until: endedAt },
  })
})

test.each([
  ['not-started', undefined, []],
  ['by-cloud', '2026-06-06T01:00:00.000Z', [run(1, 2)]],
  ['stopped', NOW, [run(1, 2, { stoppedAt: NOW, stopReason: 'stopped' })]],
  ['loan-over', NOW, [run(1, 2, { stoppedAt: NOW, stopReason: 'share-ended' })]],
])('without a connection of this laptop: %s', (state, stateSince, runs) => {
  const row = rowOf('CLBX30202', raceDay(...runs))
  expect(row.state).toBe(state)
  expect(row.stateSince).toBe(stateSince)
})

test.each(['connecting', 'connected', 'broken', 'silent', 'wrong-box'] as const)(
  'tells of this laptop’s own connection: %s',
  (state) => {
    expect(rowOf('CLBX30202', raceDay(run(1, 2)), { links: [link(2, { state })] })).toMatchObject({
      ...{ state, stateSince: NOW },
    })
  },
)

test('[R3] counts over all of the box’s runs in the event, and no other', () => {
  const stopped = { stoppedAt: '2026-06-06T02:00:00.000Z', stopReason: 'stopped' }
  const elsewhere = run(3, 2, { eventId: uuid('e', 2), ...stopped })
  const records = raceDay(run(1, 2, stopped), run(2, 2), elsewhere)
  const live = (id: string) =>
    liveSessionSchema.parse({
      ...{ sessionId: id, count: 10, inCloud: 0, byReceived: 0, lastMinute: 4, unknownChips: 0 },
      lastAt: id === uuid('f', 1) ? '2026-06-06T01:30:00.000Z' : '2026-06-06T09:58:00.000Z',
      completeness: { box: 10, missing: 0, gaps: [] },
    })
  expect(rowOf('CLBX30202', records, { live })).toMatchObject({
    ...{ count: 20, lastMinute: 8, lastAt: '2026-06-06T09:58:00.000Z' },
  })
})

test('alarms of the row’s box, those that nobody has seen first', () => {
  const alarms = [
    alarm('no-connection', 2, { acknowledgedAt: NOW }),
    alarm('low-battery', 2),
    alarm('silent', 1),
    alarmSchema.parse({ id: 'disk-low', kind: 'disk-low', since: NOW, freeBytes: 1 }),
  ]
  const found = board(raceDay(), { alarms })
  expect(found.disk).toBe('low')
  expect(found.rows[1]?.alarms).toEqual([
    { kind: 'low-battery', since: NOW, acknowledged: false },
    { kind: 'no-connection', since: NOW, acknowledged: true },
  ])
})

test('[O7] no board of an archived event, of another organisation’s, or of none', () => {
  expect(boardOf(sources(raceDay(put('event', { ...sierraEvent(), archivedAt: NOW }))), EVENT_ID)).toBeUndefined()
  const viewer = organisationIdSchema.parse(COSTA_ID)
  expect(boardOf({ ...sources(raceDay()), viewer }, EVENT_ID)).toBeUndefined()
  expect(boardOf(sources(new MemoryRecords()), EVENT_ID)).toBeUndefined()
})
