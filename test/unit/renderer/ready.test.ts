import { describe, expect, test } from 'vitest'
import { eventFacts } from '../../../renderer/events/event-facts.ts'
import { type BoxKnown, boxChecks } from '../../../renderer/ready/box-checks.ts'
import { type Check, toLookAt } from '../../../renderer/ready/check.ts'
import { type LaptopKnown, laptopChecks } from '../../../renderer/ready/laptop-checks.ts'
import { officeChecks, takenAlong, worksUntil } from '../../../renderer/ready/office-checks.ts'
import { readyPlaces } from '../../../renderer/ready/ready-facts.ts'
import { telemetrySchema } from '../../../shared/cloud-api.ts'
import { linkSchema } from '../../../shared/desktop-live.ts'
import { testReadSchema } from '../../../shared/desktop-race-day.ts'
import { eventIdSchema, organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  MEMBER_ID,
  put,
  SIERRA_ID,
  sierraAssignment,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const viewer = organisationIdSchema.parse(SIERRA_ID)
const EVENT_ID = eventIdSchema.parse(uuid('e', 1))
const NOW = say.now

/** Two races; START of both with box 1; FINISH of the first with the borrowed one and box 2 as backup; KM 5 with a backup alone. */
function raceDay(...more: readonly ReturnType<typeof put>[]): MemoryRecords {
  const records = new MemoryRecords()
  const race = (id: number, name: string, plannedStart: string) =>
    put('race', {
      ...{ id: uuid('e', id), organisationId: SIERRA_ID, eventId: EVENT_ID, name, plannedStart },
      expectedEnd: '2026-06-07T18:00:00.000Z',
    })
  const checkpoint = (id: number, raceNumber: number, name: string, kind: string) =>
    put('checkpoint', { id: uuid('e', id), organisationId: SIERRA_ID, raceId: uuid('e', raceNumber), name, kind })
  for (const change of [
    put('event', sierraEvent()),
    race(10, '10 km', '2026-06-07T13:00:00.000Z'),
    race(11, '21 km', '2026-06-07T14:00:00.000Z'),
    checkpoint(21, 10, 'START', 'START'),
    checkpoint(22, 10, 'KM 5', 'INTERMEDIATE'),
    checkpoint(23, 10, 'FINISH', 'FINISH'),
    checkpoint(24, 11, 'START', 'START'),
    ...[1, 2, 3].map((number) => put('box', sierraBox(number))),
    put('box', borrowedBox()),
    put('loan', borrowedLoan({ endsAt: '2026-06-07T16:05:00.000Z' })),
    sierraAssignment(1, [21, 24]),
    sierraAssignment(31, [23]),
    sierraAssignment(2, [23], { backup: true }),
    sierraAssignment(3, [22], { backup: true }),
    ...more,
  ]) {
    records.apply(change)
  }
  return records
}

test('[R1] goes through the checkpoints in race order, with what is missing, and each box once', () => {
  const told = readyPlaces(eventFacts(raceDay(), EVENT_ID, viewer)).map(
    ({ race, checkpoint, boxes, hasMain, hasBackup }) => {
      const there = boxes.map(({ placed, firstAt }) => placed.box.serial + (firstAt ? ` as ${firstAt.race.name}` : ''))
      return `${race.name} ${checkpoint.name}: ${there.join(', ')} ${hasMain ? 'main' : '-'} ${hasBackup ? 'backup' : '-'}`
    },
  )
  expect(told).toEqual([
    '10 km START: CLBX30201 main -',
    '10 km KM 5: CLBX30203 - backup',
    '10 km FINISH: CLBX30301, CLBX30202 main backup',
    '21 km START: CLBX30201 as 10 km main -',
  ])
})

const UNKNOWN: BoxKnown = {
  ...{ telemetry: undefined, link: undefined, testRead: undefined, isAwaiting: false, lastReadAt: undefined },
  ...{ loan: undefined, upTo: NOW },
}

function checksOf(known: Partial<BoxKnown>, records = raceDay(), serial = 'CLBX30201'): ReadonlyMap<string, Check> {
  const placed = eventFacts(records, EVENT_ID, viewer).boxes.find(({ box }) => box.serial === serial)
  if (placed === undefined) throw new Error(`${serial} isn't in the event`)
  return new Map(boxChecks(say, placed, { ...UNKNOWN, ...known }).map((check) => [check.key, check]))
}

function telemetry(fields: Readonly<Record<string, unknown>> = {}) {
  return telemetrySchema.parse({ boxId: uuid('b', 1), receivedAt: '2026-06-07T11:59:00.000Z', ...fields })
}

function link(fields: Readonly<Record<string, unknown>> = {}) {
  return linkSchema.parse({
    ...{ boxId: uuid('b', 1), address: { host: '192.168.1.20', port: 8080 }, state: 'connected' },
    ...{ since: '2026-06-07T10:42:00.000Z', counts: { known: 0, notOurs: 0, unreadable: 0 } },
    ...fields,
  })
}

function testRead(at: string) {
  return testReadSchema.parse({ boxId: uuid('b', 1), at, chip: 'E280' })
}

describe('the test read at a box', () => {
  test.each<[string, Partial<BoxKnown>, string, Check['level']]>([
    ['not yet', {}, 'No test read yet', 'look'],
    ['begun', { isAwaiting: true }, 'Connecting to the box', 'wait'],
    ['waiting', { isAwaiting: true, link: link() }, 'Waiting for a chip: hold one to the antenna', 'wait'],
    ['connecting', { isAwaiting: true, link: link({ state: 'connecting' }) }, 'Connecting to the box', 'wait'],
    [
      'without connection',
      { isAwaiting: true, link: link({ state: 'broken' }) },
      'No connection to 192.168.1.20:8080 yet',
      'wait',
    ],
    ['done today', { testRead: testRead('2026-06-07T07:41:00.000Z') }, 'Test read 07:41 ✓', 'good'],
    [
      'done yesterday',
      { testRead: testRead('2026-06-06T07:41:00.000Z') },
      'Test read yesterday 07:41, not today',
      'look',
    ],
  ])('[R1] %s', (_name, known, words, level) => {
    expect(checksOf(known).get('test')).toMatchObject({ words, level })
  })

  test('[R1] with a timing run on, its reads count', () => {
    const running = raceDay(
      put('session', {
        ...{ id: uuid('f', 1), organisationId: SIERRA_ID, boxId: uuid('b', 1), boxSerial: 'CLBX30201', alias: 'START' },
        ...{ eventId: EVENT_ID, checkpointIds: [], startedById: MEMBER_ID, startedAt: '2026-06-07T11:00:00.000Z' },
      }),
    )
    expect(checksOf({}, running).get('test')).toMatchObject({ words: 'Timing run is on: reads count', level: 'note' })
    expect(checksOf({ lastReadAt: '2026-06-07T11:30:00.000Z' }, running).get('test')).toMatchObject({
      ...{ words: 'Timing run is on: reads count, last 11:30', level: 'good' },
    })
  })
})

describe('a box before the gun', () => {
  test.each<[string, Partial<BoxKnown>, string, string, Check['level']]>([
    ['nothing told', {}, 'health', 'Battery and reader not told yet', 'note'],
    ['a low battery', { telemetry: telemetry({ batteryPercent: 14 }) }, 'battery', 'Battery 14 %, low', 'look'],
    [
      'charging',
      { telemetry: telemetry({ batteryPercent: 14, charging: true }) },
      'battery',
      'Battery 14 %, charging',
      'good',
    ],
    [
      'no reader',
      { telemetry: telemetry({ readerPresent: false }) },
      'reader',
      'Reader missing: it reads no chips',
      'look',
    ],
    [
      'no clock',
      { telemetry: telemetry({ clockSource: 'none' }) },
      'clock',
      'No clock: times count by when they come',
      'look',
    ],
    [
      'a measured clock',
      { link: link({ clockSource: 'GPS', clockOffsetMs: -2300 }) },
      'clock',
      'Clock GPS, 2.3 s off, corrected',
      'good',
    ],
    ['a told clock', { telemetry: telemetry({ clockSource: 'NTP' }) }, 'clock', 'Clock NTP', 'good'],
    ['never heard of', {}, 'contact', 'Not heard of yet', 'note'],
    ['connected', { link: link() }, 'contact', 'Connected', 'good'],
    [
      'silent for long',
      { telemetry: telemetry({ receivedAt: '2026-06-07T11:40:00.000Z' }) },
      'contact',
      'No contact for 20 min, since today 11:40',
      'look',
    ],
    [
      'read by a test since',
      {
        telemetry: telemetry({ receivedAt: '2026-06-07T11:40:00.000Z' }),
        testRead: testRead('2026-06-07T11:50:00.000Z'),
      },
      'contact',
      'Last contact today 11:50 (10 min ago)',
      'good',
    ],
    [
      'silent because this laptop is offline',
      { telemetry: telemetry({ receivedAt: '2026-06-07T08:09:00.000Z' }), upTo: '2026-06-07T08:10:00.000Z' },
      'contact',
      'Last contact today 08:09 (3 h ago)',
      'good',
    ],
  ])('[R1] %s', (_name, known, key, words, level) => {
    expect(checksOf(known).get(key)).toMatchObject({ words, level })
  })

  test('[R8] a loan that ends before the last finisher is something to look at, with the way to ask for more', () => {
    const loan = borrowedLoan({ endsAt: '2026-06-07T16:05:00.000Z' })
    expect(checksOf({ loan }, raceDay(), 'CLBX30301').get('loan')).toMatchObject({
      level: 'look',
      words: 'The loan ends Sun 16:05, before the last finisher at Sun 18:00.',
      act: { kind: 'ask-time', loanId: loan.id },
    })
    expect(checksOf({}).has('loan')).toBe(false)
  })
})

const SETTINGS = { theme: 'system', rows: 'default', language: 'en', sounds: true } as const
const STATUS = {
  connection: 'online',
  lastSyncedAt: '2026-06-07T11:58:00.000Z',
  problems: [],
  settings: SETTINGS,
  signing: {
    ...{ keyIn: 'file', mayLend: true, certificateUntil: '2026-06-20T12:00:00.000Z' },
    endedListAt: '2026-06-07T11:58:00.000Z',
  },
} satisfies Parameters<typeof laptopChecks>[2]
const LAPTOP: LaptopKnown = {
  ...{ onMains: true, percent: 100, isKeptAwake: true, hasCamera: true },
  disk: { freeBytes: 81_400_000_000, lowBytes: 500_000_000 },
}

function looks(checks: readonly Check[]): readonly string[] {
  return toLookAt('laptop', 'This laptop', checks).map(({ check }) => check.words)
}

test('[R1] a laptop on mains, awake, signed in and certified needs nobody', () => {
  const checks = laptopChecks(say, LAPTOP, STATUS)
  expect(looks(checks)).toEqual([])
  expect(checks.map(({ words }) => words)).toContain('Disk: 81 GB free')
  expect(checks.map(({ words }) => words)).toContain('Signed in until Tue 7 Jul 11:58 (in 29 d)')
})

test('[O10] [R1] names all that is wrong with the laptop itself', () => {
  const known = {
    ...{ onMains: false, percent: 12, isKeptAwake: false, hasCamera: false },
    disk: { freeBytes: 400_000_000, lowBytes: 500_000_000 },
  }
  const status = {
    ...STATUS,
    ...{ connection: 'offline', lastSyncedAt: '2026-05-09T12:00:00.000Z', problems: ['clock-behind'] },
    signing: { keyIn: 'file', mayLend: true, certificateUntil: '2026-06-06T12:00:00.000Z' },
  } satisfies Parameters<typeof laptopChecks>[2]
  expect(looks(laptopChecks(say, known, status))).toEqual([
    'On battery, only 12 %',
    'Disk: only 400 MB free',
    'It may fall asleep',
    'Signed in only until Mon 8 Jun 12:00 (in 1 d)',
    'Its certificate has run out: it can’t lend without internet',
    say.t('problem.clock-behind'),
  ])
  const full = laptopChecks(say, known, { ...status, problems: ['disk-full'] })
  expect(looks(full)).toContain('Disk full: nothing can be saved')
  // Neither being without internet nor without a camera stops anybody.
  expect(full.find(({ key }) => key === 'internet')?.level).toBe('note')
  expect(full.find(({ key }) => key === 'camera')?.level).toBe('note')
})

test('[F1] before leaving the office: what is known, how old it is, and what isn’t sent', () => {
  const reserved = put('loan', {
    ...borrowedLoan({ id: uuid('c', 2), boxId: uuid('b', 3), boxSerial: 'CLBX30203', ownerId: SIERRA_ID }),
    ...{ recipientId: COSTA_ID, acceptedAt: undefined },
  })
  const taken = takenAlong(raceDay(reserved), viewer)
  expect(taken).toEqual({ events: 1, boxes: 4, partners: 0, reserved: ['CLBX30203'] })
  const event = {
    id: EVENT_ID,
    known: { entries: 1204, chips: 2408, reached: ['CLBX30201'], unreached: ['CLBX30202'] },
  }
  const checks = officeChecks(say, STATUS, { ...taken, unsent: 0 }, event)
  expect(looks(checks)).toEqual([])
  expect(checks.map(({ words }) => words)).toEqual([
    'Synced today 11:58 (2 min ago)',
    'Knows 1 event, 4 boxes and 0 partners',
    'Everything is sent',
    'Signed in until Tue 7 Jul 11:58 (in 29 d)',
    'Certified until Sat 20 Jun 12:00 (in 13 d)',
    'Ended loans known as of today 11:58 (2 min ago)',
    'Start list with 1,204 entries, 2,408 chips',
    'Addresses known of 1 of 2 boxes',
    '1 box is reserved, its code to hand out: CLBX30203',
  ])
  const old = { ...STATUS, lastSyncedAt: '2026-06-06T11:58:00.000Z', signing: undefined }
  expect(looks(officeChecks(say, old, { ...taken, unsent: 3 }, event))).toEqual([
    'Synced yesterday 11:58, 1 d ago',
    '3 things wait to be sent',
    'Not certified: it can’t lend without internet',
    'Ended loans not known yet',
  ])
})

test('[O10] works without internet for 30 days from the last contact', () => {
  expect(worksUntil(STATUS, NOW)).toBe('2026-07-07T11:58:00.000Z')
  expect(worksUntil({ ...STATUS, lastSyncedAt: '2026-05-01T00:00:00.000Z' }, NOW)).toBeUndefined()
  expect(worksUntil({ ...STATUS, connection: 'sign-in-again' }, NOW)).toBeUndefined()
})
