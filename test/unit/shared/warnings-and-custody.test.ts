import { describe, expect, it } from 'vitest'
import type { Loan } from '../../../shared/records/loan.ts'
import { organisationIdSchema, timePlus } from '../../../shared/records/scalars.ts'
import { custodyOf, shareOfTimeLeft } from '../../../shared/rules/custody.ts'
import { finishAfter, warningsDue } from '../../../shared/rules/warnings.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { borrowedBox, borrowedLoan, COSTA_ID, put, SIERRA_ID, sierraBox, uuid } from '../../support/sample-records.ts'

const HOUR_MS = 3_600_000
const END = '2026-06-13T08:00:00.000Z'
const hoursBefore = (hours: number) => timePlus(END, -hours * HOUR_MS)

/** Accepted a week before its end. */
const weekLong = borrowedLoan({ validity: '1w', acceptedAt: hoursBefore(167), endsAt: END })

function withLoan(loan: Loan, running = false): MemoryRecords {
  const records = new MemoryRecords()
  records.apply(put('loan', loan))
  if (running) {
    const session = {
      ...{ id: uuid('e', 4), organisationId: SIERRA_ID, boxId: loan.boxId, boxSerial: loan.boxSerial, alias: '' },
      ...{ checkpointIds: [], startedById: uuid('a', 11), startedAt: hoursBefore(100) },
    }
    records.apply(put('session', session))
  }
  return records
}

describe('[L14] warnings', () => {
  const levels = (records: MemoryRecords, now: string, viewer: string = SIERRA_ID) =>
    warningsDue(records, organisationIdSchema.parse(viewer), now).map((warning) => warning.level)

  it.each([
    [25, []],
    [24, ['24h']],
    [2, ['24h']],
    [1, ['1h']],
    [0.01, ['1h']],
    [0, []],
    [-1, []],
  ] as const)('[L14] %s h before the end: %j, for both sides alike', (hours, expected) => {
    for (const viewer of [SIERRA_ID, COSTA_ID])
      expect(levels(withLoan(weekLong), hoursBefore(hours), viewer)).toEqual(expected)
    expect(levels(withLoan(weekLong), hoursBefore(hours), uuid('a', 3))).toEqual([])
  })

  it('[L14] not for a moment before the acceptance', () => {
    const late = { ...weekLong, acceptedAt: hoursBefore(20) }
    expect(levels(withLoan(late), hoursBefore(10))).toEqual([])
    expect(levels(withLoan(late), hoursBefore(1))).toEqual(['1h'])
    expect(levels(withLoan({ ...weekLong, acceptedAt: hoursBefore(0.5) }), hoursBefore(0.4))).toEqual([])
  })

  it('[L14] at once where a timing run is on and that moment has passed', () => {
    const late = { ...weekLong, acceptedAt: hoursBefore(20) }
    expect(levels(withLoan(late, true), hoursBefore(10))).toEqual(['running'])
    expect(levels(withLoan(weekLong, true), hoursBefore(30))).toEqual([])
  })

  it('[L14] neither before it was accepted nor after it ended', () => {
    const { acceptedAt: _, recipientId: __, ...reserved } = weekLong
    expect(levels(withLoan(reserved as Loan), hoursBefore(1), COSTA_ID)).toEqual([])
    expect(levels(withLoan({ ...weekLong, endedAt: hoursBefore(3), endReason: 'returned' }), hoursBefore(1))).toEqual(
      [],
    )
  })

  it('[L13] [L14] an extension warns anew', () => {
    const keyOf = (loan: Loan, now: string) =>
      warningsDue(withLoan(loan), organisationIdSchema.parse(SIERRA_ID), now)[0]?.key
    const extended = { ...weekLong, endsAt: timePlus(END, 24 * HOUR_MS) }
    expect(keyOf(weekLong, hoursBefore(2))).toBe(keyOf(weekLong, hoursBefore(3)))
    expect(keyOf(extended, hoursBefore(-1))).not.toBe(keyOf(weekLong, hoursBefore(2)))
  })
})

