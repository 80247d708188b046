import { expect, test } from 'vitest'
import { readTarget } from '../../../renderer/scoring/read-target.ts'
import { targetState } from '../../../renderer/scoring/target-words.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const typed = { name: 'CrossMgr', host: '192.168.1.20', port: '53135', window: '10' }

test('[R7] takes a name or an address, and its port', () => {
  const address = { host: '192.168.1.20', port: 53_135 }
  expect(readTarget({ ...typed, host: ' 192.168.1.20 ', port: ' 53135 ' })).toEqual({
    kind: 'read',
    name: 'CrossMgr',
    address,
    backupWindowS: 10,
  })
  expect(readTarget({ ...typed, host: 'fe80::1' })).toMatchObject({ address: { host: 'fe80::1', port: 53_135 } })
  expect(readTarget({ ...typed, host: 'scoring-pc.local' })).toMatchObject({ address: { host: 'scoring-pc.local' } })
})

test('[R7] takes address and port that were pasted together', () => {
  expect(readTarget({ ...typed, host: '192.168.1.20:9000' })).toMatchObject({
    address: { host: '192.168.1.20', port: 9000 },
  })
})

test.each(['0', '600'])('[R7] takes a window of %s seconds for main and backup', (window) => {
  expect(readTarget({ ...typed, window })).toMatchObject({ backupWindowS: Number(window) })
})

test.each([
  ['port', '0'],
  ['port', '65536'],
  ['port', ''],
  ['port', '-1'],
  ['port', '1e3'],
  ['port', '53 135'],
  ['host', ''],
  ['host', 'http://192.168.1.20'],
  ['host', 'two words'],
  ['name', '  '],
  ['window', ''],
  ['window', '601'],
  ['window', '-1'],
  ['window', '2.5'],
] as const)('[R7] refuses as %s: “%s”, and says which field it is', (field, text) => {
  expect(readTarget({ ...typed, [field]: text })).toEqual({ kind: 'wrong', fields: new Set([field]) })
})

test('[R7] says how a connection stands, and since when it is gone', () => {
  const told = (state: Parameters<typeof targetState>[1]['state'], since = '2026-06-07T10:42:00.000Z') =>
    targetState(say, { state, since })
  expect(told('off')).toBe('Off')
  expect(told('connecting')).toBe('Connecting')
  expect(told('greeting')).toBe('Waiting for the program to ask')
  expect(told('sending')).toBe('Sending')
  expect(told('broken')).toBe('No connection since 10:42 – trying')
  expect(told('broken', '2026-06-06T10:42:00.000Z')).toBe('No connection since yesterday 10:42 – trying')
})
