import { decodeBase45, encodeBase45 } from './base45.ts'
import { type Form, isSame, open } from './envelope.ts'
import { type Certificate, readCertificate } from './forms.ts'

const PREFIX = 'TRK1:'
const MOST_BYTES = 4096
const MOST_BYTES_OF_LIST = 1024 * 1024

export interface RootKey {
  /** The first 8 bytes of SHA-256 of the public key. */
  readonly kid: Uint8Array
  readonly publicKey: Uint8Array
}

/** Whose signatures count: the cloud's root keys, and how an Ed25519 signature is checked. */
export interface Trust {
  readonly roots: readonly RootKey[]
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
}

/** Why something scanned isn't what it should be, in the order in which it is found out (tickets.md, Receiving). */
export type SignedFault =
  | 'unreadable'
  | 'too-large'
  | 'not-canonical'
  | 'wrong-type'
  | 'unknown-root'
  | 'certificate-over'
  | 'may-not-lend'
  | 'signature'

/** A signed form taken apart: its certificate is the cloud's, its own signature isn't checked yet. */
export interface Unverified<T> {
  readonly payload: T
  readonly certificate: Certificate
  /** The signature over the payload, by the certified key. */
  readonly isSigned: () => boolean
}

export function writeText(bytes: Uint8Array): string {
  return PREFIX + encodeBase45(bytes)
}

/** Whether a person, a scanner or a file gave something that calls itself one of ours. */
export function looksSigned(text: string): boolean {
  return tidy(text).startsWith(PREFIX)
}

/**
 * Takes a signed form apart and holds its certificate against the root keys.
 * @param read the payload's shape
 */
export function openSigned<T extends { readonly certificate: Uint8Array }>(
  text: string,
  form: Form,
  read: (payload: Uint8Array) => T | undefined,
  trust: Trust,
): Unverified<T> | SignedFault {
  const bytes = readText(text, MOST_BYTES)
  if (typeof bytes === 'string') return bytes
  const opened = open(bytes)
  if (typeof opened === 'string') return opened
  if (opened.form !== form) return 'wrong-type'
  const payload = read(opened.payload)
  if (payload === undefined) return 'not-canonical'
  const certificate = openCertificate(payload.certificate, trust)
  if (typeof certificate === 'string') return certificate
  const isSigned = () => trust.verify(certificate.publicKey, opened.signed, opened.signature)
  return { payload, certificate, isSigned }
}

/** Takes apart what a root key itself has signed: a certificate, or the list of ended loans. */
export function openByRoot(bytes: Uint8Array, form: Form, trust: Trust): Uint8Array | SignedFault {
  const opened = open(bytes)
  if (typeof opened === 'string') return opened
  if (opened.form !== form) return 'wrong-type'
  const signer = trust.roots.find((root) => trust.verify(root.publicKey, opened.signed, opened.signature))
  return signer === undefined ? 'unknown-root' : opened.payload
}

export function openCertificate(bytes: Uint8Array, trust: Trust): Certificate | SignedFault {
  const opened = open(bytes)
  if (typeof opened === 'string') return opened
  if (opened.form !== 'certificate') return 'wrong-type'
  const certificate = readCertificate(opened.payload)
  if (certificate === undefined) return 'not-canonical'
  // Two keys may have the same short id: every one that matches is tried.
  const isByRoot = trust.roots.some(
    (root) => isSame(root.kid, certificate.kid) && trust.verify(root.publicKey, opened.signed, opened.signature),
  )
  return isByRoot ? certificate : 'unknown-root'
}

/** @returns which form a text has, however it is signed; undefined where it is none, or too long for what is scanned */
export function formOf(text: string): Form | undefined {
  const bytes = readText(text, MOST_BYTES)
  const opened = typeof bytes === 'string' ? bytes : open(bytes)
  return typeof opened === 'string' ? undefined : opened.form
}

export function readListText(text: string): Uint8Array | SignedFault {
  return readText(text, MOST_BYTES_OF_LIST)
}

function readText(text: string, mostBytes: number): Uint8Array | 'unreadable' | 'too-large' {
  const tidied = tidy(text)
  if (!tidied.startsWith(PREFIX)) return 'unreadable'
  // Three characters carry two bytes: what is far too long isn't even read.
  if (tidied.length > PREFIX.length + (mostBytes * 3) / 2 + 3) return 'too-large'
  const bytes = decodeBase45(tidied.slice(PREFIX.length))
  if (bytes === undefined) return 'unreadable'
  return bytes.length > mostBytes ? 'too-large' : bytes
}

/**
 * Mail and scanners break lines and add tabs, neither of which is in the alphabet, and a scanner may swap the case. A space
 * is in it, but base45 never ends with one: its value as a last digit would be too high. Only ASCII letters are made
 * capital, as others would become some: ß, ſ, ı.
 */
function tidy(text: string): string {
  return text
    .replaceAll(/[\r\n\t]/g, '')
    .replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase())
    .trim()
}
