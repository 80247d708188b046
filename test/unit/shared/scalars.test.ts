import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventDateSchema, timeZoneSchema } from '../../../shared/records/event.ts'
import {
  boxIdSchema,
  lineSchema,
  notesSchema,
  serialSchema,
  timePlus,
  timeSchema,
} from '../../../shared/records/scalars.ts'

describe('times', () => {
  it.each([
    ['2026-06-06T08:00:00Z', '2026-06-06T08:00:00.000Z'],
    ['2026-06-06T08:00:00.5Z', '2026-06-06T08:00:00.500Z'],
    ['2026-06-06T08:00:00.123456Z', '2026-06-06T08:00:00.123Z'],
    ['2026-06-06T10:00:00+02:00', '2026-06-06T08:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('[F6] %s is read as %s', (text, expected) => {
    expect(timeSchema.parse(text)).toBe(expected)
  })

  it.each([
    ...['yesterday', '', '2026-06-06', '2026-06-06T08:00:00', '2026-02-30T00:00:00Z', '2026-06-30T23:59:60Z'],
    ...['9999-12-31T23:59:59-10:00', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00+02:00', 5, null, undefined],
  ])('[F6] %j is refused, and nothing is thrown', (text) => {
    expect(timeSchema.safeParse(text).success).toBe(false)
  })

  it('[F6] are read as the same moment, in the one form that there is of it', () => {
    const part = (least: number, most: number) =>
      fc.integer({ min: least, max: most }).map((n) => String(n).padStart(2, '0'))
    const fraction = fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,6}$/), fc.stringMatching(/^\.\d{3}$/))
    const zone = fc.oneof(fc.constant('Z'), fc.constantFrom('+02:00', '-00:30', '+00:00'))
    const written = fc
      .tuple(part(1, 12), part(1, 31), part(0, 24), part(0, 60), fraction, zone)
      .map(([month, day, hour, minute, more, at]) => `2028-${month}-${day}T${hour}:${minute}:07${more}${at}`)
    fc.assert(
      fc.property(written, (text) => {
        const read = timeSchema.safeParse(text).data
        if (read !== undefined) expect(read).toBe(new Date(text).toISOString())
      }),
      { numRuns: 1000 },
    )
  })

  it('[F6] compare as text the way they follow each other', () => {
    const time = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [x, y] = [timeSchema.parse(a.toISOString()), timeSchema.parse(b.toISOString())]
        expect(x < y).toBe(a.getTime() < b.getTime())
        expect(timePlus(x, b.getTime() - a.getTime())).toBe(y)
      }),
    )
  })

  it('a day is a day of the calendar, and a zone one that is known', () => {
    expect(eventDateSchema.safeParse('2028-02-29').success).toBe(true)
    for (const day of ['2026-02-29', '0000-01-01', '06/06/2026'])
      expect(eventDateSchema.safeParse(day).success).toBe(false)
    expect(timeZoneSchema.safeParse('Europe/Madrid').success).toBe(true)
    expect(timeZoneSchema.safeParse('Mars/Olympus').success).toBe(false)
  })
})

describe('text', () => {
  it('[O8] a line is trimmed and composed, and keeps every script', () => {
    expect(lineSchema(1, 60).parse('  Pen\u0303a 終点 🚴🏽  ')).toBe('Peña 終点 🚴🏽')
  })

  it.each(['\u0000', '\n', '\u007f', '\u0085', '\u200b', '\u200f', '\u202e', '\u2066', '\ufeff', '\ud800'])(
    '[O8] %j is refused, wherever it stands',
    (character) => {
      expect(lineSchema(1, 60).safeParse(`a${character}b`).success).toBe(false)
      if (character !== '\n') expect(notesSchema(60).safeParse(`a${character}b`).success).toBe(false)
    },
  )

  it('[O8] only spaces are nothing', () => {
    expect(lineSchema(1, 60).safeParse(' \u00a0 ').success).toBe(false)
    expect(lineSchema(0, 60).parse('  ')).toBe('')
  })

  it('a serial is read in capitals, and an id in small letters', () => {
    expect(serialSchema.parse(' clbx30217 ')).toBe('CLBX30217')
    for (const serial of ['', 'CLBX 1', 'CLBX_1', 'X'.repeat(21)])
      expect(serialSchema.safeParse(serial).success).toBe(false)
    const id = '0F0E0D0C-0B0A-4908-8706-050403020100'
    expect(boxIdSchema.parse(id)).toBe(id.toLowerCase())
  })
})
