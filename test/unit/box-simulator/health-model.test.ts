import { expect, test } from 'vitest'
import {
  healthReport,
  positionOf,
  type Vitals,
  vitalsAfter,
  vitalsAt,
} from '../../../tools/box-simulator/health-model.ts'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'

const ON_TIME = { kind: 'set', source: 'NTP', offsetMs: 0 } as const
const MINUTE_MS = 60_000

function minutes(vitals: Vitals, count: number): readonly Vitals[] {
  const random = createSeededRandom(3)
  const course = [vitals]
  for (let minute = 0; minute < count; minute += 1) {
    course.push(vitalsAfter(course.at(-1) ?? vitals, MINUTE_MS, random))
  }
  return course
}

test('the report has what a box tells the cloud', () => {
  expect(healthReport(vitalsAt(80), ON_TIME, { latitude: 37.1, longitude: -4.5 })).toEqual({
    batteryPercent: 80,
    charging: false,
    voltage: 12.18,
    cpuTemperatureC: 48,
    clockSource: 'NTP',
    network: 'ethernet',
    latitude: 37.1,
    longitude: -4.5,
    readerPresent: true,
    status: 'OK',
  })
  expect(healthReport(vitalsAt(10), { kind: 'none' }, positionOf('CLBX1'))).toMatchObject({
    clockSource: 'none',
    status: 'LOW BATTERY',
  })
})

test('the battery drains slowly and is charged before it is empty', () => {
  const course = minutes(vitalsAt(90), 24 * 60)
  expect(course[60]?.chargePercent).toBeCloseTo(82)
  expect(course.every(({ chargePercent }) => chargePercent > 4 && chargePercent <= 100)).toBe(true)
  expect(course.some(({ charging }) => charging)).toBe(true)
  expect(course.at(-1)?.charging).toBe(false)
})

test('the temperature wanders within what a CPU bears', () => {
  const temperatures = minutes(vitalsAt(90), 1000).map(({ cpuTemperatureC }) => cpuTemperatureC)
  expect(new Set(temperatures).size).toBeGreaterThan(900)
  expect(Math.min(...temperatures)).toBeGreaterThan(30)
  expect(Math.max(...temperatures)).toBeLessThan(66)
})

test('a box stays where it is, and not where another one is', () => {
  expect(positionOf('CLBX30201')).toEqual(positionOf('CLBX30201'))
  expect(positionOf('CLBX30201')).not.toEqual(positionOf('CLBX30202'))
})
