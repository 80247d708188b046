import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { balancePeriod, balanceSentence } from '../../../renderer/loans/balance-facts.ts'
import { loanRows } from '../../../renderer/loans/loan-rows.ts'
import { balanceCsv, loansCsv } from '../../../renderer/loans/loans-csv.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { borrowedLoan, COSTA_ID, put, SIERRA_ID, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const partnerId = organisationIdSchema.parse(COSTA_ID)
const say = sampleSay()

function table(text: string) {
  return parse(text, { bom: true, columns: true }) as Record<string, string>[]
}

test('the loans of a list as CSV: who, which way, every time in the zone that its head names', () => {
  const records = new MemoryRecords()
  const since = '2025-01-01T00:00:00.000Z'
  records.apply(put('partner', { id: COSTA_ID, name: 'Costa, "Events"', number: 1002, since }))
  records.apply(put('loan', borrowedLoan({ note: '=1+1' })))
  const end = { endedAt: '2026-06-06T20:00:00.000Z', endReason: 'returned', backAt: '2026-06-06T21:00:00.000Z' }
  const given = { id: uuid('c', 2), boxId: uuid('b', 1), boxSerial: 'CLBX30201', boxAlias: 'Start' }
  records.apply(put('loan', borrowedLoan({ ...given, ownerId: SIERRA_ID, recipientId: COSTA_ID, ...end })))
  const rows = loanRows(records, viewer, () => false)
  const [borrowed, lent] = table(loansCsv(say, rows, viewer, () => 1002))
  expect(borrowed).toEqual({
    Box: 'CLBX30301',
    Name: 'Finish',
    Direction: 'borrowed',
    Partner: 'Costa, "Events"',
    'Partner number': '1002',
    State: 'Shared by Costa, "Events"',
    'Made (UTC)': '2026-06-06 08:00',
    'Taken (UTC)': '2026-06-06 08:30',
    'Until (UTC)': '2026-06-07 08:00',
    'Ticked in (UTC)': '',
    // A spreadsheet doesn't take a partner's note for a formula.
    Note: "'=1+1",
    'Confirmed by the cloud': 'yes',
  })
  expect(lent).toMatchObject({
    ...{ Direction: 'lent', State: 'given back' },
    ...{ 'Until (UTC)': '2026-06-06 20:00', 'Ticked in (UTC)': '2026-06-06 21:00' },
  })
})

test('the balance as CSV has two decimals, and its time', () => {
  const period = { from: '2026-01-01T00:00:00.000Z', to: say.now }
  const text = balanceCsv(say, [{ partnerId, lentDays: 31.257, borrowedDays: 0 }], period, () => undefined)
  expect(table(text)).toEqual([
    {
      Partner: 'Costa Events',
      'Partner number': '',
      'Box-days lent': '31.26',
      'Box-days borrowed': '0.00',
      'From (UTC)': '2026-01-01 00:00',
      'To (UTC)': '2026-06-07 12:00',
    },
  ])
})

test('says a balance in one sentence, in the singular too', () => {
  const said = (lentDays: number, borrowedDays: number) => balanceSentence(say, { partnerId, lentDays, borrowedDays })
  expect(said(31.1, 14)).toBe('You lent Costa Events 31 box-days, they lent you 14.')
  expect(said(1, 0.01)).toBe('You lent Costa Events 1 box-day, they lent you 0.5.')
  expect(said(2, 0)).toBe('You lent Costa Events 2 box-days, they lent you none.')
  expect(said(0, 1)).toBe('Costa Events lent you 1 box-day, you lent them none.')
})

test('this year and twelve months begin at midnight in the zone', () => {
  const now = '2026-06-07T12:00:00.000Z'
  expect(balancePeriod('year', 'Europe/Madrid', now)).toEqual({ from: '2025-12-31T23:00:00.000Z', to: now })
  expect(balancePeriod('twelve-months', 'Europe/Madrid', now)).toEqual({ from: '2025-06-06T22:00:00.000Z', to: now })
  expect(balancePeriod('all', 'Europe/Madrid', now)).toEqual({ to: now })
  const leap = '2028-02-29T12:00:00.000Z'
  expect(balancePeriod('twelve-months', 'UTC', leap)).toEqual({ from: '2027-03-01T00:00:00.000Z', to: leap })
})
