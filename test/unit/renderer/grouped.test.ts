import { expect, test } from 'vitest'
import { grouped } from '../../../renderer/ui/grouped.ts'

test('[ux 21] four digits are grouped as more are, in every language', () => {
  expect(grouped('en-GB', 1204)).toBe('1,204')
  expect(grouped('es', 1204)).toBe('1.204')
  expect(grouped('it', 1204)).toBe('1.204')
  expect(grouped('es', 12_040)).toBe('12.040')
  expect(grouped('it', 12)).toBe('12')
})
