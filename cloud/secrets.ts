import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes as base64url: bearer tokens and API keys. Only their hash is kept. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
