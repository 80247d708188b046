import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findBox, folded, matcher, matches, narrowingSearch } from '../../../renderer/words/search.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { COSTA_ID, SIERRA_ID, sierraBox } from '../../support/sample-records.ts'

const sierraId = organisationIdSchema.parse(SIERRA_ID)
const boxes = [
  sierraBox(1, { alias: 'Salida' }),
  sierraBox(2, { alias: 'Córdoba' }),
  sierraBox(3, { alias: 'Finish' }),
  sierraBox(33, { serial: 'CLBX30203', alias: 'Theirs', ownerId: COSTA_ID }),
]

test('compares without case, accents and outer spaces', () => {
  expect(folded('  CÓRDOBA ')).toBe('cordoba')
  expect(matches(folded('Cór 302'), ['clbx30202', 'cordoba'])).toBe(true)
  expect(matches(folded('cor 303'), ['clbx30202', 'cordoba'])).toBe(false)
  expect(matches('', [])).toBe(true)
})

test('[ux 14] finds a box by whole serial or name, its own first', () => {
  expect(findBox(boxes, 'clbx30201', sierraId)?.alias).toBe('Salida')
  expect(findBox(boxes, 'cordoba', sierraId)?.serial).toBe('CLBX30202')
  expect(findBox(boxes, 'CLBX30203', sierraId)?.alias).toBe('Finish')
})

test('finds by a beginning only where one box has it', () => {
  expect(findBox(boxes, 'sal', sierraId)?.alias).toBe('Salida')
  expect(findBox(boxes, 'CLBX302', sierraId)).toBeUndefined()
  expect(findBox(boxes, ' ', sierraId)).toBeUndefined()
})

test('finds the same key by key as at once, whatever is typed and deleted', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' '), maxLength: 6 })
  fc.assert(
    fc.property(fc.array(fc.array(text, { maxLength: 3 })), fc.array(text), (rows, typed) => {
      const search = narrowingSearch(rows, matcher)
      for (const each of typed) {
        for (let length = 0; length <= each.length; length += 1) {
          const query = folded(each.slice(0, length))
          expect(search(query)).toEqual(rows.filter((texts) => matches(query, texts)))
        }
      }
    }),
  )
})

test('a key looks only at what the ones before it left, and a deleted one at nothing', () => {
  const looked: string[] = []
  const search = narrowingSearch(['ab', 'ac', 'b'], (query) => (row) => {
    looked.push(row)
    return row.includes(query)
  })
  expect(search('a')).toEqual(['ab', 'ac'])
  expect(search('ab')).toEqual(['ab'])
  expect(looked.splice(0)).toEqual(['ab', 'ac', 'b', 'ab', 'ac'])
  expect(search('a')).toEqual(['ab', 'ac'])
  expect(search('')).toEqual(['ab', 'ac', 'b'])
  expect(looked).toEqual([])
})
