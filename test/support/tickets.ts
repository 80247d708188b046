import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { LoanId } from '../../shared/records/scalars.ts'
import {
  boxIdSchema,
  installationIdSchema,
  loanIdSchema,
  memberIdSchema,
  organisationIdSchema,
  timePlus,
} from '../../shared/records/scalars.ts'
import { decodeBase45 } from '../../shared/tickets/base45.ts'
import { checkTicket, type TicketCircumstances } from '../../shared/tickets/check-ticket.ts'
import { type Form, seal } from '../../shared/tickets/envelope.ts'
import {
  type Certificate,
  type ExtensionSlip,
  type LoanSlip,
  type PartnerCard,
  type Ticket,
  writeCard,
  writeCertificate,
  writeEndedList,
  writeExtension,
  writeLoanSlip,
  writeTicket,
} from '../../shared/tickets/forms.ts'
import { type RootKey, type Trust, writeText } from '../../shared/tickets/signed.ts'
import { array, bstr, int, map, tag, tstr } from './raw-cbor.ts'
import { uuid } from './sample-records.ts'

export const DAY_MS = 24 * 3_600_000
/** When the certificates begin, when tickets and slips are made, and when they are looked at. */
export const CERTIFIED_AT = '2026-06-01T00:00:00.000Z'
export const ISSUED_AT = '2026-06-06T09:00:00.000Z'
export const NOW = '2026-06-06T10:00:00.000Z'

/** An Ed25519 key pair. */
export interface Key {
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** In PKCS #8. */
export function privateKeyOf(seed: number): Buffer {
  return Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)])
}

/** The key whose seed is 32 times the same byte: the same on every computer. */
export function keyOf(seed: number): Key {
  const der = privateKeyOf(seed)
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return {
    publicKey: Uint8Array.from(Buffer.from(x, 'base64url')),
    sign: (message) => Uint8Array.from(sign(null, message, privateKey)),
  }
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw).toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, message, publicKeyOf(publicKey), signature)
}

export const ROOT = keyOf(1)
export const NEXT_ROOT = keyOf(2)
export const UNKNOWN_ROOT = keyOf(3)

export function rootOf({ publicKey }: Key): RootKey {
  return { kid: kidOf(publicKey), publicKey }
}

function kidOf(publicKey: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(publicKey).digest().subarray(0, 8))
}

export const TRUST: Trust = { roots: [rootOf(ROOT), rootOf(NEXT_ROOT)], verify: verifyEd25519 }

/** One organisation's laptop: who signs with it. */
export interface Party {
  readonly name: string
  readonly number: number
  readonly organisationId: Certificate['organisationId']
  readonly memberId: Certificate['memberId']
  readonly installationId: Certificate['installationId']
  readonly key: Key
}

function partyOf(name: string, number: number): Party {
  return {
    name,
    number: 1000 + number,
    organisationId: organisationIdSchema.parse(uuid('a', number)),
    memberId: memberIdSchema.parse(uuid('d', number)),
    installationId: installationIdSchema.parse(uuid('e', number)),
    key: keyOf(10 + number),
  }
}

export const LENDER = partyOf('Sierra Timing', 1)
export const TAKER = partyOf('Costa Crono', 2)
export const THIRD = partyOf('Valle Chrono', 3)

export function loanIdOf(number: number): LoanId {
  return loanIdSchema.parse(uuid('c', number))
}

export function namedLoan(number: number): Ticket['loans'][number] {
  return { loanId: loanIdOf(number), boxId: boxIdSchema.parse(uuid('b', number)), serial: `CLBX3020${number}` }
}

/** Who signs, and with what: the rest of a wrong one is right. */
export interface Signing {
  readonly by?: Party
  readonly root?: Key
  readonly certified?: Partial<Certificate>
  /** Signs in place of the certified key. */
  readonly signer?: Key
}

export function certificateFields({ by = LENDER, root = ROOT, certified = {} }: Signing = {}): Certificate {
  return {
    kid: kidOf(root.publicKey),
    publicKey: by.key.publicKey,
    organisationId: by.organisationId,
    organisationName: by.name,
    organisationNumber: by.number,
    memberId: by.memberId,
    installationId: by.installationId,
    mayLend: true,
    notBefore: CERTIFIED_AT,
    notAfter: timePlus(CERTIFIED_AT, 30 * DAY_MS),
    ...certified,
  }
}

