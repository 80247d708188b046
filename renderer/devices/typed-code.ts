import { readShareToken, type ShareToken } from '../../shared/share-token.ts'

const CODE_LENGTH = 16
/** What is in no code, nor read as something that is. */
const STRANGER = /[^0-9A-TV-Z\s\p{Pd}]/u

/** What somebody has typed of a loan code so far (L3). `length` counts without spaces and dashes. */
export type CodeReading =
  | { readonly kind: 'short' | 'long' | 'mistyped'; readonly length: number }
  | { readonly kind: 'stranger'; readonly length: number; readonly character: string }
  | { readonly kind: 'good'; readonly length: number; readonly token: ShareToken }

export function readTypedCode(typed: string): CodeReading {
  const text = typed.toUpperCase()
  const length = [...text.replaceAll(/[\s\p{Pd}]/gu, '')].length
  const character = STRANGER.exec(text)?.[0]
  if (character !== undefined) return { kind: 'stranger', length, character }
  const token = readShareToken(text)
  if (token !== undefined) return { kind: 'good', length, token }
  if (length === CODE_LENGTH) return { kind: 'mistyped', length }
  return { kind: length < CODE_LENGTH ? 'short' : 'long', length }
}
