import { expect, test } from 'vitest'
import { isInLoanFilter, LOAN_FILTERS, loanRows } from '../../../renderer/loans/loan-rows.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { borrowedLoan, COSTA_ID, put, SIERRA_ID, uuid } from '../../support/sample-records.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const NOW = '2026-06-07T12:00:00.000Z'
const OURS = { ownerId: SIERRA_ID, recipientId: COSTA_ID }
const OVER = { endedAt: '2026-06-05T12:00:00.000Z', endsAt: '2026-06-05T12:00:00.000Z', endReason: 'expired' }

function records(
  ...loans: readonly { readonly id: number; readonly box: number; readonly [field: string]: unknown }[]
) {
  const all = new MemoryRecords()
  for (const { id, box, ...part } of loans) {
    const given = { ...borrowedLoan(), id: uuid('c', id), boxId: uuid('b', box), boxSerial: `CLBX3020${box}`, ...part }
    all.apply(
      put('loan', Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never),
    )
  }
  return all
}

function filtersOf(all: MemoryRecords) {
  return loanRows(all, viewer, () => false).map((row) => [
    row.loan.boxSerial,
    LOAN_FILTERS.filter((filter) => isInLoanFilter(row, filter, NOW)).join(' '),
  ])
}

test('[L11] sorts loans into out, coming back, not back, borrowed and ended, the most pressing first', () => {
  const all = records(
    { id: 1, box: 1, ...OURS, endsAt: '2026-06-20T12:00:00.000Z' },
    { id: 2, box: 2, ...OURS, endsAt: '2026-06-08T11:00:00.000Z' },
    {
      id: 3,
      box: 3,
      ownerId: SIERRA_ID,
      recipientId: undefined,
      acceptedAt: undefined,
      endsAt: '2026-06-08T10:00:00.000Z',
    },
    { id: 4, box: 4, endsAt: '2026-06-07T13:00:00.000Z' },
    { id: 5, box: 5, ...OURS, ...OVER },
    { id: 6, box: 6, ...OURS, ...OVER, backAt: '2026-06-06T12:00:00.000Z' },
    { id: 7, box: 7, ...OVER },
  )
  expect(filtersOf(all)).toEqual([
    ['CLBX30205', 'not-back'],
    ['CLBX30204', 'borrowed'],
    ['CLBX30203', 'out'],
    ['CLBX30202', 'out coming'],
    ['CLBX30201', 'out'],
    ['CLBX30206', 'ended'],
    ['CLBX30207', 'ended'],
  ])
})

test('[L18] waits only for the latest loan of a box: before it was lent again it was back', () => {
  const all = records(
    { id: 1, box: 1, ...OURS, ...OVER, createdAt: '2026-06-01T00:00:00.000Z' },
    { id: 2, box: 1, ...OURS, createdAt: '2026-06-06T00:00:00.000Z', endsAt: '2026-06-20T12:00:00.000Z' },
  )
  expect(filtersOf(all)).toEqual([
    ['CLBX30201', 'out'],
    ['CLBX30201', 'ended'],
  ])
})

test('[F2] marks what is not confirmed', () => {
  const [row] = loanRows(records({ id: 1, box: 1 }), viewer, (kind, id) => kind === 'loan' && id === uuid('c', 1))
  expect(row?.facts.confirmed).toBe(false)
})
