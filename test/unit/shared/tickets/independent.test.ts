import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { CBORTag, type CBORType, decodeCBOR, encodeCBOR } from '@levischuck/tiny-cbor'
import { describe, expect, it } from 'vitest'
import { checkExtension, checkLoanSlip } from '../../../../shared/tickets/check-slip.ts'
import { checkTicket } from '../../../../shared/tickets/check-ticket.ts'
import {
  CIRCUMSTANCES,
  extensionOf,
  LENDER,
  NOW,
  namedLoan,
  slipOf,
  TAKER,
  TRUST,
  ticketOf,
  told,
} from '../../../support/tickets.ts'
import { VECTORS } from './vectors.ts'

/** Tickets written and read from tickets.md alone: another CBOR library, base45 by sums, keys as DER. Nothing of `shared` helps. */

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

const ROOT_SECRET = secretOf(1)
const LENDER_SECRET = secretOf(11)

function secretOf(seed: number): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' })
}

function rawKeyOf(secret: KeyObject): Buffer {
  return createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(SPKI.length)
}

function fromBase45(text: string): Uint8Array {
  const groups = text.match(/.{1,3}/gs) ?? []
  const parts = groups.map((group) => {
    const sum = [...group].reduce((total, character, index) => total + ALPHABET.indexOf(character) * 45 ** index, 0)
    const bytes = Buffer.alloc(group.length - 1)
    bytes.writeUIntBE(sum, 0, bytes.length)
    return bytes
  })
  return new Uint8Array(Buffer.concat(parts))
}

function toBase45(bytes: Uint8Array): string {
  const groups =
    Buffer.from(bytes)
      .toString('hex')
      .match(/.{1,4}/g) ?? []
  return groups
    .map((group) => {
      const value = Number.parseInt(group, 16)
      const digits = [value % 45, Math.floor(value / 45) % 45, Math.floor(value / 2025)]
      return digits
        .slice(0, group.length / 2 + 1)
        .map((digit) => ALPHABET[digit])
        .join('')
    })
    .join('')
}

interface Opened {
  readonly head: CBORType
  readonly payload: ReadonlyMap<string | number, CBORType>
  readonly isSignedBy: (rawKey: Uint8Array) => boolean
}

/** COSE_Sign1 by RFC 9052. */
function open(bytes: Uint8Array): Opened {
  const message = decodeCBOR(bytes)
  if (!(message instanceof CBORTag) || message.tag !== 18) throw new Error('no COSE_Sign1')
  const [head, unprotected, payload, signature] = message.value as [Uint8Array, unknown, Uint8Array, Uint8Array]
  expect(unprotected).toEqual(new Map())
  const signed = encodeCBOR(['Signature1', head, new Uint8Array(), payload])
  return {
    head: decodeCBOR(head),
    payload: decodeCBOR(payload) as Map<string | number, CBORType>,
    isSignedBy(rawKey) {
      const key = createPublicKey({ key: Buffer.concat([SPKI, rawKey]), format: 'der', type: 'spki' })
      return verify(null, signed, key, signature)
    },
  }
}

function close(form: number, payload: ReadonlyMap<number, CBORType>, secret: KeyObject): Uint8Array {
  const head = encodeCBOR(
    new Map([
      [1, -8],
      [16, form],
    ]),
  )
  const body = encodeCBOR(new Map(payload))
  const signature = new Uint8Array(sign(null, encodeCBOR(['Signature1', head, new Uint8Array(), body]), secret))
  return encodeCBOR(new CBORTag(18, [head, new Map(), body, signature]))
}

function idBytes(letter: string, number: number): Uint8Array {
  return new Uint8Array(
    Buffer.from(`${letter.repeat(8)}00004000800${'0'.repeat(13 - String(number).length)}${number}`, 'hex'),
  )
}

const seconds = (time: string) => Date.parse(time) / 1000

const CERTIFICATE: ReadonlyMap<number, CBORType> = new Map<number, CBORType>([
  [1, new Uint8Array(createHash('sha256').update(rawKeyOf(ROOT_SECRET)).digest().subarray(0, 8))],
  [2, new Uint8Array(rawKeyOf(LENDER_SECRET))],
  [3, idBytes('a', 1)],
  [4, 'Sierra Timing'],
  [5, 1001],
  [6, idBytes('d', 1)],
  [7, idBytes('e', 1)],
  [8, true],
  [9, seconds('2026-06-01T00:00:00Z')],
  [10, seconds('2026-07-01T00:00:00Z')],
])

function ticketByThem(more: ReadonlyMap<number, CBORType> = new Map(), certificate = CERTIFICATE): string {
  const fields = new Map<number, CBORType>([
    [1, close(1, certificate, ROOT_SECRET)],
    [2, seconds('2026-06-06T09:00:00Z')],
    [3, seconds('2026-06-07T09:00:00Z')],
    [4, [[idBytes('c', 1), idBytes('b', 1), 'CLBX30201']]],
    ...more,
  ])
  return `TRK1:${toBase45(close(2, fields, LENDER_SECRET))}`
}

