import { expect, it } from 'vitest'
import { isRefusal, readBoxClock, readBoxSerial } from '../../../../electron/core/boxes/box-clock.ts'
import { NumberGaps } from '../../../../electron/core/boxes/number-gaps.ts'
import { NOW } from './a-field.ts'

const NOW_MS = Date.parse(NOW)

it.each([
  [NOW, { timeMs: NOW_MS, source: undefined }],
  ['2026-06-06;10:00:00.000Z', { timeMs: NOW_MS, source: undefined }],
  [
    { time: NOW, clockSource: 'GPS' },
    { timeMs: NOW_MS, source: 'GPS' },
  ],
  [
    { 'System-Time': NOW, source: 'x'.repeat(100) },
    { timeMs: NOW_MS, source: 'x'.repeat(40) },
  ],
  [JSON.stringify({ datetime: NOW }), { timeMs: NOW_MS, source: undefined }],
  [NOW_MS, { timeMs: NOW_MS, source: undefined }],
  [NOW_MS / 1000, { timeMs: NOW_MS, source: undefined }],
  [
    { time: NOW, clockSource: 'none' },
    { timeMs: undefined, source: 'none' },
  ],
  [
    { time: '1970-01-01T00:03:00Z', clockSource: 'NTP' },
    { timeMs: undefined, source: 'NTP' },
  ],
  ['OK', undefined],
  [null, undefined],
  [{ time: 'soon' }, undefined],
  [[], undefined],
])('[L10] GETSYSTEMTIME may answer %j', (result, clock) => {
  expect(readBoxClock(result)).toEqual(clock)
})

it.each([
  [{ serial: 'CLBX30217' }, 'CLBX30217'],
  [{ serial_number: ' clbx30217 ' }, 'CLBX30217'],
  [{ SerialNumber: 30217 }, '30217'],
  ['{"serial":"CLBX30217"}', 'CLBX30217'],
  [{ alias: 'Finish' }, undefined],
  ['OK', undefined],
  [null, undefined],
])('[R2] GETSYSTEMCONFIG may answer %j', (result, serial) => {
  expect(readBoxSerial(result)).toBe(serial)
})

it.each([
  ['ERROR: unknown command', true],
  ['Unknown command', true],
  [{ error: 'no' }, true],
  [false, true],
  ['OK', false],
  [{ from: 3, count: 7 }, false],
  [null, false],
])('[R3] REWIND may answer %j', (result, isNo) => {
  expect(isRefusal(result)).toBe(isNo)
})

const numbered = (number: number) => ({ number, at: `2026-06-06T10:00:${number}.000Z` })

it('[R3] gaps open, fill from any side, and are asked for three times at most', () => {
  const gaps = NumberGaps.after([numbered(9), numbered(10)], (number) => number < 9)
  for (const number of [11, 12, 16, 20]) gaps.note(numbered(number))
  expect([gaps.highest.number, gaps.lowest(), gaps.untried()]).toEqual([20, 13, 13])
  gaps.asked({ from: 13, to: 20 })
  expect([gaps.untried(), gaps.toAsk()]).toEqual([undefined, 13])
  for (const number of [14, 13, 15]) expect(gaps.note(numbered(number))).toBe(true)
  expect(gaps.lowest()).toBe(17)
  for (const to of [16, 20, 20]) gaps.asked({ from: 17, to })
  expect([gaps.toAsk(), gaps.lowest()]).toEqual([undefined, 17])
  for (const number of [17, 18, 19]) gaps.note(numbered(number))
  expect(gaps.lowest()).toBeUndefined()
  expect(gaps.note(numbered(20))).toBe(false)
})
