import { expect, test } from 'vitest'
import { hasLowBattery } from '../../../shared/rules/battery.ts'

test.each([
  [{ batteryPercent: 19.9 }, true],
  [{ batteryPercent: 19.9, charging: false }, true],
  [{ batteryPercent: 20 }, false],
  [{ batteryPercent: 3, charging: true }, false],
  [{ charging: false }, false],
  [undefined, false],
])('a battery that tells %j', (told, isLow) => {
  expect(hasLowBattery(told)).toBe(isLow)
})
