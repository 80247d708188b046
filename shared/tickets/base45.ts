/** RFC 9285: what a QR code carries in its compact alphanumeric mode. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const BASE = 45

export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 2) {
    const [high = 0, low] = bytes.subarray(index, index + 2)
    text += low === undefined ? digitsOf(high, 2) : digitsOf(high * 256 + low, 3)
  }
  return text
}

/** @returns undefined where `text` is no base45, or not the form in which `encodeBase45` writes it */
export function decodeBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined
  const bytes: number[] = []
  for (let index = 0; index < text.length; index += 3) {
    const group = text.slice(index, index + 3)
    const value = readDigits(group)
    if (value === undefined || value >= (group.length === 3 ? 65_536 : 256)) return undefined
    if (group.length === 3) bytes.push(value >> 8)
    bytes.push(value & 255)
  }
  return Uint8Array.from(bytes)
}

/** The lowest digit comes first. */
function digitsOf(value: number, count: number): string {
  let text = ''
  for (let rest = value, digit = 0; digit < count; digit += 1, rest = Math.floor(rest / BASE)) {
    text += ALPHABET.charAt(rest % BASE)
  }
  return text
}

function readDigits(digits: string): number | undefined {
  let value = 0
  for (const digit of [...digits].toReversed()) {
    const at = ALPHABET.indexOf(digit)
    if (at < 0) return undefined
    value = value * BASE + at
  }
  return value
}
