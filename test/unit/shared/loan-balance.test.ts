import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Loan } from '../../../shared/records/loan.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { loanBalance, toldDays } from '../../../shared/rules/loan-balance.ts'
import { borrowedLoan, COSTA_ID, SIERRA_ID, uuid } from '../../support/sample-records.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const HOUR_MS = 3_600_000
const EPOCH_MS = Date.parse('2026-06-01T00:00:00.000Z')
const at = (hours: number) => new Date(EPOCH_MS + hours * HOUR_MS).toISOString()
const ALL = { to: at(10_000) }
const LATER = at(10_000)

interface Span {
  readonly ours: boolean
  readonly partner: number
  readonly taken: number
  readonly hours: number
}

/** A loan that is over, taken and ended at whole hours. */
function loan({ ours, partner, taken, hours }: Span, part: Partial<Record<keyof Loan, unknown>> = {}): Loan {
  const other = uuid('a', 2 + partner)
  return borrowedLoan({
    ...(ours ? { ownerId: SIERRA_ID, recipientId: other } : { ownerId: other, recipientId: SIERRA_ID }),
    ...{ createdAt: at(taken), acceptedAt: at(taken), endsAt: at(taken + hours) },
    ...{ endedAt: at(taken + hours), endReason: 'expired' },
    ...part,
  })
}

const spans = fc.array(
  fc.record({
    ours: fc.boolean(),
    partner: fc.integer({ min: 0, max: 2 }),
    taken: fc.integer({ min: 0, max: 2000 }),
    hours: fc.integer({ min: 0, max: 400 }),
  }),
  { maxLength: 20 },
)

/** In whole hours, so that sums compare. */
function hoursOf(loans: readonly Loan[], period: Parameters<typeof loanBalance>[2] = ALL, now = LATER) {
  return loanBalance(loans, viewer, period, now).map(({ partnerId, lentDays, borrowedDays }) => ({
    partnerId,
    lent: Math.round(lentDays * 24),
    borrowed: Math.round(borrowedDays * 24),
  }))
}

test('adds up what was lent and borrowed, in days of 24 h, per partner', () => {
  const loans = [
    loan({ ours: true, partner: 0, taken: 0, hours: 24 * 31 }),
    loan({ ours: false, partner: 0, taken: 5, hours: 24 * 14 }),
    loan({ ours: false, partner: 1, taken: 0, hours: 12 }),
  ]
  expect(loanBalance(loans, viewer, ALL, LATER)).toEqual([
    { partnerId: COSTA_ID, lentDays: 31, borrowedDays: 14 },
    { partnerId: uuid('a', 3), lentDays: 0, borrowedDays: 0.5 },
  ])
})

test('a loan cut into two that follow each other counts the same', () => {
  fc.assert(
    fc.property(spans, fc.nat(400), (all, cut) => {
      const halves = all.flatMap(({ hours, ...rest }) => {
        const first = Math.min(cut, hours)
        return [
          { ...rest, hours: first },
          { ...rest, taken: rest.taken + first, hours: hours - first },
        ]
      })
      expect(hoursOf(halves.map((span) => loan(span)))).toEqual(hoursOf(all.map((span) => loan(span))))
    }),
  )
})

test('only what falls into the period counts: two periods that follow each other add up', () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 0, max: 2500 }), (all, middle) => {
      const loans = all.map((span) => loan(span))
      const sum = (period: Parameters<typeof loanBalance>[2]) =>
        hoursOf(loans, period).reduce((total, { lent, borrowed }) => total + lent + borrowed, 0)
      expect(sum({ to: at(middle) }) + sum({ from: at(middle), to: LATER })).toBe(sum(ALL))
    }),
  )
})

test('what one side lent, the other borrowed', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const loans = all.map((span) => loan(span))
      for (const { partnerId, lent, borrowed } of hoursOf(loans)) {
        const theirs = loanBalance(loans, partnerId, ALL, LATER).find((one) => one.partnerId === viewer)
        expect([theirs?.borrowedDays, theirs?.lentDays].map((days = 0) => Math.round(days * 24))).toEqual([
          lent,
          borrowed,
        ])
      }
    }),
  )
})

test('[L4] a code that nobody took counts nothing, however long it was good for', () => {
  const reserved = { recipientId: undefined, acceptedAt: undefined }
  const revoked = loan({ ours: true, partner: 0, taken: 0, hours: 48 }, { ...reserved, endReason: 'revoked' })
  const addressed = loan({ ours: true, partner: 0, taken: 0, hours: 48 }, { ...reserved, addressedToId: COSTA_ID })
  expect(loanBalance([revoked, addressed], viewer, ALL, LATER)).toEqual([])
})

test('[L9] a loan counts to its end, or to now, and from when it was taken', () => {
  const span = { ours: true, partner: 0, taken: 0, hours: 100 }
  const early = loan(span, { endedAt: at(30), endReason: 'returned' })
  const on = loan(span, { endedAt: undefined, endReason: undefined, acceptedAt: at(10) })
  expect(hoursOf([early])).toMatchObject([{ lent: 30 }])
  expect(hoursOf([on], ALL, at(50))).toMatchObject([{ lent: 40 }])
  // Its time has come, and nobody has noticed yet.
  expect(hoursOf([on], ALL, at(500))).toMatchObject([{ lent: 90 }])
})

test('[L18] a late box counts no longer than its loan', () => {
  const late = loan({ ours: true, partner: 0, taken: 0, hours: 24 }, { backAt: at(240) })
  expect(hoursOf([late])).toMatchObject([{ lent: 24 }])
})

test('[F4] a receipt tells that the box was taken before the cloud knows', () => {
  const byReceipt = { recipientId: undefined, acceptedAt: undefined, receiptFromId: COSTA_ID, receiptAt: at(6) }
  expect(hoursOf([loan({ ours: true, partner: 0, taken: 0, hours: 24 }, byReceipt)])).toMatchObject([
    { partnerId: COSTA_ID, lent: 18 },
  ])
})

test('[O7] loans of others count for nobody', () => {
  const others = borrowedLoan({ ownerId: uuid('a', 5), recipientId: uuid('a', 6) })
  expect(loanBalance([others], viewer, ALL, LATER)).toEqual([])
})

test('tells halves, and never nothing where there was something', () => {
  expect([0, 0.01, 0.7, 0.8, 13.74, 13.75].map(toldDays)).toEqual([0, 0.5, 0.5, 1, 13.5, 14])
})
