import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { Trust } from '../../../shared/tickets/signed.ts'

/** Good signatures that are remembered, about 100 KB: pending tickets are decided anew at every change. */
const MOST_REMEMBERED = 1000

/** A private key at work; the key itself stays inside. */
export interface SigningKey {
  /** The raw 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly sign: (message: Uint8Array) => Uint8Array<ArrayBuffer>
}

/** A new private key, as text to be kept secret. */
export function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url')
}

/** @returns undefined where the text is no private key */
export function openPrivateKey(kept: string): SigningKey | undefined {
  try {
    const key = createPrivateKey({ key: Buffer.from(kept, 'base64url'), format: 'der', type: 'pkcs8' })
    const { x } = createPublicKey(key).export({ format: 'jwk' })
    if (key.asymmetricKeyType !== 'ed25519' || x === undefined) return undefined
    return {
      publicKey: Uint8Array.from(Buffer.from(x, 'base64url')),
      sign: (message) => Uint8Array.from(sign(null, message, key)),
    }
  } catch {
    return undefined
  }
}

/** Checks signatures, and remembers the good ones. */
export function rememberingVerify(): Trust['verify'] {
  const good = new Set<string>()
  return (publicKey, message, signature) => {
    const digest = createHash('sha256').update(publicKey).update(signature).update(message).digest('base64')
    if (good.has(digest)) return true
    if (!verify(null, message, publicKeyFrom(publicKey), signature)) return false
    if (good.size >= MOST_REMEMBERED) good.clear()
    good.add(digest)
    return true
  }
}

function publicKeyFrom(raw: Uint8Array): KeyObject {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') },
    format: 'jwk',
  })
}