describe('[L11] custody', () => {
  const box = borrowedBox()
  const state = (loans: readonly Loan[], viewer: string, part: object = {}) => {
    const records = new MemoryRecords()
    for (const loan of loans) records.apply(put('loan', loan))
    return custodyOf(records, { ...box, ...part }, organisationIdSchema.parse(viewer))?.state
  }
  const { acceptedAt: _, recipientId: __, ...open } = weekLong
  const reserved = open as Loan
  const over: Loan = { ...weekLong, endedAt: hoursBefore(3), endReason: 'returned' }

  it('[L11] is ours, reserved, lent or borrowed', () => {
    expect(state([], COSTA_ID)).toBe('ours')
    expect(state([reserved], COSTA_ID)).toBe('reserved')
    expect(state([weekLong], COSTA_ID)).toBe('lent')
    expect(state([weekLong], SIERRA_ID)).toBe('borrowed')
    expect(state([], SIERRA_ID)).toBeUndefined()
    expect(state([], COSTA_ID, { retiredAt: END })).toBe('retired')
  })

  it('[L18] is over until the box is ticked in, and only where somebody had taken it', () => {
    expect(state([over], COSTA_ID)).toBe('over')
    expect(state([{ ...over, backAt: END }], COSTA_ID)).toBe('ours')
    expect(state([{ ...reserved, endedAt: END, endReason: 'expired' }], COSTA_ID)).toBe('ours')
  })

  it('[F4] [L11] is lent by the receipt of who took it, before either side reached the cloud', () => {
    const byReceipt = { ...reserved, receiptFromId: weekLong.recipientId, receiptAt: hoursBefore(160) } as Loan
    expect(state([byReceipt], COSTA_ID)).toBe('lent')
    expect(state([{ ...byReceipt, endedAt: END, endReason: 'expired' }], COSTA_ID)).toBe('over')
  })

  it('[L18] the latest loan counts', () => {
    const next = {
      ...over,
      id: borrowedLoan({ id: uuid('c', 2) }).id,
      createdAt: hoursBefore(2),
      backAt: hoursBefore(1),
    }
    expect(state([over, next], COSTA_ID)).toBe('ours')
    expect(state([next, over], COSTA_ID)).toBe('ours')
    expect(state([{ ...over, backAt: END }, { ...next, backAt: undefined } as Loan], COSTA_ID)).toBe('over')
  })

  it('[L11] knows how much of the time is left', () => {
    expect(shareOfTimeLeft({ ...weekLong, acceptedAt: hoursBefore(100) }, hoursBefore(25))).toBeCloseTo(0.25)
    expect(shareOfTimeLeft(weekLong, hoursBefore(1000))).toBe(1)
    expect(shareOfTimeLeft(weekLong, hoursBefore(-1))).toBe(0)
    expect(shareOfTimeLeft({ ...reserved, createdAt: hoursBefore(10) }, hoursBefore(5))).toBeCloseTo(0.5)
  })
})

describe('[R8] what ends too early', () => {
  it('[R8] is told by the latest finish that comes after the end', () => {
    const records = new MemoryRecords()
    const race = (number: number, expectedEnd?: string) =>
      put('race', {
        ...{ id: uuid('e', number), organisationId: SIERRA_ID, eventId: uuid('e', 1), name: `${number}` },
        ...(expectedEnd === undefined ? {} : { expectedEnd }),
      })
    for (const change of [race(2), race(3, hoursBefore(1)), race(4, hoursBefore(-2)), race(5, hoursBefore(-1))])
      records.apply(change)
    const eventId = uuid('e', 1) as Parameters<typeof finishAfter>[1]
    expect(finishAfter(records, eventId, END)).toBe(hoursBefore(-2))
    expect(finishAfter(records, eventId, hoursBefore(-2))).toBeUndefined()
    expect(finishAfter(records, uuid('e', 9) as typeof eventId, END)).toBeUndefined()
  })
})

it('[L11] a box of one’s own is one’s own, whatever is known of other boxes', () => {
  const records = withLoan(weekLong)
  expect(custodyOf(records, sierraBox(1), organisationIdSchema.parse(SIERRA_ID))).toEqual({ state: 'ours' })
})
