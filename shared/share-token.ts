import { CROCKFORD, crockfordText, readCrockford } from './crockford.ts'

const RANDOM_CHARACTERS = 15

/** 16 characters that carry their own check; see `readShareToken`. */
export type ShareToken = string & { readonly __brand: 'ShareToken' }

/**
 * A new share token.
 * @param randomBytes at least 15 bytes from a cryptographic source; each gives one character
 */
export function newShareToken(randomBytes: Uint8Array): ShareToken {
  if (randomBytes.length < RANDOM_CHARACTERS) throw new Error('a share token needs 15 random bytes')
  const text = crockfordText(randomBytes.subarray(0, RANDOM_CHARACTERS))
  return (text + CROCKFORD.charAt(checkValue(text))) as ShareToken
}

/**
 * Reads a token as a person typed it: case, spaces and dashes don't matter, O is 0, I and L are 1.
 * @returns undefined where it isn't 16 characters or the check character is wrong (`TOKEN_MALFORMED`)
 */
export function readShareToken(typed: string): ShareToken | undefined {
  const text = readCrockford(typed)
  if (text?.length !== RANDOM_CHARACTERS + 1) return undefined
  if (CROCKFORD.charAt(checkValue(text.slice(0, RANDOM_CHARACTERS))) !== text.charAt(RANDOM_CHARACTERS))
    return undefined
  return text as ShareToken
}

/** Four groups of four, as shown. */
export function formatShareToken(token: ShareToken): string {
  return token.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** What is hashed with SHA-256 to `tokenHash`, so that the cloud never keeps the token. */
export function shareTokenHashInput(token: ShareToken): string {
  return `trackside-token-v1:${token}`
}

/** Luhn mod 32 over the alphabet's order: from the right, factors 2, 1, 2, …; the base-32 digits are added up. */
function checkValue(text: string): number {
  let sum = 0
  for (let index = 0; index < text.length; index += 1) {
    const factor = (text.length - index) % 2 === 1 ? 2 : 1
    const product = CROCKFORD.indexOf(text.charAt(index)) * factor
    sum += Math.floor(product / 32) + (product % 32)
  }
  return (32 - (sum % 32)) % 32
}
