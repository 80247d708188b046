import { describe, expect, it } from 'vitest'
import { readBoxMessage } from '../../../../electron/core/boxes/read-passing.ts'
import { readStamp } from '../../../../electron/core/boxes/read-stamp.ts'
import { MAX_EXTRA_CHARACTERS, passingSchema } from '../../../../shared/records/passing.ts'

const DOCUMENTED = {
  epc: '3034257BF7194E4000001A85',
  timestamp: '2024-09-17;14:34:23.123Z',
  seenCount: 3,
  antenna: 2,
  rssi: -61.5,
  passingNumber: 41,
  tagStr: '000041',
  latitude: 37.02,
  longitude: -4.56,
  chksum: '0A1B2C3D',
}

function readOne(object: object) {
  const message = readBoxMessage({ ...object })
  if (message.kind !== 'passing') throw new Error(`not a passing: ${JSON.stringify(message)}`)
  // What is kept must be what every other part of the program takes for a passing.
  expect(passingSchema.parse(message.passing)).toEqual(message.passing)
  return message.passing
}

describe('a passing as a box writes it', () => {
  it('[R6] the documented form, with unknown fields kept', () => {
    expect(readOne({ ...DOCUMENTED, gate: { lane: 4 } })).toEqual({
      ...{ at: '2024-09-17T14:34:23.123Z', number: 41, chip: '3034257BF7194E4000001A85' },
      ...{ antenna: 2, rssi: -61.5, latitude: 37.02, longitude: -4.56 },
      extra: { seenCount: 3, tagStr: '000041', chksum: '0A1B2C3D', gate: { lane: 4 } },
    })
  })

  it.each([
    ['2024-09-17;14:34:23.123Z', '2024-09-17T14:34:23.123Z'],
    ['2024-09-17T14:34:23.123Z', '2024-09-17T14:34:23.123Z'],
    ['2024-09-17 14:34:23', '2024-09-17T14:34:23.000Z'],
    ['2024-09-17T14:34:23,5Z', '2024-09-17T14:34:23.500Z'],
    ['2024-09-17T14:34:23.123999999Z', '2024-09-17T14:34:23.123Z'],
    ['2024-09-17T14:34:23.123+02:00', '2024-09-17T12:34:23.123Z'],
    ['2024-09-17T22:34:23.123-0530', '2024-09-18T04:04:23.123Z'],
    ['1970-01-01T00:00:07.001Z', '1970-01-01T00:00:07.001Z'],
    ['2099-12-31;23:59:59.999Z', '2099-12-31T23:59:59.999Z'],
    ['2024-02-30T00:00:00Z', undefined],
    ['2024-09-17T25:00:00Z', undefined],
    ['0000-01-01T00:00:00Z', undefined],
    ['9999-12-31T23:59:59Z-01:00', undefined],
    ['9999-12-31T23:59:59-01:00', undefined],
    ['14:34:23', undefined],
    ['', undefined],
  ])('[R6] the stamp %s is %s', (text, expected) => {
    expect(readStamp(text)).toBe(expected)
  })

  it('[R6] numbers may stand in quotes, and what can’t be a measurement is kept as it came', () => {
    const { extra, ...passing } = readOne({
      ...{ epc: 'A1', passingNumber: '7', timestamp: '2026-06-06T10:00:00Z' },
      ...{ antenna: '3', rssi: 'loud', latitude: 91, longitude: ' -4.5 ' },
    })
    expect(passing).toEqual({ at: '2026-06-06T10:00:00.000Z', number: 7, chip: 'A1', antenna: 3, longitude: -4.5 })
    expect(extra).toEqual({ rssi: 'loud', latitude: 91 })
  })

  it('[R6] without a usable epc the tag counts, and what it was is kept', () => {
    const rest = { passingNumber: 1, timestamp: '2026-06-06T10:00:00Z' }
    expect(readOne({ ...rest, tagStr: '000123' }).chip).toBe('000123')
    expect(readOne({ ...rest, epc: ' ', tagStr: 'T' })).toMatchObject({ chip: 'T', extra: { epc: ' ' } })
    expect(readOne({ ...rest, epc: 'x'.repeat(1000), tagStr: 'T' })).toMatchObject({
      chip: 'T',
      extra: { epc: 'x'.repeat(1000) },
    })
    expect(readOne({ ...rest, epc: 'A\ufffdB', tagStr: 'T' }).chip).toBe('T')
    expect(readOne({ ...rest, epc: 12345 }).chip).toBe('12345')
  })

  it('[R6] too much beside it is left out, field by field; the passing is kept', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 'v'.repeat(100)]))
    const { chip, extra } = readOne({ ...DOCUMENTED, huge: 'x'.repeat(5000), ...many, last: 1 })
    expect(chip).toBe(DOCUMENTED.epc)
    expect(JSON.stringify(extra).length).toBeLessThanOrEqual(MAX_EXTRA_CHARACTERS)
    expect(extra).toMatchObject({ chksum: '0A1B2C3D', f0: 'v'.repeat(100), last: 1 })
    expect(extra).not.toHaveProperty('huge')
  })

  it('[R6] what no database takes, or what would be more than data, stays outside', () => {
    const text =
      '{"epc":"A","passingNumber":1,"timestamp":"2026-06-06T10:00:00Z","a":"\\u0000","b":"\\ud800","__proto__":{"c":1}}'
    const { extra } = readOne(JSON.parse(text))
    expect(extra === undefined || Object.getPrototypeOf(extra) === Object.prototype).toBe(true)
    expect(Object.keys(extra ?? {})).not.toContain('a')
    expect(Object.keys(extra ?? {})).not.toContain('b')
  })

  it('[R6] a number beyond counting, however deep it stands, is kept as nothing', () => {
    const text =
      '{"epc":"A","passingNumber":1,"timestamp":"2026-06-06T10:00:00Z","a":1e400,"b":{"c":[-1e400,2]},"rssi":1e999}'
    expect(readOne(JSON.parse(text)).extra).toEqual({ a: null, b: { c: [null, 2] }, rssi: null })
  })

  it.each([
    [{ ...DOCUMENTED, epc: 'x'.repeat(1000), tagStr: 'y'.repeat(101) }, 'no chip'],
    [{ ...DOCUMENTED, epc: null, tagStr: '\u0000' }, 'no chip'],
    [{ ...DOCUMENTED, passingNumber: -1 }, 'no number'],
    [{ ...DOCUMENTED, passingNumber: 1.5 }, 'no number'],
    [{ ...DOCUMENTED, passingNumber: undefined }, 'no number'],
    [{ ...DOCUMENTED, timestamp: 'noon' }, 'no time'],
    [{ ...DOCUMENTED, timestamp: 1726583663 }, 'no time'],
    [{ hello: 'world' }, 'neither passing nor answer'],
    [{}, 'neither passing nor answer'],
  ])('[R6] %j can’t be read, and the reason is told', (object, reason) => {
    expect(readBoxMessage({ ...object })).toEqual({ kind: 'unreadable', reason })
  })

  it('[R6] an answer is told from a passing', () => {
    const answer = { command: 'GETSYSTEMTIME', result: { time: '2026-06-06T10:00:00Z' } }
    expect(readBoxMessage(answer)).toEqual({ kind: 'answer', ...answer })
  })
})
