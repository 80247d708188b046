import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { passingsBodySchema } from '../../../shared/passings-api.ts'
import { passingSchema } from '../../../shared/records/passing.ts'
import { uuid } from '../../support/sample-records.ts'

const READ = { at: '2026-06-06T10:00:00.000Z', number: 1, chip: 'E2801160' }

describe('what a laptop sends of passings', () => {
  it('[R3] is compiled, and takes and refuses the same so', () => {
    // Strict: it throws where a part of it can't be.
    const compiled = z.compile(passingsBodySchema, { strict: true })
    const parts = [
      {},
      { number: -1 },
      { at: 'noon' },
      { chip: ' ' },
      { latitude: 91 },
      { extra: { a: Number.POSITIVE_INFINITY } },
      { odd: 1 },
    ]
    for (const part of parts) {
      const body = { boxId: uuid('b', 1), passings: [READ, { ...READ, ...part }] }
      expect(compiled.safeParse(body)).toEqual(passingsBodySchema.safeParse(body))
    }
  })

  it('[R3] what a box says besides is kept as it is where it is JSON', () => {
    const { extra } = passingSchema.shape
    const json = z.record(z.string(), z.json())
    for (const value of [
      { a: undefined },
      { a: Number.NaN },
      { a: Number.POSITIVE_INFINITY },
      { a: new Date(0) },
      { a: [1n] },
      'x',
      null,
    ]) {
      expect([extra.safeParse(value).success, json.safeParse(value).success]).toEqual([false, false])
    }
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
        (value) => {
          fc.pre(JSON.stringify(value).length < 2000)
          expect(extra.safeParse(value)).toEqual(json.safeParse(value))
        },
      ),
    )
  })
})
