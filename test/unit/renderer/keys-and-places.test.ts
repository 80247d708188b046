import { expect, test } from 'vitest'
import { placeHref, readPlace } from '../../../renderer/router.ts'
import { targetOf } from '../../../renderer/ui/use-grid-keys.ts'

test('[ux 14] moves by row, page and to the ends, and stays within the list', () => {
  expect(targetOf('ArrowDown', -1, 10, 4)).toBe(0)
  expect(targetOf('ArrowDown', 9, 10, 4)).toBe(9)
  expect(targetOf('ArrowUp', -1, 10, 4)).toBe(9)
  expect(targetOf('ArrowUp', 0, 10, 4)).toBe(0)
  expect(targetOf('PageDown', 3, 10, 4)).toBe(7)
  expect(targetOf('PageUp', 3, 10, 4)).toBe(0)
  expect(targetOf('Home', 5, 10, 4)).toBe(0)
  expect(targetOf('End', 5, 10, 4)).toBe(9)
  expect(targetOf('x', 5, 10, 4)).toBeUndefined()
  expect(targetOf('ArrowDown', -1, 0, 4)).toBeUndefined()
})

test('reads and writes where the window is', () => {
  expect(readPlace('')).toEqual({ screen: '', opened: undefined })
  expect(readPlace('#/devices')).toEqual({ screen: 'devices', opened: undefined })
  expect(readPlace(placeHref('devices', 'a/b c'))).toEqual({ screen: 'devices', opened: 'a/b c' })
})
