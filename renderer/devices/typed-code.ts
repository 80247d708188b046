import { type Code, readCode } from '../../shared/codes.ts'

/** Characters of each kind of code, its letter included. */
export const CODE_LENGTHS: { readonly [K in Code['kind']]: number } = {
  token: 16,
  'sharing-code': 17,
  invitation: 17,
}

/** What is in no code, nor read as something that is. */
const STRANGER = /[^0-9A-TV-Z\s\p{Pd}]/u

/** What somebody has typed of a code so far (L3). `length` counts without spaces and dashes. */
export type CodeReading =
  | { readonly kind: 'short' | 'long' | 'mistyped'; readonly length: number }
  | { readonly kind: 'stranger'; readonly length: number; readonly character: string }
  | { readonly kind: 'good'; readonly length: number; readonly code: Code }

/**
 * Reads any code, whatever it is for: the field says where another one belongs.
 * @param wanted what the field is for: by it, a code is too short or too long
 */
export function readTypedCode(typed: string, wanted: Code['kind']): CodeReading {
  const text = typed.toUpperCase()
  const length = [...text.replaceAll(/[\s\p{Pd}]/gu, '')].length
  const character = STRANGER.exec(text)?.[0]
  if (character !== undefined) return { kind: 'stranger', length, character }
  const code = readCode(text)
  if (code !== undefined && !(code.kind === 'token' && mayGoOn(text, wanted))) return { kind: 'good', length, code }
  if (length === CODE_LENGTHS[wanted]) return { kind: 'mistyped', length }
  return { kind: length < CODE_LENGTHS[wanted] ? 'short' : 'long', length }
}

/** The first 16 characters of a partner code can happen to be a loan code: its last one may still come. */
function mayGoOn(text: string, wanted: Code['kind']): boolean {
  const letter = wanted === 'sharing-code' ? 'P' : 'J'
  return wanted !== 'token' && text.trimStart().startsWith(letter)
}
