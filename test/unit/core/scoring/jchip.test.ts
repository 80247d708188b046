import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  AskedReader,
  nameMessage,
  passingMessage,
  senderName,
  timeMessage,
} from '../../../../electron/core/scoring/jchip.ts'

const zone = process.env['TZ']

afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

function inZone(name: string): void {
  process.env['TZ'] = name
}

function passing(at: string, count = 0, tag = 'E2801160'): string {
  return passingMessage({ tag, at, count })
}

describe('messages', () => {
  it('[R7] a passing has tag, local time, number and date, and ends in CR alone', () => {
    inZone('Europe/Madrid')
    expect(passing('2026-06-06T08:03:09.070Z', 10)).toBe('DJE2801160 10:03:09.070000 10  0000A      C7 date=20260606\r')
  })

  it('[R7] the time asked for has hundredths, and both are of one clock', () => {
    inZone('Europe/Madrid')
    expect(timeMessage(Date.parse('2026-06-06T08:03:09.079Z'))).toBe('GT010030907 date=20260606\r')
    expect(timeMessage(Date.parse('2026-06-06T08:03:09.999Z'))).toBe('GT010030999 date=20260606\r')
  })

  it.each([
    ['UTC', '08:03:09.070000', '20260606'],
    ['America/Los_Angeles', '01:03:09.070000', '20260606'],
    ['Asia/Kathmandu', '13:48:09.070000', '20260606'],
    ['Pacific/Kiritimati', '22:03:09.070000', '20260606'],
  ])('[R7] is in the computer’s time zone: %s', (name, time, day) => {
    inZone(name)
    expect(passing('2026-06-06T08:03:09.070Z')).toBe(`DJE2801160 ${time} 10  00000      C7 date=${day}\r`)
  })

  it('[R7] the date is that of the time zone, too', () => {
    inZone('Pacific/Kiritimati')
    expect(passing('2026-12-31T20:00:00.000Z')).toContain('10:00:00.000000')
    expect(passing('2026-12-31T20:00:00.000Z')).toContain('date=20270101')
    expect(timeMessage(Date.parse('2026-12-31T20:00:00.000Z'))).toBe('GT010000000 date=20270101\r')
  })

  it('[R7] goes by the clock on the wall when summer time begins and ends', () => {
    inZone('Europe/Madrid')
    expect(passing('2026-03-29T00:59:59.999Z')).toContain(' 01:59:59.999000 ')
    expect(passing('2026-03-29T01:00:00.000Z')).toContain(' 03:00:00.000000 ')
    expect(passing('2026-10-25T00:59:59.999Z')).toContain(' 02:59:59.999000 ')
    expect(passing('2026-10-25T01:00:00.000Z')).toContain(' 02:00:00.000000 ')
    expect(timeMessage(Date.parse('2026-10-25T01:00:00.000Z'))).toBe('GT002000000 date=20261025\r')
  })

  it('[R7] the number has five hex digits and begins anew after the last', () => {
    inZone('UTC')
    expect(passing('2026-06-06T08:00:00.000Z', 0xfffff)).toContain(' 10  FFFFF      C7')
    expect(passing('2026-06-06T08:00:00.000Z', 0x100000)).toContain(' 10  00000      C7')
  })

  it('[R7] a time taken by hand is marked', () => {
    inZone('UTC')
    const sent = passingMessage({ tag: '101', at: '2026-06-06T08:00:00.000Z', count: 1, mark: 'hand' })
    expect(sent).toBe('DJ101 08:00:00.000000 10  00001      C7 date=20260606 hand\r')
  })

  it('no chip can end the tag or the message', () => {
    inZone('UTC')
    const sent = passing('2026-06-06T08:00:00.000Z', 0, 'A B\rS0000\n\u00e9\u{1f3c3}')
    expect(sent).toBe('DJA_B_S0000___ 08:00:00.000000 10  00000      C7 date=20260606\r')
  })

  it('the laptop’s name is cut to what the protocol can carry', () => {
    expect(nameMessage(senderName('Línea de meta\r'))).toBe('N0000Trackside Linea de meta\r')
    expect(senderName('x'.repeat(60))).toHaveLength(40)
    expect(senderName('终点')).toBe('Trackside')
  })
})

describe('what the other side asks', () => {
  it('[R7] is read however it is cut', () => {
    const text = 'GT\rS0000\rGT\r'
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length]
        const reader = new AskedReader()
        const asked = at.slice(1).flatMap((end, index) => [...reader.take(text.slice(at[index], end))])
        expect(asked).toEqual(['time', 'passings', 'time'])
      }),
    )
  })

  it('anything else is passed over, without being kept', () => {
    const reader = new AskedReader()
    expect(reader.take('HTTP/1.1 400 Bad Request\r\nGT')).toEqual([])
    expect(reader.take('\r\nSSH-2.0\rS0000 \r')).toEqual(['time', 'passings'])
    for (let megabyte = 0; megabyte < 10; megabyte += 1) expect(reader.take('x'.repeat(1 << 20))).toEqual([])
    expect(reader.take('GT\rGT\r')).toEqual(['time'])
  })
})
