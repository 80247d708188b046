import { expect, test } from 'vitest'
import { loanRows } from '../../../renderer/loans/loan-rows.ts'
import { stripDays } from '../../../renderer/loans/strip-days.ts'
import { labelPlace, type StripBar, type StripRow, stripRows } from '../../../renderer/loans/strip-rows.ts'
import { barSentence } from '../../../renderer/loans/strip-words.ts'
import { twoLines } from '../../../renderer/loans/use-loan-widths.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { borrowedLoan, COSTA_ID, put, SIERRA_ID, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const NOW = '2026-06-07T12:00:00.000Z'
const OURS = { ownerId: SIERRA_ID, recipientId: COSTA_ID }
const DAYS = stripDays('UTC', '2026-06-07', 'weeks', 0)
const NONE = { recipientId: undefined, acceptedAt: undefined }

/** 14 days, of which three are before today: 4 June is where they begin. */
function rowsOf(
  ...loans: readonly { readonly id: number; readonly box: number; readonly [field: string]: unknown }[]
): readonly StripRow[] {
  const records = new MemoryRecords()
  records.apply(put('partner', { id: COSTA_ID, name: 'Costa Events', number: 1002, since: '2025-01-01T00:00:00.000Z' }))
  for (const { id, box, ...part } of loans) {
    const serial = `CLBX${box}`
    const given = { ...borrowedLoan(), id: uuid('c', id), boxId: uuid('b', box), boxSerial: serial, ...part }
    const known = Object.entries(given).filter(([, value]) => value !== undefined)
    records.apply(put('loan', Object.fromEntries(known) as never))
  }
  const unconfirmed = (kind: string, id: string) => kind === 'loan' && id === uuid('c', 9)
  return stripRows(loanRows(records, viewer, unconfirmed), viewer, DAYS, NOW)
}

const day = (share: number) => Math.round(share * 14 * 100) / 100
const placeOf = ({ start, end, lateEnd }: StripBar) => [start, end, lateEnd].map(day)
const firstBar = (rows: readonly StripRow[]) => {
  const bar = rows[0]?.bars[0]
  if (bar === undefined) throw new Error('no bar')
  return bar
}

test('[L11] a bar goes from when the box was taken to the end of its loan, cut off at the days shown', () => {
  const rows = rowsOf(
    { id: 1, box: 10, ...OURS, acceptedAt: '2026-06-06T00:00:00.000Z', endsAt: '2026-06-09T12:00:00.000Z' },
    { id: 2, box: 9, acceptedAt: '2026-05-20T00:00:00.000Z', endsAt: '2026-07-20T00:00:00.000Z' },
  )
  // By serial, as numbers are read.
  expect(rows.map(({ serial, bars }) => [serial, ...bars.map(placeOf)])).toEqual([
    ['CLBX9', [0, 14, 14]],
    ['CLBX10', [2, 5.5, 5.5]],
  ])
  expect(rows.map(({ bars }) => bars.map(({ side }) => side))).toEqual([['borrowed'], ['lent']])
})

test('a box has one row for all of its loans in these days, and none for those outside', () => {
  const over = { endReason: 'expired', backAt: '2026-06-06T00:00:00.000Z' }
  const rows = rowsOf(
    { id: 1, box: 1, ...OURS, ...over, endsAt: '2026-06-05T00:00:00.000Z', endedAt: '2026-06-05T00:00:00.000Z' },
    { id: 2, box: 1, ...OURS, acceptedAt: '2026-06-06T08:30:00.000Z', endsAt: '2026-06-10T00:00:00.000Z' },
    { id: 3, box: 2, ...OURS, ...over, endsAt: '2026-05-05T00:00:00.000Z', endedAt: '2026-05-05T00:00:00.000Z' },
  )
  // The first was taken on the 6th in the sample: it ended before it began, so that it has no room of its own.
  expect(rows.map(({ serial, bars }) => [serial, bars.map(({ phase }) => phase)])).toEqual([['CLBX1', ['ended', 'on']]])
})

test('[L18] a box that is over and not back has been late up to now', () => {
  const end = '2026-06-06T12:00:00.000Z'
  const taken = { acceptedAt: '2026-06-05T00:00:00.000Z', createdAt: '2026-06-05T00:00:00.000Z' }
  const [late] = rowsOf({ id: 1, box: 1, ...OURS, ...taken, endsAt: end, endedAt: end, endReason: 'expired' })
  expect(late?.bars.map((bar) => [bar.phase, ...placeOf(bar)])).toEqual([['over', 1, 2.5, 3.5]])
})

