import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../cloud/canonical-json.ts'
import { TestClock } from '../../../cloud/clock.ts'
import { configWith } from '../../../cloud/config.ts'
import { readCursor, writeCursor } from '../../../cloud/cursor.ts'
import { Limiter } from '../../../cloud/limiter.ts'
import { ERROR_MESSAGES, REFUSAL_MESSAGES } from '../../../cloud/messages.ts'
import { passwordMatches } from '../../../cloud/passwords.ts'
import { API_ERROR_CODES } from '../../../shared/cloud-api.ts'
import { REFUSAL_CODES } from '../../../shared/refusals.ts'

describe('a limiter', () => {
  const limit = { max: 3, windowMs: 60_000 }

  it('allows so many in any window, and says how long to wait', () => {
    const clock = new TestClock()
    const limiter = new Limiter(limit, clock)
    for (let round = 0; round < 3; round += 1) {
      expect(limiter.retryAfterS('a')).toBe(0)
      limiter.count('a')
      clock.advance(10_000)
    }
    expect(limiter.retryAfterS('a')).toBeGreaterThan(28)
    expect(limiter.retryAfterS('a')).toBeLessThanOrEqual(30)
    expect(limiter.retryAfterS('b')).toBe(0)
    clock.advance(30_000)
    expect(limiter.retryAfterS('a')).toBe(0)
    limiter.count('a')
    expect(limiter.retryAfterS('a')).toBeGreaterThan(0)
  })

  it('takes back what turned out harmless', () => {
    const limiter = new Limiter(limit, new TestClock())
    for (let round = 0; round < 10; round += 1) {
      limiter.count('a')
      limiter.takeBack('a')
    }
    expect(limiter.retryAfterS('a')).toBe(0)
  })
})

describe('a cursor', () => {
  it('[F5] comes back as it was', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat({ max: 999_999_999_999_999 }), fc.nat(), (epoch, number, begunAt) => {
        for (const cursor of [
          { epoch, number },
          { epoch, number, begunAt },
        ])
          expect(readCursor(writeCursor(cursor))).toEqual(cursor)
      }),
    )
  })

  it('[F5] is nothing where the cloud didn’t make it', () => {
    fc.assert(fc.property(fc.string(), (text) => readCursor(text) === undefined))
    const encoded = (text: string) => Buffer.from(text).toString('base64url')
    for (const text of [
      `${randomUUID()} -1`,
      `${randomUUID()} 01`,
      `${randomUUID()} 1.5`,
      `${randomUUID()}`,
      `${randomUUID()} 1 2 3`,
      'x 1',
    ]) {
      expect(readCursor(encoded(text))).toBeUndefined()
    }
  })
})

describe('canonical JSON', () => {
  it('is the same whatever the order of the fields, and means the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value))
      }),
    )
  })

  it('tells lists in another order apart', () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
  })

  function turned(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(turned)
    if (typeof value !== 'object' || value === null) return value
    const fields = Object.entries(value).toReversed()
    return Object.fromEntries(fields.map(([name, inner]) => [name, turned(inner)]))
  }
})

it('[O1] plans are data, and a test clock widens every limit a thousand times', () => {
  expect(configWith(1).plans).toEqual({ FREE: 2, CLUB: 10, PRO: 50, UNLIMITED: null })
  const [usual, wide] = [configWith(1).limits, configWith(1000).limits]
  for (const name of Object.keys(usual) as (keyof typeof usual)[]) {
    expect(wide[name]).toEqual({ max: usual[name].max * 1000, windowMs: usual[name].windowMs })
  }
})

it('every code has a sentence', () => {
  for (const code of REFUSAL_CODES) expect(REFUSAL_MESSAGES[code]).toMatch(/^[A-Z].*\.$/)
  for (const code of API_ERROR_CODES) expect(ERROR_MESSAGES[code]).toMatch(/^[A-Z].*\.$/)
})

it('[O10] nobody’s password matches nothing, and checking it takes a real check', async () => {
  for (const password of ['', 'nobody', 'trackside-demo'])
    expect(await passwordMatches(undefined, password)).toBe(false)
})