describe('what is written here, read by code that shares nothing with it', () => {
  function openText(text: string, form: number) {
    expect(text.startsWith('TRK1:')).toBe(true)
    const opened = open(fromBase45(text.slice(5)))
    expect(opened.head).toEqual(
      new Map([
        [1, -8],
        [16, form],
      ]),
    )
    const certificate = open(opened.payload.get(1) as Uint8Array)
    expect(certificate.head).toEqual(
      new Map([
        [1, -8],
        [16, 1],
      ]),
    )
    const certifiedKey = certificate.payload.get(2) as Uint8Array
    return {
      ...opened,
      certificate,
      isRight: certificate.isSignedBy(rawKeyOf(ROOT_SECRET)) && opened.isSignedBy(certifiedKey),
    }
  }

  it('[F4] a ticket', () => {
    const { payload, certificate, isRight, isSignedBy } = openText(ticketOf(), 2)
    expect(isRight).toBe(true)
    expect(isSignedBy(rawKeyOf(ROOT_SECRET))).toBe(false)
    expect(certificate.payload).toEqual(CERTIFICATE)
    expect([...payload.keys()]).toEqual([1, 2, 3, 4])
    expect(payload.get(2)).toBe(seconds('2026-06-06T09:00:00Z'))
    expect(payload.get(3)).toBe(seconds('2026-06-07T09:00:00Z'))
    expect(payload.get(4)).toEqual([[idBytes('c', 1), idBytes('b', 1), 'CLBX30201']])
  })

  it('[F4] [L15] [L17] one for five boxes, with every field', () => {
    const { payload, certificate, isRight } = openText(VECTORS.ticketForFive, 2)
    expect(isRight).toBe(true)
    expect(certificate.payload.get(11)).toBe('Marta +34 600 100 200')
    expect(payload.get(4)).toEqual([1, 2, 3, 4, 5].map((n) => [idBytes('c', n), idBytes('b', n), `CLBX3020${n}`]))
    expect([payload.get(5), payload.get(6)]).toEqual([idBytes('a', 2), 'Salida · lista'])
  })

  it('[F4] slips', () => {
    const at = seconds('2026-06-06T09:00:00Z')
    for (const [form, text] of [
      [4, slipOf('receipt')],
      [5, slipOf('return-slip')],
    ] as const) {
      const { payload, isRight } = openText(text, form)
      expect([isRight, payload.get(2), payload.get(3)]).toEqual([true, at, [idBytes('c', 1)]])
    }
    const { payload, isRight } = openText(extensionOf(), 6)
    expect([isRight, payload.get(3)]).toEqual([true, [[idBytes('c', 1), seconds('2026-06-08T09:00:00Z')]]])
  })
})

describe('what that code writes, taken here', () => {
  it('[F4] a ticket, the same to the byte', () => {
    expect(checkTicket(ticketByThem(), CIRCUMSTANCES)).toMatchObject({
      validity: '1d',
      certificate: { organisationName: 'Sierra Timing', memberId: LENDER.memberId },
      ticket: { issuedAt: '2026-06-06T09:00:00.000Z', endsAt: '2026-06-07T09:00:00.000Z', loans: [namedLoan(1)] },
    })
    expect(ticketByThem()).toBe(VECTORS.ticket)
  })

  it('[F4] [L15] with every field, and refused with one too many', () => {
    const certificate = new Map([...CERTIFICATE, [11, 'Zoë · +34 600']] as const)
    const more = new Map<number, CBORType>([
      [5, idBytes('a', 2)],
      [6, '終点 · Ziel'],
    ])
    expect(checkTicket(ticketByThem(more, certificate), CIRCUMSTANCES)).toMatchObject({
      certificate: { contact: 'Zoë · +34 600' },
      ticket: { addresseeId: TAKER.organisationId, note: '終点 · Ziel' },
    })
    expect(told(checkTicket(ticketByThem(new Map([[7, 1]])), CIRCUMSTANCES))).toBe('TICKET_INVALID not-canonical')
  })

  it('[F4] slips', () => {
    const certificate = close(1, CERTIFICATE, ROOT_SECRET)
    const at = seconds('2026-06-06T09:00:00Z')
    const text = (form: number, items: CBORType) =>
      `TRK1:${toBase45(
        close(
          form,
          new Map<number, CBORType>([
            [1, certificate],
            [2, at],
            [3, items],
          ]),
          LENDER_SECRET,
        ),
      )}`
    expect(checkLoanSlip(text(4, [idBytes('c', 1)]), 'receipt', TRUST, NOW)).toHaveProperty('payload')
    expect(checkLoanSlip(text(5, [idBytes('c', 1)]), 'return-slip', TRUST, NOW)).toHaveProperty('payload')
    expect(text(6, [[idBytes('c', 1), seconds('2026-06-08T09:00:00Z')]])).toBe(VECTORS.extensionSlip)
    expect(checkExtension(VECTORS.extensionSlip, TRUST, NOW)).toHaveProperty('payload')
  })
})
