import { expect, test } from 'vitest'
import { type ApiKey, boxesForKeys, keyRows, usedWords } from '../../../renderer/keys/key-rows.ts'
import { boxIdSchema, organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { borrowedBox, put, SIERRA_ID, sierraBox, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()

function known(): MemoryRecords {
  const records = new MemoryRecords()
  const retired = { retiredAt: '2026-06-01T00:00:00.000Z' }
  for (const box of [sierraBox(4), sierraBox(2), sierraBox(8, retired), borrowedBox()]) records.apply(put('box', box))
  return records
}

function key(number: number, part: Partial<ApiKey> = {}): ApiKey {
  const createdAt = `2026-06-0${number}T10:00:00.000Z`
  return { id: uuid('f', number), name: `Key ${number}`, access: 'READ', createdAt, ...part }
}

test('[R6] lists keys newest first, and names the box of one that is for a box alone', () => {
  const boxKey = key(2, { boxId: boxIdSchema.parse(uuid('b', 4)) })
  const goneKey = key(1, { boxId: boxIdSchema.parse(uuid('b', 99)) })
  const rows = keyRows(say, known(), [goneKey, key(3), boxKey], '')
  expect(rows.map(({ key: { name }, scope }) => [name, scope])).toEqual([
    ['Key 3', 'the organisation'],
    ['Key 2', 'CLBX30204'],
    ['Key 1', 'a box that isn’t here any more'],
  ])
})

test('[R6] finds keys by name, box and what they may', () => {
  const keys = [key(1, { name: 'Mat KM 5' }), key(2, { boxId: boxIdSchema.parse(uuid('b', 4)), access: 'WRITE' })]
  const found = (query: string) => keyRows(say, known(), keys, query).map(({ key: { id } }) => id)
  expect(found('km 5')).toEqual([uuid('f', 1)])
  expect(found('clbx30204')).toEqual([uuid('f', 2)])
  expect(found('WRITE')).toEqual([uuid('f', 2)])
  expect(found('nothing like it')).toEqual([])
})

test('[R6] says when a key was last used', () => {
  expect(usedWords(say, key(1))).toBe('never')
  expect(usedWords(say, key(1, { lastUsedAt: '2026-06-07T11:59:10.000Z' }))).toBe('just now')
  expect(usedWords(say, key(1, { lastUsedAt: '2026-06-07T09:05:00.000Z' }))).toBe('today 09:05')
})

test('[R6] a key can be for a box of one’s own that is in use, not for a borrowed or a retired one', () => {
  const boxes = boxesForKeys(known(), organisationIdSchema.parse(SIERRA_ID))
  expect(boxes.map(({ serial }) => serial)).toEqual(['CLBX30202', 'CLBX30204'])
})
