import type { Status } from '../../../shared/desktop-api.ts'
import type { InstallationId } from '../../../shared/records/scalars.ts'
import { type Form, isSame, open, seal } from '../../../shared/tickets/envelope.ts'
import { type Certificate, cutToSeconds, readCertificate } from '../../../shared/tickets/forms.ts'
import { writeText } from '../../../shared/tickets/signed.ts'
import type { Secrets } from '../identity/secrets.ts'
import type { MemberStore } from '../store/member-store.ts'
import { newPrivateKey, openPrivateKey, type SigningKey } from './ed25519.ts'

/** tickets.md: what a form may be long, decoded. */
const MOST_BYTES = 4096

interface Certified {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly certificate: Certificate
}

export interface SignedBytes {
  readonly message: Uint8Array
  readonly signature: Uint8Array<ArrayBuffer>
}

export interface SignerParts {
  readonly store: MemberStore
  readonly secrets: Secrets
  readonly memberId: string
  readonly keptIn: 'system' | 'file'
  /** The key as it is among the secrets, if it is. */
  readonly kept: string | undefined
}

/** The name of a member's private key among the secrets. */
export function keyName(memberId: string): string {
  return `key-${memberId}`
}

/**
 * This laptop's key and the cloud's certificate for it. A key belongs to one installation id: who enrols anew, as a copied
 * data folder does, signs with another key.
 */
export class Signer {
  readonly #parts: SignerParts
  #key: { readonly installationId: string; readonly key: SigningKey } | undefined
  #read: { readonly text: string; readonly certified: Certified | undefined } | undefined

  constructor(parts: SignerParts) {
    this.#parts = parts
    const [installationId = '', kept = ''] = parts.kept?.split(':') ?? []
    const key = openPrivateKey(kept)
    if (key) this.#key = { installationId, key }
  }

  /**
   * The installation's public key, base64url; makes the pair where there is none. It is among the secrets before anybody
   * hears of it.
   */
  async enrolledKey(installationId: InstallationId): Promise<string> {
    if (this.#key?.installationId !== installationId) {
      const kept = newPrivateKey()
      await this.#parts.secrets.write(keyName(this.#parts.memberId), `${installationId}:${kept}`)
      const key = openPrivateKey(kept)
      if (key === undefined) throw new Error('a key that was just made can not be read')
      this.#key = { installationId, key }
    }
    return Buffer.from(this.#key.key.publicKey).toString('base64url')
  }

  /** Keeps the cloud's certificate. @returns false where it isn't for this laptop's key; then what was there stays */
  takeCertificate(text: string): boolean {
    const certified = this.#certifiedBy(text)
    if (certified === undefined) return false
    this.#parts.store.local.set('certificate', text)
    return true
  }

  /** Undefined before the first one has come, and after the key or the installation has changed. */
  certificate(): Certificate | undefined {
    return this.#certified()?.certificate
  }

  /** The window of a certificate holds only what is made within it (tickets.md). */
  isGoodAt(at: string): boolean {
    const certificate = this.certificate()
    return certificate !== undefined && cutToSeconds(at) >= certificate.notBefore && at < certificate.notAfter
  }

  /**
   * Signs a form with this laptop's key.
   * @param write the payload, with the certificate in it
   * @returns undefined without a certificate, or where it would be too long for anybody to take
   */
  sign(form: Form, write: (certificate: Uint8Array<ArrayBuffer>) => Uint8Array): string | undefined {
    const certified = this.#certified()
    if (certified === undefined || this.#key === undefined) return undefined
    const bytes = seal(form, write(certified.bytes), this.#key.key.sign)
    return bytes.length > MOST_BYTES ? undefined : writeText(bytes)
  }

  /**
   * Signs bytes that are none of the forms, and don't begin like one's signed structure.
   * @param write what is signed, with the certificate in it
   * @returns undefined without a certificate
   */
  signBytes(write: (certificate: Uint8Array<ArrayBuffer>) => Uint8Array): SignedBytes | undefined {
    const certified = this.#certified()
    if (certified === undefined || this.#key === undefined) return undefined
    const message = write(certified.bytes)
    return { message, signature: this.#key.key.sign(message) }
  }

  status(): Omit<NonNullable<Status['signing']>, 'endedListAt'> {
    const certificate = this.certificate()
    return {
      keyIn: this.#parts.keptIn,
      mayLend: certificate?.mayLend ?? false,
      ...(certificate ? { certificateUntil: certificate.notAfter } : {}),
    }
  }

  #certified(): Certified | undefined {
    const text = this.#parts.store.local.get('certificate')
    return text === undefined ? undefined : this.#certifiedBy(text)
  }

  #certifiedBy(text: string): Certified | undefined {
    if (this.#read?.text !== text) this.#read = { text, certified: readCertified(text) }
    const { certified } = this.#read
    const isOurs =
      certified !== undefined &&
      this.#key !== undefined &&
      isSame(certified.certificate.publicKey, this.#key.key.publicKey) &&
      certified.certificate.installationId === this.#key.installationId &&
      certified.certificate.installationId === this.#parts.store.local.get('installationId')
    return isOurs ? certified : undefined
  }
}

export async function openSigner(store: MemberStore, secrets: Secrets, memberId: string): Promise<Signer> {
  const [keptIn, kept] = await Promise.all([secrets.keptIn(), secrets.read(keyName(memberId))])
  return new Signer({ store, secrets, memberId, keptIn, kept })
}

/** Whose root signed it isn't asked here: it came from the cloud itself, and whoever is shown it will ask. */
function readCertified(text: string): Certified | undefined {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64url'))
  const opened = open(bytes)
  if (typeof opened === 'string' || opened.form !== 'certificate') return undefined
  const certificate = readCertificate(opened.payload)
  return certificate && { bytes, certificate }
}
