import fc from 'fast-check'
import { decodeBase45, encodeBase45 } from '../../../shared/tickets/base45.ts'

const HEAD = 'TRK1:'

/** Bytes with one thing about them other than it was. */
export function mutatedBytes(original: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(Math.max(0, original.length - 1))
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([at, flip]) => flipped(original, at, flip)),
    },
    fc.tuple(place, fc.nat(40)).map(([at, length]) => joined(original.slice(0, at), original.slice(at + length + 1))),
    fc
      .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 40 }))
      .map(([at, more]) => joined(original.slice(0, at), more, original.slice(at))),
    place.map((at) => original.slice(0, at)),
    fc.tuple(place, place).map(([from, to]) => joined(original.slice(0, from), original.slice(to))),
  )
}

/** A signed text with one thing about it other than it was: its letters, or the bytes that they stand for. */
export function mutatedText(original: string): fc.Arbitrary<string> {
  const inside = decodeBase45(original.slice(HEAD.length)) ?? new Uint8Array()
  const bytes = mutatedBytes(inside).map((changed) => HEAD + encodeBase45(changed))
  const letters = mutatedBytes(new Uint8Array(Buffer.from(original))).map((changed) =>
    Buffer.from(changed).toString('latin1'),
  )
  return fc.oneof({ weight: 2, arbitrary: bytes }, letters).filter((text) => said(text) !== said(original))
}

/** Margins, lines and case are no part of what a text says. */
function said(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase()
}

function flipped(original: Uint8Array, at: number, flip: number): Uint8Array {
  return original.map((byte, index) => (index === at ? byte ^ flip : byte))
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
