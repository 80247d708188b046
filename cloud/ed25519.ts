import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { RootKey } from '../shared/tickets/signed.ts'

const KID_BYTES = 8

/** A root key with which certificates can be signed. */
export interface SigningKey extends RootKey {
  readonly sign: (message: Uint8Array) => Uint8Array
}

export function newPrivateKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey
}

/** PKCS #8. */
export function exportPrivateKey(key: KeyObject): Uint8Array {
  return Uint8Array.from(key.export({ format: 'der', type: 'pkcs8' }))
}

export function importPrivateKey(pkcs8: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
}

/** The 32 bytes of a public key, or of the public half of a private one. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const { x = '' } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  return Uint8Array.from(Buffer.from(x, 'base64url'))
}

export function rootKeyOf(publicKey: Uint8Array): RootKey {
  const hash = createHash('sha256').update(publicKey).digest()
  return { kid: Uint8Array.from(hash.subarray(0, KID_BYTES)), publicKey: Uint8Array.from(publicKey) }
}

export function signingKeyOf(key: KeyObject): SigningKey {
  return { ...rootKeyOf(rawPublicKey(key)), sign: (message) => Uint8Array.from(sign(null, message, key)) }
}

export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(publicKey).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, message, key, signature)
}
