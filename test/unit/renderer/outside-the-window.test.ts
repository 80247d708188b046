import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type AlarmAbout, alarmPlace } from '../../../renderer/alarms/alarm-facts.ts'
import { notifyOutside } from '../../../renderer/shell/notify-outside.ts'
import { boxIdSchema, eventIdSchema } from '../../../shared/records/scalars.ts'
import { fromPageSchema } from '../../../shared/shell-messages.ts'
import { uuid } from '../../support/sample-records.ts'

afterEach(() => vi.unstubAllGlobals())

function withShell() {
  const told: unknown[] = []
  vi.stubGlobal('window', { trackside: { tell: (message: unknown) => told.push(message) } })
  return told
}

test('[L14] the shell is told in words, with the place', () => {
  const told = withShell()
  notifyOutside('FINISH: the loan ends at 13:00, in a day.', 'devices', 'b1')
  notifyOutside('The disk is full.', 'today')
  expect(told).toEqual([
    { type: 'notify', text: 'FINISH: the loan ends at 13:00, in a day.', place: { screen: 'devices', id: 'b1' } },
    { type: 'notify', text: 'The disk is full.', place: { screen: 'today' } },
  ])
})

test('[L14] in a browser nobody is told', () => {
  vi.stubGlobal('window', {})
  expect(() => notifyOutside('The disk is full.', 'today')).not.toThrow()
})

test('[L14] the shell takes every sentence, cut where it is too long, and never through a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 900 }), (text) => {
      const told = withShell()
      notifyOutside(text, 'today')
      const message = fromPageSchema.parse(told[0])
      if (message.type !== 'notify') throw new Error('something else was told')
      expect(message.text.isWellFormed()).toBe(true)
      if (text.length <= 400) expect(message.text).toBe(text)
      else expect(text.startsWith(message.text.slice(0, -1))).toBe(true)
    }),
  )
})

describe('[L14] where an alarm leads', () => {
  const box = { id: boxIdSchema.parse(uuid('b', 1)), serial: 'CLBX30201', alias: '' }
  const eventId = eventIdSchema.parse(uuid('e', 1))
  test.each([
    ['live timing, with its box', { box, eventId }, { screen: 'live', id: `${eventId}.${box.id}` }],
    ['a box that is in no event', { box, eventId: undefined }, { screen: 'devices', id: box.id }],
    ['Today, where it is about the laptop', { box: undefined, eventId: undefined }, { screen: 'today', id: undefined }],
  ])('to %s', (_where, about, place) => {
    expect(alarmPlace(about as AlarmAbout)).toEqual(place)
  })
})
