import { formatShareToken, newShareToken, readShareToken, type ShareToken } from './share-token.ts'

/** G4: an organisation's code for being shared with. `P` before the 16 characters of a share token's form. */
export type SharingCode = `P${string}` & { readonly __brand: 'SharingCode' }
/** O6: a member's way in. `J` before the 16 characters. */
export type InvitationCode = `J${string}` & { readonly __brand: 'InvitationCode' }

/** What a person can be given to enter, whatever the field it is entered in. */
export type Code =
  | { readonly kind: 'token'; readonly token: ShareToken }
  | { readonly kind: 'sharing-code'; readonly code: SharingCode }
  | { readonly kind: 'invitation'; readonly code: InvitationCode }

/** @param randomBytes at least 15 bytes from a cryptographic source */
export function newSharingCode(randomBytes: Uint8Array): SharingCode {
  return `P${newShareToken(randomBytes)}` as SharingCode
}

/** @param randomBytes at least 15 bytes from a cryptographic source */
export function newInvitationCode(randomBytes: Uint8Array): InvitationCode {
  return `J${newShareToken(randomBytes)}` as InvitationCode
}

/** Reads any code as a person typed it; undefined where it is none, or mistyped. */
export function readCode(typed: string): Code | undefined {
  const token = readShareToken(typed)
  if (token !== undefined) return { kind: 'token', token }
  const [, letter, rest] = /^[\s\p{Pd}]*([PJ])(.*)$/isu.exec(typed) ?? []
  const behind = rest === undefined ? undefined : readShareToken(rest)
  if (letter === undefined || behind === undefined) return undefined
  return letter.toUpperCase() === 'P'
    ? { kind: 'sharing-code', code: `P${behind}` as SharingCode }
    : { kind: 'invitation', code: `J${behind}` as InvitationCode }
}

/** As shown: the letter, and four groups of four. */
export function formatCode(code: SharingCode | InvitationCode): string {
  return `${code.charAt(0)} ${formatShareToken(code.slice(1) as ShareToken)}`
}

/** What is hashed with SHA-256 to an invitation's `codeHash`, so that nobody keeps the code. */
export function invitationHashInput(code: InvitationCode): string {
  return `trackside-invitation-v1:${code.slice(1)}`
}
