import { createHash, randomBytes } from 'node:crypto'
import { newSharingCode as sharingCodeFrom } from '../shared/codes.ts'

const SHARING_CODE_BYTES = 15

/** 32 random bytes as base64url: bearer tokens and API keys. Only their hash is kept. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** G4 */
export function newSharingCode(): string {
  return sharingCodeFrom(randomBytes(SHARING_CODE_BYTES))
}