test('a reserved box has a bar; a code that nobody took has none once it is over', () => {
  const over = { endedAt: '2026-06-07T08:00:00.000Z', endReason: 'revoked' }
  const rows = rowsOf(
    { id: 1, box: 1, ...OURS, ...NONE, endsAt: '2026-06-09T00:00:00.000Z' },
    { id: 2, box: 2, ...OURS, ...NONE, ...over },
  )
  expect(rows.map(({ serial, bars }) => [serial, bars[0]?.phase])).toEqual([['CLBX1', 'reserved']])
})

test('[F2] a loan that isn’t confirmed says so, in its bar and in words', () => {
  const bar = firstBar(rowsOf({ id: 9, box: 1, ...OURS, endsAt: '2026-06-08T12:00:00.000Z' }))
  expect(bar.facts.confirmed).toBe(false)
  expect(barSentence(sampleSay(), bar)).toBe(
    'Shared out: with Costa Events, until Mon 8 Jun 12:00, 1 d, not confirmed yet, from Sat 6 Jun 08:30',
  )
})

test('[L11] a bar of a loan that is over says with whom, and both ends', () => {
  const end = { endsAt: '2026-06-07T08:00:00.000Z', endedAt: '2026-06-07T08:00:00.000Z', endReason: 'expired' }
  const ours = { ...OURS, ...end, backAt: '2026-06-07T09:00:00.000Z' }
  expect(barSentence(sampleSay(), firstBar(rowsOf({ id: 1, box: 1, ...ours })))).toBe(
    'Loan over: with Costa Events from Sat 6 Jun 08:30 until Sun 7 Jun 08:00',
  )
  expect(barSentence(sampleSay(), firstBar(rowsOf({ id: 1, box: 1, ...end })))).toBe(
    'Loan over: borrowed from Costa Events from Sat 6 Jun 08:30 until Sun 7 Jun 08:00',
  )
})

test('days are those of the zone, also where clocks change', () => {
  // In Madrid, 25 October 2026 has 25 hours.
  const { days, fromMs, toMs } = stripDays('Europe/Madrid', '2026-10-24', 'weeks', 0)
  expect(new Date(fromMs).toISOString()).toBe('2026-10-20T22:00:00.000Z')
  expect(new Date(toMs).toISOString()).toBe('2026-11-03T23:00:00.000Z')
  const hours = days.map(({ start, end }) => Math.round(((end - start) * (toMs - fromMs)) / 3_600_000))
  expect(hours).toEqual([24, 24, 24, 24, 25, 24, 24, 24, 24, 24, 24, 24, 24, 24])
  expect(days.filter(({ isWeekend }) => isWeekend).map(({ date }) => date)).toEqual([
    ...['2026-10-24', '2026-10-25', '2026-10-31', '2026-11-01'],
  ])
})

test('three months hold today, and earlier and later days follow without a gap', () => {
  const now = stripDays('UTC', '2026-06-07', 'months', 0)
  expect(now.days).toHaveLength(91)
  expect(now.days.map(({ date }) => date)).toContain('2026-06-07')
  for (const span of ['weeks', 'months'] as const) {
    const [before, here, after] = [-1, 0, 1].map((shift) => stripDays('UTC', '2026-06-07', span, shift))
    expect(before?.toMs).toBeGreaterThanOrEqual(here?.fromMs ?? Number.NaN)
    expect(here?.toMs).toBeGreaterThanOrEqual(after?.fromMs ?? Number.NaN)
    expect(here?.fromMs).toBeGreaterThan(before?.fromMs ?? Number.NaN)
  }
})

test('a partner’s name stands in its bar, or beside it where only there is room', () => {
  const bar = { start: 0.1, lateEnd: 0.2 }
  expect(labelPlace(bar, 1, 1000, 100)).toBe('inside')
  expect(labelPlace(bar, 1, 1000, 150)).toBe('after')
  expect(labelPlace(bar, 0.21, 1000, 150)).toBe('inside')
  expect(labelPlace({ start: 0.1, lateEnd: 0.12 }, 0.13, 1000, 150)).toBe('none')
})

test('words in two lines need the width of the longer one, at the best place to break', () => {
  const width = (text: string) => text.length
  expect(twoLines('Give back to Sierra Timing', width)).toBe('Sierra Timing'.length)
  expect(twoLines('Whole', width)).toBe(5)
})
