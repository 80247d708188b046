/** CBOR by hand, so that it can also be written in the ways that it must not be. */

export type Width = 0 | 1 | 2 | 4 | 8

const WIDTH_CODES = { 1: 24, 2: 25, 4: 26, 8: 27 } as const

/** The first bytes of an item: its kind and a number, the shortest way or in `width` bytes. */
function head(major: number, value: number, width: Width = shortest(value)): Uint8Array {
  const first = major << 5
  if (width === 0) return Uint8Array.of(first | value)
  const bytes = new Uint8Array(1 + width)
  bytes[0] = first | WIDTH_CODES[width]
  for (let index = width, rest = BigInt(value); index > 0; index -= 1, rest >>= 8n) bytes[index] = Number(rest & 255n)
  return bytes
}

function shortest(value: number): Width {
  if (value < 24) return 0
  if (value < 256) return 1
  if (value < 65_536) return 2
  return value < 4_294_967_296 ? 4 : 8
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

/** A whole number, also a negative one. */
export function int(value: number, width?: Width): Uint8Array {
  return value < 0 ? head(1, -1 - value, width) : head(0, value, width)
}

export function bstr(bytes: Uint8Array, width?: Width): Uint8Array {
  return join(head(2, bytes.length, width), bytes)
}

export function tstr(text: string, width?: Width): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  return join(head(3, bytes.length, width), bytes)
}

export function array(items: readonly Uint8Array[], width?: Width): Uint8Array {
  return join(head(4, items.length, width), ...items)
}

export type Pair = readonly [key: Uint8Array, value: Uint8Array]

/** In the order in which they are given. */
export function map(pairs: readonly Pair[], width?: Width): Uint8Array {
  return join(head(5, pairs.length, width), ...pairs.flat())
}

const INDEFINITE = 31
const BREAK = Uint8Array.of(0xff)

export function endless(major: 2 | 3 | 4 | 5, parts: readonly Uint8Array[]): Uint8Array {
  return join(Uint8Array.of((major << 5) | INDEFINITE), ...parts, BREAK)
}

export function tag(number: number, value: Uint8Array, width?: Width): Uint8Array {
  return join(head(6, number, width), value)
}
