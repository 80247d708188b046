import { expect, test } from 'vitest'
import { batteryPaths, batterySpan, batteryValues } from '../../../renderer/devices/battery-line.ts'
import { batteryDayWords, positionText, telemetryFacts } from '../../../renderer/devices/telemetry-words.ts'
import { telemetrySchema } from '../../../shared/cloud-api.ts'
import { uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const NOW = '2026-06-07T12:00:00.000Z'
const SIZE = { width: 240, height: 100 }

function telemetry(part: object) {
  return telemetrySchema.parse({ boxId: uuid('b', 1), receivedAt: NOW, ...part })
}

function facts(part: object): Record<string, string> {
  const told = telemetryFacts(say, telemetry(part))
  return Object.fromEntries(told.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/** So many minutes before now. */
function before(minutes: number): string {
  return new Date(Date.parse(NOW) - minutes * 60_000).toISOString()
}

test('[R6] tells what a box said of itself, and nothing of what it didn’t', () => {
  expect(facts({})).toEqual({})
  expect(facts({ batteryPercent: 61.6, cpuTemperatureC: 41.4, clockSource: 'GPS', readerPresent: true })).toEqual({
    Battery: '62 %',
    Temperature: '41 °C',
    Clock: 'GPS',
    Reader: 'there',
  })
  expect(facts({ batteryPercent: 12, charging: true, voltage: 11.94, network: 'LTE', status: 'ok' })).toEqual({
    Battery: '12 %, charging',
    Voltage: '11.9 V',
    Network: 'LTE',
    'It says': 'ok',
  })
})

test('[R6] says what is wrong with a box in words', () => {
  expect(facts({ batteryPercent: 12, clockSource: 'none', readerPresent: false })).toEqual({
    Battery: '12 %, low',
    Clock: 'none: the box counts by itself',
    Reader: 'missing: the box reads no chips',
  })
})

test('[R6] gives a position as maps take it, zero degrees too', () => {
  expect(positionText(telemetry({ latitude: 40.416775, longitude: -3.70379 }))).toBe('40.41678, -3.70379')
  expect(positionText(telemetry({ latitude: 0, longitude: 0 }))).toBe('0.00000, 0.00000')
  expect(positionText(telemetry({ latitude: 40 }))).toBeUndefined()
})

test('[R6] draws the battery from a day ago to now, and nothing while the box was not heard', () => {
  const values = [
    { at: before(25 * 60), batteryPercent: 100 },
    { at: before(24 * 60), batteryPercent: 100 },
    { at: before(24 * 60 - 5), batteryPercent: 98 },
    { at: before(24 * 60 - 10) },
    { at: before(720), batteryPercent: 50 },
    { at: NOW, batteryPercent: 25 },
  ]
  const battery = batteryValues(values, NOW)
  expect(battery.map(({ percent }) => percent)).toEqual([100, 98, 50, 25])
  expect(batteryPaths(battery, NOW, SIZE)).toEqual([
    'M0.0 0.0L0.8 2.0',
    'M120.0 50.0L120.0 50.0',
    'M240.0 75.0L240.0 75.0',
  ])
})

test('[R6] tells the line in words: first, lowest, last', () => {
  const values = [80, 20, 60].map((percent, index) => ({ at: before(30 - index * 10), percent }))
  expect(batterySpan(values)).toEqual({ first: values[0], lowest: values[1], last: values[2] })
  expect(batterySpan(values.slice(0, 1))).toBeUndefined()
  const told = (percents: readonly number[]) => {
    const span = batterySpan(percents.map((percent, index) => ({ at: before(30 - index * 10), percent })))
    return span && batteryDayWords(say, span)
  }
  expect(told([80, 20, 60])).toBe(
    'Battery in the last 24 h: 80 % today 11:30, lowest 20 % today 11:40, 60 % today 11:50.',
  )
  expect(told([80, 70, 60])).toBe('Battery in the last 24 h: 80 % today 11:30, 60 % today 11:50.')
})