export function certificateOf(signing: Signing = {}): Uint8Array {
  return seal('certificate', writeCertificate(certificateFields(signing)), (signing.root ?? ROOT).sign)
}

export function ticketFields(part: Partial<Ticket> = {}, signing: Signing = {}): Ticket {
  const issuedAt = part.issuedAt ?? ISSUED_AT
  return {
    certificate: certificateOf(signing),
    issuedAt,
    endsAt: timePlus(issuedAt, DAY_MS),
    loans: [namedLoan(1)],
    ...part,
  }
}

export function ticketOf(part: Partial<Ticket> = {}, signing: Signing = {}): string {
  return sealed('ticket', writeTicket(ticketFields(part, signing)), signing)
}

export function cardOf(part: Partial<PartnerCard> = {}, signing: Signing = {}): string {
  const payload = writeCard({ certificate: certificateOf(signing), issuedAt: ISSUED_AT, ...part })
  return sealed('card', payload, signing)
}

export function slipOf(form: 'receipt' | 'return-slip', part: Partial<LoanSlip> = {}, signing: Signing = {}): string {
  const signed = { by: TAKER, ...signing }
  const slip = { certificate: certificateOf(signed), at: ISSUED_AT, loanIds: [loanIdOf(1)], ...part }
  return sealed(form, writeLoanSlip(slip), signed)
}

export function extensionOf(part: Partial<ExtensionSlip> = {}, signing: Signing = {}): string {
  const loans = [{ loanId: loanIdOf(1), endsAt: timePlus(ISSUED_AT, 2 * DAY_MS) }]
  const payload = writeExtension({ certificate: certificateOf(signing), at: ISSUED_AT, loans, ...part })
  return sealed('extension-slip', payload, signing)
}

export function endedListOf(ended: readonly (readonly [LoanId, string])[], root: Key = ROOT): string {
  const list = { issuedAt: ISSUED_AT, ended: ended.map(([loanId, endedAt]) => ({ loanId, endedAt })) }
  return writeText(seal('ended-list', writeEndedList(list), root.sign))
}

/** A payload of any content, sealed as that form. */
export function sealed(form: Form, payload: Uint8Array, { by = LENDER, signer = by.key }: Signing = {}): string {
  return writeText(seal(form, payload, signer.sign))
}

/** COSE_Sign1 put together by hand. Every part can be wrong, and the signature still be right for it. */
export interface Parts {
  readonly head?: Uint8Array
  readonly payload: Uint8Array
  readonly signer: Key
  readonly signature?: Uint8Array
  readonly unprotected?: Uint8Array
  readonly wrap?: (items: readonly Uint8Array[]) => Uint8Array
}

export function headFor(form: number, algorithm = -8): Uint8Array {
  return map([
    [int(1), int(algorithm)],
    [int(16), int(form)],
  ])
}

export function sealByHand(parts: Parts): Uint8Array {
  const { head = headFor(2), payload, signer, unprotected = map([]) } = parts
  const signature = parts.signature ?? signer.sign(sigStructure(head, payload))
  const items = [bstr(head), unprotected, bstr(payload), bstr(signature)]
  return parts.wrap ? parts.wrap(items) : tag(18, array(items))
}

/** RFC 9052, 4.4 */
export function sigStructure(head: Uint8Array, payload: Uint8Array): Uint8Array {
  return array([tstr('Signature1'), bstr(head), bstr(new Uint8Array()), bstr(payload)])
}

/** A good ticket of the lender's is taken by the taker's laptop. */
export const CIRCUMSTANCES: TicketCircumstances = {
  trust: TRUST,
  at: NOW,
  isClockBehind: false,
  organisationId: TAKER.organisationId,
  endedAt: () => undefined,
}

/** Why a ticket isn't taken, or `good`. */
export function verdictOn(text: string, part: Partial<TicketCircumstances> = {}): string {
  return told(checkTicket(text, { ...CIRCUMSTANCES, ...part }))
}

/** A refusal by its code and reason; `good` where it is none. */
export function told(result: object): string {
  if (!('code' in result)) return 'good'
  const { code, details } = result as { readonly code: string; readonly details?: { readonly reason?: string } }
  return [code, details?.reason].filter(Boolean).join(' ')
}

/** The bytes that a text carries. */
export function bytesIn(text: string): Uint8Array {
  return decodeBase45(text.slice('TRK1:'.length)) ?? new Uint8Array()
}
