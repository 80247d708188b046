/** L3: Crockford's base 32, which has no I, L, O and U. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** @param randomBytes from a cryptographic source; each gives one character */
export function crockfordText(randomBytes: Uint8Array): string {
  let text = ''
  for (const byte of randomBytes) text += CROCKFORD.charAt(byte & 31)
  return text
}

/** Reads what a person typed: case, spaces and dashes don't matter, O is 0, I and L are 1. Undefined where it is none. */
export function readCrockford(typed: string): string | undefined {
  const text = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return [...text].every((character) => CROCKFORD.includes(character)) ? text : undefined
}
