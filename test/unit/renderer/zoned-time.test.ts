import { expect, test } from 'vitest'
import { localIn, momentIn } from '../../../renderer/events/zoned-time.ts'

test('reads a local time in the event’s zone, summer and winter', () => {
  expect(momentIn('Europe/Madrid', '2026-06-07T09:00')).toBe('2026-06-07T07:00:00.000Z')
  expect(momentIn('Europe/Madrid', '2026-11-22T09:00')).toBe('2026-11-22T08:00:00.000Z')
  expect(momentIn('Asia/Kolkata', '2026-06-07T09:00')).toBe('2026-06-07T03:30:00.000Z')
  expect(momentIn('UTC', '2026-06-07T00:00')).toBe('2026-06-07T00:00:00.000Z')
})

test('gives back what was entered', () => {
  for (const zone of [
    'Europe/Madrid',
    'America/New_York',
    'Pacific/Auckland',
    'Pacific/Kiritimati',
    'America/St_Johns',
  ]) {
    for (const local of ['2026-01-15T00:00', '2026-07-15T23:59', '2026-03-29T12:00', '2026-11-01T04:30']) {
      expect(localIn(zone, momentIn(zone, local) ?? '')).toBe(local)
    }
  }
})

test('takes the first of two where the clocks go back, and goes on where they skip', () => {
  expect(momentIn('Europe/Madrid', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
  expect(momentIn('Europe/Madrid', '2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z')
})

test('reads nothing out of what is not a date and time', () => {
  expect(momentIn('UTC', '')).toBeUndefined()
  expect(momentIn('UTC', '2026-13-40T99:99')).toBeUndefined()
  expect(momentIn('UTC', '2026-06-07')).toBeUndefined()
})
