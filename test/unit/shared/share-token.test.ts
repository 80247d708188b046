import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatShareToken, newShareToken, readShareToken, shareTokenHashInput } from '../../../shared/share-token.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const token = fc.uint8Array({ minLength: 15, maxLength: 15 }).map(newShareToken)

describe('[L3] share tokens', () => {
  it.each([
    ['7K3M9QXW2HDT4FBF', '8ee7ac6b485f93274d52709d6af794849dd6713d181923b906fa5160d2321226'],
    ['000000000000001Y', 'e2995eea4a64f6aba3aaa0d7cc0f07121af1c81997f0f99d6cb3ab1d6ee7e157'],
    ['ZZZZZZZZZZZZZZZF', '5258f6cf1269448a87f6154874afd2fb1daa5b839857c04296c9319f6dcd6afb'],
  ])('[L3] %s is right, and has its hash', (text, hash) => {
    const read = readShareToken(text)
    expect(read).toBe(text)
    if (read === undefined) return
    expect(createHash('sha256').update(shareTokenHashInput(read)).digest('hex')).toBe(hash)
  })

  it('[L3] a new one is 16 characters of the alphabet, right, and shown in four groups of four', () => {
    fc.assert(
      fc.property(token, (text) => {
        expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
        expect(readShareToken(text)).toBe(text)
        expect(formatShareToken(text)).toMatch(/^(\w{4} ){3}\w{4}$/)
        expect(readShareToken(formatShareToken(text))).toBe(text)
      }),
    )
  })

  it('[L3] takes 15 random bytes, and no fewer', () => {
    expect(() => newShareToken(randomBytes(14))).toThrow()
    expect(new Set(Array.from({ length: 100 }, () => newShareToken(randomBytes(15)))).size).toBe(100)
  })

  it('[L3] case, spaces, dashes, and O/0, I/L/1 don’t matter', () => {
    const looks: Readonly<Record<string, readonly string[]>> = { '0': ['0', 'O', 'o'], '1': ['1', 'I', 'i', 'L', 'l'] }
    const typed = fc.tuple(token, fc.infiniteStream(fc.nat()), fc.constantFrom('', ' ', '-', ' – ', '\u00a0', '\n'))
    fc.assert(
      fc.property(typed, ([text, choices, gap]) => {
        const written = [...text].map((character) => {
          const forms = looks[character] ?? [character, character.toLowerCase()]
          return forms[choices.next().value % forms.length] ?? character
        })
        expect(readShareToken(written.join(gap))).toBe(text)
      }),
    )
  })

  it('[L3] one wrong character is caught, wherever it is', () => {
    fc.assert(
      fc.property(token, fc.nat({ max: 15 }), fc.integer({ min: 1, max: 31 }), (text, at, by) => {
        const wrong = ALPHABET.charAt((ALPHABET.indexOf(text.charAt(at)) + by) % 32)
        expect(readShareToken(text.slice(0, at) + wrong + text.slice(at + 1))).toBeUndefined()
      }),
    )
  })

  it('[L3] two neighbours swapped are caught, but for 0 and Z', () => {
    fc.assert(
      fc.property(token, fc.nat({ max: 14 }), (text, at) => {
        const [a, b] = [text.charAt(at), text.charAt(at + 1)]
        const swapped = text.slice(0, at) + b + a + text.slice(at + 2)
        const missed = a === b || new Set([a, b, '0', 'Z']).size === 2
        expect(readShareToken(swapped)).toBe(missed ? swapped : undefined)
      }),
    )
  })

  it.each(['', '7K3M9QXW2HDT4FB', '7K3M9QXW2HDT4FBFF', '7K3M9QXW2HDT4FBU', '7K3M9QXW2HDT4FB🚲', 'hello'])(
    '[L5] %j is malformed',
    (text) => {
      expect(readShareToken(text)).toBeUndefined()
    },
  )
})
