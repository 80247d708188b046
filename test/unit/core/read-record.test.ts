import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { readRecord } from '../../../electron/core/read-record.ts'
import { isKind, type Kind, recordSchemas } from '../../../shared/records/kinds.ts'
import { type JsonSchema, validValue } from '../../contract/attack/json-values.ts'

const time = fc.constantFrom(
  ...['2026-06-06T08:00:00.000Z', '2026-06-06T08:00:00Z', '2026-06-06T10:00:00.5+02:00', '2026-02-30T08:00:00.000Z'],
  ...['0000-06-06T08:00:00.000Z', '2026-06-06T24:00:00.000Z', '2026-06-06 08:00:00.000Z'],
)
/** What a JSON schema can’t tell. */
const HINTS = {
  email: ['ada@sierra.example', ' Ada@SIERRA.example'],
  date: ['2026-06-06'],
  timeZone: ['Europe/Madrid'],
}
const text = fc.constantFrom(' a ', 'e\u0301', '\u200bx', '\ud800', 'A'.repeat(3000), 'F'.repeat(64), '')
const anything = fc.oneof(time, text, fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined))

/** What could stand in a file under that kind: the right thing, or that with a field or two that are something else. */
function bodyOf(kind: Kind): fc.Arbitrary<unknown> {
  const schema = recordSchemas[kind]
  const right = validValue(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, HINTS)
  const names = fc.constantFrom(...Object.keys(schema.unwrap().shape), '__proto__', 'more')
  const wrong = fc
    .tuple(right, fc.array(fc.tuple(names, anything), { maxLength: 2 }))
    .map(([body, fields]) => ({ ...(body as object), ...Object.fromEntries(fields) }))
  return fc.oneof({ weight: 3, arbitrary: right }, { weight: 6, arbitrary: wrong }, anything)
}

it.each(Object.keys(recordSchemas).filter(isKind))('reads of the kind %s what its schema reads', (kind) => {
  let read = 0
  fc.assert(
    fc.property(bodyOf(kind), (body) => {
      const found = readRecord(kind, body)
      expect(found).toEqual(recordSchemas[kind].safeParse(body).data)
      if (found !== undefined) read += 1
    }),
    { numRuns: 300 },
  )
  expect(read).toBeGreaterThan(0)
})
