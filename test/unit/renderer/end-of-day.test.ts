import { expect, test } from 'vitest'
import { readChoice, sheetChoices, sheetRows } from '../../../renderer/custody-sheet/sheet-rows.ts'
import { sheetCells } from '../../../renderer/custody-sheet/sheet-words.ts'
import {
  backToday,
  borrowedBoxes,
  borrowedFrom,
  givenBack,
  slipParts,
  timesOf,
} from '../../../renderer/give-back/give-back-facts.ts'
import { fallLines, sumLines } from '../../../renderer/give-back/give-back-words.ts'
import { scannedLoan, telHref, tickIn } from '../../../renderer/loans/not-back-facts.ts'
import { linkSchema, liveSessionSchema } from '../../../shared/desktop-live.ts'
import { boxIdSchema, loanIdSchema, organisationIdSchema, sessionIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  MEMBER_ID,
  put,
  SIERRA_ID,
  sierra,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const say = sampleSay()
const RUN = sessionIdSchema.parse(uuid('f', 1))
const OLD_RUN = sessionIdSchema.parse(uuid('f', 2))
const BOX = boxIdSchema.parse(uuid('b', 31))

function run(id: string, part: object = {}) {
  return put('session', {
    ...{ id, organisationId: SIERRA_ID, boxId: BOX, boxSerial: 'CLBX30301', eventId: uuid('e', 1) },
    ...{ checkpointIds: [], alias: 'FINISH', startedById: MEMBER_ID, startedAt: '2026-06-07T07:41:00.000Z', ...part },
  })
}

function live(sessionId: string, count: number, inCloud: number) {
  return liveSessionSchema.parse({
    ...{ sessionId, count, inCloud, byReceived: 0, lastMinute: 0, unknownChips: 0 },
    completeness: { box: count, missing: 0, gaps: [] },
  })
}

/** Costa's box 31 at FINISH of Sierra's event, timed, and an own box there too. */
function raceDay(): MemoryRecords {
  const records = new MemoryRecords()
  const event = sierraEvent()
  const assigned = { organisationId: SIERRA_ID, eventId: event.id, checkpointIds: [uuid('e', 21)], backup: false }
  for (const change of [
    put('organisation', sierra),
    put('partner', {
      ...{ id: COSTA_ID, name: 'Costa Events', number: 1002, since: '2026-01-01T00:00:00.000Z' },
      ...{ contactName: 'Pau Ferrer', contactPhone: '+34 600 (000) 201' },
    }),
    put('event', event),
    put('race', { id: uuid('e', 11), organisationId: SIERRA_ID, eventId: event.id, name: '21K' }),
    put('checkpoint', {
      ...{ id: uuid('e', 21), organisationId: SIERRA_ID, raceId: uuid('e', 11), name: 'FINISH', kind: 'FINISH' },
    }),
    put('box', borrowedBox()),
    put('loan', borrowedLoan()),
    put('assignment', { ...assigned, id: BOX, boxId: BOX }),
    put('box', sierraBox(1)),
    put('assignment', { ...assigned, id: uuid('b', 1), boxId: uuid('b', 1), backup: true }),
    put('box', sierraBox(2)),
    run(RUN),
    run(OLD_RUN, {
      stoppedAt: '2026-06-07T07:40:00.000Z',
      stopReason: 'stopped',
      startedAt: '2026-06-07T07:00:00.000Z',
    }),
  ]) {
    records.apply(change)
  }
  return records
}

test('[R5] says what stops, which event it leaves, and what is unsent but safe, before boxes are given back', () => {
  const [box] = borrowedBoxes(raceDay(), viewer, COSTA_ID)
  if (box === undefined) throw new Error('no box')
  const link = linkSchema.parse({
    ...{ boxId: BOX, address: { host: '10.0.0.1', port: 1 }, state: 'connected', since: '2026-06-07T07:41:00.000Z' },
    counts: { known: 0, notOurs: 0, unreadable: 0 },
    aside: { count: 4, since: '2026-06-07T11:00:00.000Z', until: '2026-06-08T11:00:00.000Z' },
  })
  const times = timesOf(box, {
    liveSessions: new Map([
      [RUN, live(RUN, 1204, 900)],
      [OLD_RUN, live(OLD_RUN, 20, 12)],
    ]),
    links: new Map([[BOX, link]]),
  })
  expect(fallLines(say, box, times)).toEqual([
    'Stops: timing run since 07:41, 1,204 times.',
    'Leaves Sierra Marathon: FINISH.',
    '312 times wait to be sent; they stay yours and go up later.',
    'Loan ended 11:00. 4 passings set aside until Mon 11:00, not seen, not sent.',
  ])
  expect(sumLines(say, [{ box, times }])).toEqual([
    '1 timing run stops.',
    '1 box leaves its event.',
    '312 times wait to be sent; they stay yours and go up later.',
  ])
})

test('[L17] a box in no use says so, and nothing is invented about it', () => {
  const records = new MemoryRecords()
  records.apply(put('loan', borrowedLoan()))
  const boxes = borrowedBoxes(records, viewer, COSTA_ID)
  const [box] = boxes
  if (box === undefined) throw new Error('no box')
  const times = timesOf(box, { liveSessions: new Map(), links: new Map() })
  expect(fallLines(say, box, times)).toEqual(['Not in use.'])
  expect(sumLines(say, [{ box, times }])).toEqual([
    'No timing run stops.',
    'Every time on this laptop is in the cloud.',
  ])
})

test('[L17] counts what is here by partner: not what is over, lent out, or another one’s', () => {
  const records = new MemoryRecords()
  const back = { endedAt: '2026-06-07T11:00:00.000Z', endReason: 'returned' }
  const add = (number: number, part: object) =>
    records.apply(
      put('loan', {
        ...borrowedLoan(),
        id: uuid('c', number),
        boxSerial: `CLBX3030${number}`,
        boxId: uuid('b', 30 + number),
        ...part,
      }),
    )
  add(1, {})
  add(2, {})
  add(3, back)
  add(4, { ownerId: SIERRA_ID, recipientId: COSTA_ID })
  add(5, { ...back, ownerId: uuid('a', 3) })
  add(6, { ...back, ownerId: uuid('a', 4), endedAt: '2026-06-06T11:00:00.000Z' })
  add(7, { ownerId: uuid('a', 5), endedAt: '2026-06-07T11:00:00.000Z', endReason: 'expired' })
  expect(borrowedFrom(records, viewer)).toEqual([{ partnerId: COSTA_ID, count: 2 }])
  expect(borrowedBoxes(records, viewer, COSTA_ID).map(({ loan }) => loan.boxSerial)).toEqual(['CLBX30301', 'CLBX30302'])
  expect(givenBack(records, viewer, COSTA_ID, say.now)).toEqual([uuid('c', 3)])
  // All went back today: its slip is at hand. The day before, it isn't any more.
  expect(backToday(records, viewer, say.now)).toEqual([{ partnerId: uuid('a', 3), count: 1 }])
})

test('[F4] puts as many loans into one code as can be read, none twice and none left out', () => {
  const ids = Array.from({ length: 23 }, (_, index) => loanIdSchema.parse(uuid('c', index)))
  const parts = slipParts(ids)
  expect(parts.map((part) => part.length)).toEqual([8, 8, 7])
  expect(parts.flat()).toEqual(ids)
  expect(slipParts(ids.slice(0, 10))).toHaveLength(1)
  expect(slipParts([])).toEqual([])
})

test('[L18] a scanned box is ticked in by its loan; one that isn’t waited for is none', () => {
  const loans = [borrowedLoan(), borrowedLoan({ id: uuid('c', 2), boxSerial: 'CLBX30302' })]
  expect(scannedLoan(loans, ' clbx30302 ')?.id).toBe(uuid('c', 2))
  expect(scannedLoan(loans, '30301')?.id).toBe(uuid('c', 1))
  expect(scannedLoan(loans, 'CLBX3030')).toBeUndefined()
  expect(tickIn(loans)).toEqual([
    { type: 'confirmReturn', args: { loanId: uuid('c', 1) } },
    { type: 'confirmReturn', args: { loanId: uuid('c', 2) } },
  ])
})

test('[O9] a telephone dials digits only', () => {
  expect(telHref('+34 600 (000) 201')).toBe('tel:+34600000201')
})

test('[L11] the custody sheet has what is away, borrowed or through a group, and of an event all of it', () => {
  const records = raceDay()
  const serials = (text: string) =>
    sheetRows(records, viewer, () => false, readChoice(text)).map(({ box }) => box.serial)
  expect(serials('all')).toEqual(['CLBX30301'])
  expect(serials(`partner.${COSTA_ID}`)).toEqual(['CLBX30301'])
  expect(serials(`partner.${uuid('a', 9)}`)).toEqual([])
  expect(serials(`event.${uuid('e', 1)}`)).toEqual(['CLBX30201', 'CLBX30301'])
  expect(readChoice('anything else')).toEqual({ kind: 'all' })
  const { partners, events } = sheetChoices(records, viewer)
  expect([...partners, ...events].map(({ name }) => name)).toEqual(['Costa Events', 'Sierra Marathon'])
})

test('[L11] says whose, until when, whom to call and where, in words alone', () => {
  const rows = sheetRows(raceDay(), viewer, (kind) => kind === 'loan', readChoice(`event.${uuid('e', 1)}`))
  expect(rows.map((row) => sheetCells(say, row))).toEqual([
    { custody: 'Ours', until: '', partner: '', place: 'FINISH, backup · Sierra Marathon' },
    {
      custody: 'Shared by Costa Events, not confirmed yet',
      until: 'Sun 7 Jun 08:00',
      partner: 'Costa Events, Pau Ferrer, +34 600 (000) 201',
      place: 'FINISH, main · Sierra Marathon',
    },
  ])
})

test('[L18] a loan that is over says since when, and with whom the box is', () => {
  const records = raceDay()
  records.apply(
    put('loan', {
      ...borrowedLoan({ id: uuid('c', 5), boxId: uuid('b', 2), boxSerial: 'CLBX30202' }),
      ...{ ownerId: SIERRA_ID, recipientId: COSTA_ID, endedAt: '2026-06-07T10:00:00.000Z', endReason: 'expired' },
    }),
  )
  const [first] = sheetRows(records, viewer, () => false, { kind: 'all' })
  if (first === undefined) throw new Error('no row')
  expect(first.box.serial).toBe('CLBX30202')
  expect(sheetCells(say, first)).toMatchObject({
    custody: 'Loan over, not back yet',
    until: 'over since Sun 7 Jun 10:00',
    partner: 'Costa Events, Pau Ferrer, +34 600 (000) 201',
  })
})
