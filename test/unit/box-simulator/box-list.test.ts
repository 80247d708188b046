import { expect, test } from 'vitest'
import { readBoxList } from '../../../tools/box-simulator/box-list.ts'

const NO_DEFAULTS = {}

test('an entry needs only a serial', () => {
  expect(readBoxList([{ serial: 'clbx30201' }], NO_DEFAULTS)).toEqual({
    ok: true,
    boxes: [{ serial: 'CLBX30201', alias: '', model: 'CloudBox', port: 0, batteryPercent: 90, sendsPassings: false }],
  })
})

test('what an entry says itself goes before the defaults', () => {
  const own = { serial: 'A', cloudUrl: 'http://127.0.0.1:2', apiKey: 'own' }
  const reading = readBoxList([own, { serial: 'B' }], { cloudUrl: 'http://127.0.0.1:1', apiKey: 'default' })
  expect(reading).toMatchObject({
    boxes: [own, { serial: 'B', cloudUrl: 'http://127.0.0.1:1', apiKey: 'default' }],
  })
})

test.each([
  ['not a list', { serial: 'A' }, /^boxes: /],
  ['nothing in it', [], /^boxes: /],
  ['no serial', [{}], /^boxes\.0\.serial: /],
  ['a word that it does not know', [{ serial: 'A', apikey: 'secret-1' }], /^boxes\.0: .*apikey/],
  ['the same box twice', [{ serial: 'A' }, { serial: 'a' }], /serial stands there twice/],
  [
    'the same port twice',
    [
      { serial: 'A', port: 9 },
      { serial: 'B', port: 9 },
    ],
    /port stands there twice/,
  ],
  ['a key that no header takes', [{ serial: 'A', apiKey: 'secret-1\n' }], /^boxes\.0\.apiKey: /],
  ['a password in the address', [{ serial: 'A', cloudUrl: 'http://u:secret-1@h' }], /^boxes\.0\.cloudUrl: /],
  ['an address of another kind', [{ serial: 'A', cloudUrl: 'file:///secret-1' }], /^boxes\.0\.cloudUrl: /],
  ['passings with no cloud to send them to', [{ serial: 'A', sendsPassings: true }], /^A has no cloud/],
  ['a cloud without a key', [{ serial: 'A', cloudUrl: 'http://h' }], /^A has a cloud but no API key/],
])('refuses %s, without quoting it', (_title, value, expected) => {
  const reading = readBoxList(value, NO_DEFAULTS)
  expect(reading).toEqual({ ok: false, problem: expect.stringMatching(expected) })
  expect(JSON.stringify(reading)).not.toContain('secret-1')
})
