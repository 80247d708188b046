import { expect, test } from 'vitest'
import { firstSteps, firstToLend } from '../../../renderer/onboarding/first-steps.ts'
import { ADMIN, type Permission, READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import type { Change } from '../../../shared/records/kinds.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { borrowedBox, borrowedLoan, put, sierra, sierraBox, sierraTimer, uuid } from '../../support/sample-records.ts'

function recordsOf(...changes: readonly Change[]): MemoryRecords {
  const records = new MemoryRecords()
  for (const change of [put('member', sierraTimer), ...changes]) records.apply(change)
  return records
}

function steps(records: MemoryRecords, permissions: readonly Permission[] = ADMIN.permissions) {
  return Object.fromEntries(firstSteps(records, sierra.id, permissions).map(({ id, isDone }) => [id, isDone]))
}

test('a new organisation has everything to do', () => {
  expect(steps(recordsOf())).toEqual({ box: false, colleague: false, loan: false })
})

test('a box ticks the first step, also one that is retired', () => {
  const retired = sierraBox(1, { retiredAt: '2026-06-01T00:00:00.000Z' })
  for (const box of [sierraBox(1), retired]) {
    expect(steps(recordsOf(put('box', box)))).toEqual({ box: true, colleague: false, loan: false })
  }
})

test('a borrowed box ticks the box and the loan, also when its loan is over', () => {
  const over = borrowedLoan({ endedAt: '2026-06-06T09:00:00.000Z', endReason: 'returned' })
  expect(steps(recordsOf(put('box', borrowedBox()), put('loan', borrowedLoan())))).toMatchObject({
    box: true,
    loan: true,
  })
  expect(steps(recordsOf(put('loan', over)))).toMatchObject({ box: true, loan: true })
})

test('a second member ticks the colleague; one of a partner does not', () => {
  const colleague = { ...sierraTimer, id: uuid('a', 12), email: 'luis@sierra.example' }
  expect(steps(recordsOf(put('member', colleague)))).toMatchObject({ colleague: true })
  const stranger = { ...colleague, organisationId: uuid('a', 2) }
  expect(steps(recordsOf(put('member', stranger)))).toMatchObject({ colleague: false })
})

test('[O4] each role sees what it may do', () => {
  expect(Object.keys(steps(recordsOf(), TIMER.permissions))).toEqual(['box', 'loan'])
  expect(steps(recordsOf(), READ_ONLY.permissions)).toEqual({})
})

test('offers to lend the first box that is ours and in service', () => {
  const boxes = [sierraBox(3), sierraBox(2), sierraBox(1, { outOfService: true }), borrowedBox()]
  const records = recordsOf(...boxes.map((box) => put('box', box)))
  expect(firstToLend(records, sierra.id)?.serial).toBe('CLBX30202')
  expect(firstToLend(recordsOf(put('box', borrowedBox())), sierra.id)).toBeUndefined()
})
