import { expect, it } from 'vitest'
import { monthAfter } from '../../../cloud/db/passing-months.ts'

it('a month follows another, also over the end of a year', () => {
  expect(['2026-01', '2026-11', '2026-12', '9999-11'].map((month) => monthAfter(month, 1))).toEqual([
    ...['2026-02', '2026-12', '2027-01', '9999-12'],
  ])
  expect(monthAfter('2026-11', 0)).toBe('2026-11')
  expect(monthAfter('2026-11', 14)).toBe('2028-01')
})
