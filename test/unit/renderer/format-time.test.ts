import { expect, test } from 'vitest'
import { createI18n } from '../../../renderer/locales/i18n.ts'
import { createTimeFormat, dateIn } from '../../../renderer/words/format-time.ts'

const NOW = '2026-11-22T12:40:00.000Z'
const { t } = createI18n()
const utc = createTimeFormat(t, 'en-GB', 'UTC')
const madrid = createTimeFormat(t, 'en-GB', 'Europe/Madrid')

test('says a near end by weekday, a far one with its date, one in another year with the year', () => {
  expect(utc.short('2026-11-22T16:05:00.000Z', NOW)).toBe('Sun 16:05')
  expect(utc.short('2026-11-27T09:00:00.000Z', NOW)).toBe('Fri 09:00')
  expect(utc.short('2026-11-29T09:00:00.000Z', NOW)).toBe('Sun 29 Nov 09:00')
  expect(utc.short('2026-11-20T09:00:00.000Z', NOW)).toBe('Fri 20 Nov 09:00')
  expect(utc.long('2026-11-22T16:05:00.000Z', NOW)).toBe('Sun 22 Nov 16:05')
  expect(utc.long('2027-01-02T03:04:00.000Z', NOW)).toBe('Sat 2 Jan 2027 03:04')
})

test('[ux 21] tells times in the zone asked for, over midnight too', () => {
  expect(madrid.clock('2026-11-22T16:05:00.000Z')).toBe('17:05')
  expect(madrid.long('2026-11-22T23:30:00.000Z', NOW)).toBe('Mon 23 Nov 00:30')
  expect(dateIn('Europe/Madrid', '2026-11-22T23:30:00.000Z')).toBe('2026-11-23')
  expect(dateIn('America/New_York', '2026-01-01T03:00:00.000Z')).toBe('2025-12-31')
})

test('calls midnight 00:00, never 24:00', () => {
  expect(utc.clock('2026-11-22T00:00:00.000Z')).toBe('00:00')
})

test('says the past as today and yesterday of the zone', () => {
  expect(utc.past('2026-11-22T07:41:00.000Z', NOW)).toBe('today 07:41')
  expect(utc.past('2026-11-21T19:40:00.000Z', NOW)).toBe('yesterday 19:40')
  expect(utc.past('2026-11-20T19:40:00.000Z', NOW)).toBe('Fri 20 Nov 19:40')
  expect(madrid.past('2026-11-21T23:30:00.000Z', NOW)).toBe('today 00:30')
})

test('says durations as short as they may be, and what is left of a begun minute', () => {
  const after = (ms: number) => utc.duration(NOW, new Date(Date.parse(NOW) + ms).toISOString())
  expect(after(1)).toBe('1 min')
  expect(after(45 * 60_000)).toBe('45 min')
  expect(after(80 * 60_000)).toBe('1 h 20 min')
  expect(after(60 * 60_000)).toBe('1 h')
  expect(after(3.4 * 3_600_000)).toBe('3 h')
  expect(after(24 * 3_600_000 - 5_000)).toBe('1 d')
  expect(after(2.9 * 86_400_000)).toBe('2 d')
  expect(after(-5)).toBe('0 min')
})

test('says how far something is from now', () => {
  expect(utc.relative('2026-11-22T15:40:00.000Z', NOW)).toBe('in 3 h')
  expect(utc.relative('2026-11-22T12:28:00.000Z', NOW)).toBe('12 min ago')
  expect(utc.relative(NOW, NOW)).toBe('now')
  expect(utc.countdown('2026-11-22T13:22:10.000Z', NOW)).toBe('0:42:10')
  expect(utc.countdown('2026-11-22T12:00:00.000Z', NOW)).toBe('0:00:00')
  expect(utc.day('2026-11-22', NOW)).toBe('Sun 22 Nov')
})
