import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Area, placeWindow } from '../../../electron/shell/window-place.ts'

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 }
const OFFICE = { x: 1440, y: 0, width: 2560, height: 1400 }
const KEPT = { x: 1600, y: 100, width: 2000, height: 1200, isMaximized: false, isFullScreen: false }

it('opens as usual, in the middle of the main screen, the first time', () => {
  expect(placeWindow(undefined, [OFFICE])).toEqual({
    width: 1360,
    height: 860,
    isMaximized: false,
    isFullScreen: false,
  })
})

it('opens where it was', () => {
  expect(placeWindow(KEPT, [LAPTOP, OFFICE])).toEqual(KEPT)
})

it('opens maximised as it was, with the place to go back to', () => {
  expect(placeWindow({ ...KEPT, isMaximized: true }, [LAPTOP, OFFICE])).toEqual({ ...KEPT, isMaximized: true })
})

it('opens in full screen as it was, also where its screen is gone', () => {
  expect(placeWindow({ ...KEPT, isFullScreen: true }, [LAPTOP, OFFICE])).toEqual({ ...KEPT, isFullScreen: true })
  expect(placeWindow({ ...KEPT, isFullScreen: true }, [LAPTOP])).toMatchObject({ isFullScreen: true })
})

it('opens on the main screen, no larger than it, when its screen is gone', () => {
  expect(placeWindow(KEPT, [LAPTOP])).toEqual({ width: 1440, height: 875, isMaximized: false, isFullScreen: false })
})

it.each([
  ['left of all screens', { x: -1950 }],
  ['with its upper edge above the screen', { x: 100, y: -40 }],
  ['with its upper edge below the screen', { x: 100, y: 890 }],
])('does not open where nobody could take hold of it: %s', (_what, moved) => {
  expect(placeWindow({ ...KEPT, ...moved }, [LAPTOP])).not.toHaveProperty('x')
})

it('opens within reach, whatever was kept and whatever screens there are', () => {
  const number = fc.integer({ min: -10_000, max: 10_000 })
  const size = fc.integer({ min: 800, max: 6000 })
  const area: fc.Arbitrary<Area> = fc.record({ x: number, y: number, width: size, height: size })
  const kept = fc.record({
    x: number,
    y: number,
    width: fc.integer({ min: 1, max: 9000 }),
    height: fc.integer({ min: 1, max: 9000 }),
    isMaximized: fc.boolean(),
    isFullScreen: fc.boolean(),
  })
  fc.assert(
    fc.property(kept, fc.array(area, { minLength: 1, maxLength: 4 }), (was, areas) => {
      const { x, y, width, height } = placeWindow(was, areas)
      const fits = (one: Area) => width <= one.width && height <= one.height
      const holds = (one: Area) =>
        x !== undefined &&
        y !== undefined &&
        y >= one.y &&
        y < one.y + one.height &&
        x < one.x + one.width &&
        x + width > one.x
      expect(areas.some((one) => fits(one) && (x === undefined || holds(one)))).toBe(true)
    }),
  )
})
