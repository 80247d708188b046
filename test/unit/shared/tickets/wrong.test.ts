import { decode, encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import { timePlus } from '../../../../shared/records/scalars.ts'
import { checkCard, checkExtension, checkLoanSlip } from '../../../../shared/tickets/check-slip.ts'
import type { TicketCircumstances } from '../../../../shared/tickets/check-ticket.ts'
import { FORM_NUMBERS, type Form } from '../../../../shared/tickets/envelope.ts'
import { type Certificate, type Ticket, writeCertificate, writeTicket } from '../../../../shared/tickets/forms.ts'
import { writeText } from '../../../../shared/tickets/signed.ts'
import { array, bstr, endless, int, join, map, type Pair, tag, tstr } from '../../../support/raw-cbor.ts'
import {
  bytesIn,
  CERTIFIED_AT,
  cardOf,
  certificateFields,
  certificateOf,
  DAY_MS,
  extensionOf,
  headFor,
  ISSUED_AT,
  LENDER,
  loanIdOf,
  NEXT_ROOT,
  NOW,
  namedLoan,
  type Parts,
  ROOT,
  rootOf,
  type Signing,
  sealByHand,
  sealed,
  sigStructure,
  slipOf,
  TAKER,
  THIRD,
  TRUST,
  ticketFields,
  ticketOf,
  told,
  UNKNOWN_ROOT,
  verdictOn,
} from '../../../support/tickets.ts'

const CERTIFIED_UNTIL = timePlus(CERTIFIED_AT, 30 * DAY_MS)
const AHEAD_MS = 10 * 60_000
const NOT_CANONICAL = 'TICKET_INVALID not-canonical'
const WRONG_TYPE = 'TICKET_INVALID wrong-type'
const UNREADABLE = 'TICKET_INVALID unreadable'
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** A payload's labels and values, as they are written. */
function pairsOf(payload: Uint8Array): readonly Pair[] {
  const labels: ReadonlyMap<number, unknown> = decode(payload, { useMaps: true })
  return [...labels].map(([label, value]) => [int(label), encode(value)])
}

const FULL_TICKET = ticketFields({ addresseeId: TAKER.organisationId, note: 'Salida' })
const TICKET_PAIRS = pairsOf(writeTicket(FULL_TICKET))
const CERTIFICATE_PAIRS = pairsOf(writeCertificate(certificateFields({ certified: { contact: 'Marta' } })))
const HEAD_PAIRS: readonly Pair[] = [
  [int(1), int(-8)],
  [int(16), int(2)],
]

/** A ticket put together by hand, by default a good one; the certified key signs what it is given. */
function ticketByHand(parts: Partial<Parts> = {}): string {
  return writeText(sealByHand({ payload: map(TICKET_PAIRS), signer: LENDER.key, ...parts }))
}

/** A ticket that is good but for its certificate, which the root key signs as it is given. */
function ticketCertifiedBy(parts: Partial<Parts> = {}): string {
  return ticketOf({ certificate: certificateByHand(parts) })
}

function certificateByHand(parts: Partial<Parts> = {}): Uint8Array {
  return sealByHand({ head: headFor(1), payload: map(CERTIFICATE_PAIRS), signer: ROOT, ...parts })
}

function withValue(pairs: readonly Pair[], label: number, value: Uint8Array | undefined): readonly Pair[] {
  const others = pairs.filter(([key]) => hex(key) !== hex(int(label)))
  const all: readonly Pair[] = value === undefined ? others : [...others, [int(label), value]]
  return all.toSorted(([a], [b]) => (hex(a) < hex(b) ? -1 : 1))
}

/** RFC 8949, 4.2: a map has one form, and these are others of the same map. */
const OTHER_FORMS: Readonly<Record<string, (pairs: readonly Pair[]) => Uint8Array>> = {
  'a label in more bytes than it needs': ([first, ...rest]) => map([[int(1, 1), first?.[1] ?? int(0)], ...rest]),
  'a size in more bytes than it needs': (pairs) => map(pairs, 1),
  'labels out of order': (pairs) => map(pairs.toReversed()),
  'no size but an end': (pairs) => endless(5, pairs.flat()),
  'a label twice': ([first = [int(1), int(0)], ...rest]) => map([first, first, ...rest]),
  'a byte behind': (pairs) => join(map(pairs), int(0)),
  'a label as a fraction': ([first, ...rest]) => map([[Uint8Array.of(0xf9, 0x3c, 0), first?.[1] ?? int(0)], ...rest]),
  'a byte too few': (pairs) => map(pairs).slice(0, -1),
  'a tag around it': (pairs) => tag(55_799, map(pairs)),
}

describe('what is put together by hand is good where nothing is wrong', () => {
  it('[F4] so that each fault below is the only one', () => {
    expect(ticketByHand()).toBe(ticketOf(FULL_TICKET))
    expect(verdictOn(ticketByHand())).toBe('good')
    expect(hex(certificateByHand())).toBe(hex(certificateOf({ certified: { contact: 'Marta' } })))
    expect(verdictOn(ticketCertifiedBy())).toBe('good')
  })
})

describe('text', () => {
  it('[F4] case, lines and margins don’t matter', () => {
    const text = ticketOf()
    const lines = text.replaceAll(/.{76}/g, '$&\r\n')
    for (const same of [text.toLowerCase(), lines, `\ufeff  ${text} \n`, `\t${lines.replaceAll('\r', '')}  `]) {
      expect(verdictOn(same)).toBe('good')
    }
  })

  it('[F4] another prefix, another alphabet, a digit too much and values too high are unreadable', () => {
    const text = ticketOf()
    const body = text.slice(5)
    const others = [
      '',
      'TRK1:',
      'TRK1',
      body,
      `TRK2:${body}`,
      `TRK1 ${body}`,
      `TRK1: ${body}`,
      `XTRK1:${body}`,
      `${text}A`,
    ]
    expect(others.map((other) => verdictOn(other)).filter((verdict) => verdict === 'good')).toEqual([])
    for (const other of [body, `TRK2:${body}`, `${text}::`, `TRK1:GGW${body}`, `TRK1:_${body.slice(1)}`]) {
      expect(verdictOn(other)).toBe(UNREADABLE)
    }
    // They would become S, I, SS and FI.
    for (const letter of ['ſ', 'ı', 'ß', 'ﬁ', 'Ｓ']) {
      expect(verdictOn(`TRK1:${letter}${body.slice(letter === 'ß' || letter === 'ﬁ' ? 2 : 1)}`)).toBe(UNREADABLE)
    }
  })

  it('[F4] nothing that is cut off is taken, nor anything that is longer', () => {
    const text = ticketOf()
    const bytes = bytesIn(text)
    for (let length = 0; length < text.length; length += 1) expect(verdictOn(text.slice(0, length))).not.toBe('good')
    for (let length = 0; length < bytes.length; length += 1) {
      expect(verdictOn(writeText(bytes.subarray(0, length)))).toBe(NOT_CANONICAL)
    }
    expect(verdictOn(writeText(join(bytes, int(0))))).toBe(NOT_CANONICAL)
    expect(verdictOn(text + text)).not.toBe('good')
  })

  it('[F4] nothing that is altered in any byte is taken', () => {
    const bytes = bytesIn(ticketOf(FULL_TICKET))
    const verdicts = new Set<string>()
    for (let index = 0; index < bytes.length; index += 1) {
      for (const flip of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
        const altered = bytes.map((byte, at) => (at === index ? byte ^ flip : byte))
        verdicts.add(verdictOn(writeText(altered)))
      }
    }
    expect([...verdicts].toSorted()).toEqual([
      NOT_CANONICAL,
      'TICKET_INVALID signature',
      'TICKET_INVALID unknown-root',
      WRONG_TYPE,
    ])
  })
})

describe('one form of CBOR, and no other', () => {
  it('[F4] in the ticket', () => {
    for (const [name, otherForm] of Object.entries(OTHER_FORMS)) {
      expect([name, verdictOn(ticketByHand({ payload: otherForm(TICKET_PAIRS) }))]).toEqual([name, NOT_CANONICAL])
    }
  })

  it('[F4] in the head that says algorithm and type', () => {
    for (const [name, otherForm] of Object.entries(OTHER_FORMS)) {
      expect([name, verdictOn(ticketByHand({ head: otherForm(HEAD_PAIRS) }))]).toEqual([name, NOT_CANONICAL])
    }
  })

  it('[F4] in the certificate, and in its head', () => {
    const head: readonly Pair[] = withValue(HEAD_PAIRS, 16, int(1))
    for (const [name, otherForm] of Object.entries(OTHER_FORMS)) {
      const verdicts = [{ payload: otherForm(CERTIFICATE_PAIRS) }, { head: otherForm(head) }].map((parts) =>
        verdictOn(ticketCertifiedBy(parts)),
      )
      expect([name, ...verdicts]).toEqual([name, NOT_CANONICAL, NOT_CANONICAL])
    }
  })

  const wraps: Readonly<Record<string, NonNullable<Parts['wrap']>>> = {
    'a tag in more bytes than it needs': (items) => tag(18, array(items), 1),
    'a size in more bytes than it needs': (items) => tag(18, array(items, 1)),
    'no size but an end': (items) => tag(18, endless(4, items)),
    'a byte behind': (items) => join(tag(18, array(items)), int(0)),
    'no tag': (items) => array(items),
    'another tag': (items) => tag(98, array(items)),
    'a tag twice': (items) => tag(18, tag(18, array(items))),
    'a map instead': (items) => tag(18, map(items.map((item, index) => [int(index), item]))),
    'a part too few': (items) => tag(18, array(items.slice(0, 3))),
    'a part too many': (items) => tag(18, array([...items, int(0)])),
    'a payload from elsewhere': ([head = int(0), open = int(0), , signature = int(0)]) =>
      tag(18, array([head, open, Uint8Array.of(0xf6), signature])),
    'a head that isn’t bytes': ([head = int(0), ...rest]) => tag(18, array([head.slice(1), ...rest])),
    'a signature as text': ([head = int(0), open = int(0), payload = int(0)]) =>
      tag(18, array([head, open, payload, tstr('A'.repeat(64))])),
    'a size of bytes in more than it needs': ([head = int(0), ...rest]) =>
      tag(18, array([bstr(head.slice(1), 1), ...rest])),
    'bytes in pieces': ([head = int(0), ...rest]) => tag(18, array([endless(2, [head]), ...rest])),
  }
  const unprotected: Readonly<Record<string, Uint8Array>> = {
    'an open part with something in it': map([[int(4), bstr(Uint8Array.of(1))]]),
    'an open part without a size': endless(5, []),
    'an open part that is an array': array([]),
    'an open part that is null': Uint8Array.of(0xf6),
  }

  it('[F4] in COSE’s outer form, of the ticket and of its certificate', () => {
    const faults: Readonly<Record<string, Partial<Parts>>> = {
      ...Object.fromEntries(Object.entries(wraps).map(([name, wrap]) => [name, { wrap }])),
      ...Object.fromEntries(Object.entries(unprotected).map(([name, part]) => [name, { unprotected: part }])),
    }
    for (const [name, parts] of Object.entries(faults)) {
      const verdicts = [verdictOn(ticketByHand(parts)), verdictOn(ticketCertifiedBy(parts))]
      expect([name, ...verdicts]).toEqual([name, NOT_CANONICAL, NOT_CANONICAL])
    }
  })

  it('[F4] in every kind of value', () => {
    const issued = Date.parse(ISSUED_AT) / 1000
    const values: readonly (readonly [name: string, label: number, value: Uint8Array])[] = [
      ['a time in more bytes', 2, int(issued, 8)],
      ['a time as a fraction', 2, Uint8Array.from([0xfb, ...Buffer.from(doubleBytes(issued))])],
      ['a time with a tag', 2, tag(1, int(issued))],
      ['a time as a big number', 2, tag(2, bstr(Uint8Array.of(0x6a, 0x24, 0x43, 0x90)))],
      ['a time before all', 2, int(-1)],
      ['a time as text', 2, tstr(ISSUED_AT)],
      ['a time too far', 3, int(253_402_300_800)],
      ['a number beyond all', 3, join(Uint8Array.of(0x1b), new Uint8Array(8).fill(255))],
      ['text in pieces', 6, endless(3, [tstr('Sal'), tstr('ida')])],
      ['a size of text in more bytes', 6, tstr('Salida', 1)],
      ['text that is none', 6, Uint8Array.of(0x62, 0xc3, 0x28)],
      ['half a pair of surrogates', 6, Uint8Array.of(0x63, 0xed, 0xa0, 0x80)],
      ['text with a mark of byte order', 6, tstr('\ufeffSalida')],
      ['null', 6, Uint8Array.of(0xf6)],
      ['undefined', 6, Uint8Array.of(0xf7)],
      ['a simple value', 6, Uint8Array.of(0xf8, 0xff)],
      ['true in two bytes', 6, Uint8Array.of(0xf8, 0x15)],
      ['a reserved size', 6, Uint8Array.of(0x7c)],
      ['not a number', 2, Uint8Array.of(0xf9, 0x7e, 0)],
      ['bytes in pieces', 5, endless(2, [bstr(new Uint8Array(16).fill(0xaa))])],
      ['loans without a size', 4, endless(4, [array(loanItems())])],
      ['a loan without a size', 4, array([endless(4, loanItems())])],
      ['a million loans in five bytes', 4, Uint8Array.of(0x9a, 0, 0x0f, 0x42, 0x40)],
      ['nested without end', 4, new Uint8Array(3500).fill(0x81)],
    ]
    for (const [name, label, value] of values) {
      const verdict = verdictOn(ticketByHand({ payload: map(withValue(TICKET_PAIRS, label, value)) }))
      expect([name, verdict]).toEqual([name, NOT_CANONICAL])
    }
  })
})

function doubleBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return bytes
}

function loanItems(): readonly Uint8Array[] {
  const [loan] = decode(encode([namedIds()]), { useMaps: true }) as readonly (readonly unknown[])[]
  return (loan ?? []).map((item) => encode(item))
}

function namedIds(): readonly unknown[] {
  const ids = [namedLoan(1).loanId, namedLoan(1).boxId].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'))
  return [...ids.map((id) => Uint8Array.from(id)), namedLoan(1).serial]
}

describe('fields', () => {
  const id = (length: number) => bstr(new Uint8Array(length).fill(0x44))
  const wrongInTicket: readonly (readonly [label: number, value: Uint8Array | undefined])[] = [
    ...[1, 2, 3, 4].map((label) => [label, undefined] as const),
    ...[7, 100].map((label) => [label, int(1)] as const),
    ...[int(1), array([]), bstr(new Uint8Array()), tstr('x')].map((value) => [1, value] as const),
    ...[array([]), array([array([])]), array([array(loanItems().slice(0, 2))])].map((value) => [4, value] as const),
    ...[array([array([...loanItems(), int(1)])]), array(loanItems()), map([])].map((value) => [4, value] as const),
    ...['', 'S'.repeat(21), 'clbx1', ' CLBX1', 'CLBX 1', 'ＣLBX1', 'СLBX1'].map(
      (serial) => [4, array([array([...loanItems().slice(0, 2), tstr(serial)])])] as const,
    ),
    ...[id(15), id(17), id(0), int(1), tstr('a'.repeat(16))].map((value) => [5, value] as const),
    // 16 bytes that are no UUID.
    [5, bstr(new Uint8Array(16).fill(0x11))],
    ...['', 'N'.repeat(81)].map((note) => [6, tstr(note)] as const),
    [6, int(1)],
  ]

  it('[F4] of a ticket: missing, unknown, or of another kind or size', () => {
    for (const [label, value] of wrongInTicket) {
      const name = `${label}: ${value ? hex(value) : 'missing'}`
      const verdict = verdictOn(ticketByHand({ payload: map(withValue(TICKET_PAIRS, label, value)) }))
      expect([name, verdict]).toEqual([name, NOT_CANONICAL])
    }
    for (const label of [int(0), int(-1), tstr('note'), bstr(new Uint8Array())]) {
      const payload = map(
        [...TICKET_PAIRS, [label, tstr('x')] as const].toSorted(([a], [b]) => (hex(a) < hex(b) ? -1 : 1)),
      )
      expect(verdictOn(ticketByHand({ payload }))).toBe(NOT_CANONICAL)
    }
    for (const payload of [array([]), int(1), tstr('x'), map([])]) {
      expect(verdictOn(ticketByHand({ payload }))).toBe(NOT_CANONICAL)
    }
    for (const label of [5, 6]) {
      expect(verdictOn(ticketByHand({ payload: map(withValue(TICKET_PAIRS, label, undefined)) }))).toBe('good')
    }
  })

  it('[F4] of a certificate: missing, unknown, or of another kind or size', () => {
    const wrong: readonly (readonly [label: number, value: Uint8Array | undefined])[] = [
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((label) => [label, undefined] as const),
      [12, int(1)],
      ...[id(7), id(9), tstr('12345678')].map((value) => [1, value] as const),
      ...[id(31), id(33), int(1)].map((value) => [2, value] as const),
      ...[3, 6, 7].flatMap((label) => [id(15), id(17), int(1)].map((value) => [label, value] as const)),
      ...['', 'N'.repeat(61)].map((name) => [4, tstr(name)] as const),
      ...[int(-1), tstr('1001')].map((value) => [5, value] as const),
      ...[int(0), int(1), tstr('true'), Uint8Array.of(0xf6)].map((value) => [8, value] as const),
      ...[9, 10].flatMap((label) => [int(-1), tstr(NOW)].map((value) => [label, value] as const)),
      ...['', 'C'.repeat(81)].map((contact) => [11, tstr(contact)] as const),
    ]
    for (const [label, value] of wrong) {
      const name = `${label}: ${value ? hex(value) : 'missing'}`
      const verdict = verdictOn(ticketCertifiedBy({ payload: map(withValue(CERTIFICATE_PAIRS, label, value)) }))
      expect([name, verdict]).toEqual([name, NOT_CANONICAL])
    }
    expect(verdictOn(ticketCertifiedBy({ payload: map(withValue(CERTIFICATE_PAIRS, 11, undefined)) }))).toBe('good')
  })

  it('[O8] a name, contact or note that hides, turns or breaks text, or isn’t as it would be kept, is refused', () => {
    const hidden = [
      '\u202e',
      '\u200f',
      '\u061c',
      '\u2066',
      '\u200b',
      '\u2028',
      '\u2029',
      '\n',
      '\0',
      '\u0085',
      '\ufeff',
    ]
    const unkept = [' Sierra', 'Sierra ', 'Sie\u0301rra', 'Sierra\u00a0']
    for (const text of [...hidden.map((character) => `Sier${character}ra`), ...unkept]) {
      const verdicts = [
        verdictOn(ticketOf({}, { certified: { organisationName: text } })),
        verdictOn(ticketOf({}, { certified: { contact: text } })),
        verdictOn(ticketOf({ note: text })),
      ]
      expect([text, ...verdicts]).toEqual([text, NOT_CANONICAL, NOT_CANONICAL, NOT_CANONICAL])
    }
    for (const name of ['Siérra', '日本計時', 'Zeitnahme Müller & Söhne', 'Ω'.repeat(60)]) {
      expect(verdictOn(ticketOf({ note: name }, { certified: { organisationName: name, contact: name } }))).toBe('good')
    }
  })
})

describe('type and algorithm', () => {
  it('[F4] another algorithm, or none, or more in the head than the two', () => {
    const heads: readonly Uint8Array[] = [
      // ES256, ES512, RS256, HMAC, the two newer numbers of Ed25519 and Ed448, and ours without its sign.
      ...[-7, -36, -257, 5, -19, -53, 8, 7].map((algorithm) => headFor(2, algorithm)),
      map([[int(16), int(2)]]),
      map([[int(1), int(-8)]]),
      map([]),
      map([
        [int(1), tstr('EdDSA')],
        [int(16), int(2)],
      ]),
      map([...HEAD_PAIRS.slice(0, 1), [int(4), bstr(Uint8Array.of(1))], ...HEAD_PAIRS.slice(1)]),
      map([
        [int(1), int(-8)],
        [int(2), array([int(99)])],
        [int(16), int(2)],
      ]),
      map([
        [int(1), int(-8)],
        [int(3), int(2)],
      ]),
    ]
    for (const head of heads) expect([hex(head), verdictOn(ticketByHand({ head }))]).toEqual([hex(head), WRONG_TYPE])
    for (const head of heads.slice(0, 8)) {
      const certificate = map([
        [int(1), decodedAlgorithm(head)],
        [int(16), int(1)],
      ])
      expect(verdictOn(ticketCertifiedBy({ head: certificate }))).toBe(WRONG_TYPE)
    }
  })

  it('[F4] a signature of one form is never one of another', () => {
    const forms = Object.keys(FORM_NUMBERS) as Form[]
    const payload = map(TICKET_PAIRS)
    for (const form of forms.filter((other) => other !== 'ticket')) {
      expect(verdictOn(sealed(form, payload))).toBe(WRONG_TYPE)
      // The signature of the other form under this one's head.
      const signature = LENDER.key.sign(sigStructure(headFor(FORM_NUMBERS[form]), payload))
      expect(verdictOn(ticketByHand({ signature }))).toBe('TICKET_INVALID signature')
    }
    for (const number of [0, 8, -2, 16]) expect(verdictOn(ticketByHand({ head: headFor(number) }))).toBe(WRONG_TYPE)
    for (const form of forms.filter((other) => other !== 'certificate')) {
      expect(verdictOn(ticketCertifiedBy({ head: headFor(FORM_NUMBERS[form]) }))).toBe(WRONG_TYPE)
    }
  })

  it('[F4] each form is taken as what it is, and as nothing else', () => {
    const checks: Readonly<Record<string, (text: string) => object>> = {
      card: (text) => checkCard(text, TRUST, NOW),
      'extension-slip': (text) => checkExtension(text, TRUST, NOW),
      receipt: (text) => checkLoanSlip(text, 'receipt', TRUST, NOW),
      'return-slip': (text) => checkLoanSlip(text, 'return-slip', TRUST, NOW),
    }
    const slips = { card: cardOf(), receipt: slipOf('receipt'), 'return-slip': slipOf('return-slip') }
    for (const [form, text] of Object.entries({ ...slips, ticket: ticketOf(), 'extension-slip': extensionOf() })) {
      for (const [wanted, check] of Object.entries(checks)) {
        expect([form, wanted, told(check(text))]).toEqual([form, wanted, form === wanted ? 'good' : WRONG_TYPE])
      }
    }
  })
})

function decodedAlgorithm(head: Uint8Array): Uint8Array {
  return encode((decode(head, { useMaps: true }) as ReadonlyMap<number, number>).get(1))
}

describe('signatures', () => {
  const [unknownRoot, badSignature] = ['TICKET_INVALID unknown-root', 'TICKET_INVALID signature']

  it('[F4] a certificate needs a root that is known, and every one of its short id is tried', () => {
    expect(verdictOn(ticketOf({}, { root: NEXT_ROOT }))).toBe('good')
    expect(verdictOn(ticketOf({}, { root: UNKNOWN_ROOT }))).toBe(unknownRoot)
    const { kid } = rootOf(ROOT)
    // Says that it is by a known root.
    expect(verdictOn(ticketOf({}, { root: UNKNOWN_ROOT, certified: { kid } }))).toBe(unknownRoot)
    // Names another than it is by.
    expect(verdictOn(ticketOf({}, { root: NEXT_ROOT, certified: { kid } }))).toBe(unknownRoot)
    expect(verdictOn(ticketOf({}, { root: LENDER.key }))).toBe(unknownRoot)
    expect(verdictOn(ticketCertifiedBy({ signature: new Uint8Array(64) }))).toBe(unknownRoot)
    expect(verdictOn(ticketOf(), { trust: { ...TRUST, roots: [] } })).toBe(unknownRoot)
    const alike = [{ kid, publicKey: NEXT_ROOT.publicKey }, rootOf(ROOT)]
    for (const roots of [alike, alike.toReversed()]) {
      expect(verdictOn(ticketOf(), { trust: { ...TRUST, roots } })).toBe('good')
    }
  })

  it('[F4] a ticket needs the signature of its certified key, over itself', () => {
    expect(verdictOn(ticketOf({}, { signer: TAKER.key }))).toBe(badSignature)
    expect(verdictOn(ticketOf({}, { signer: ROOT }))).toBe(badSignature)
    expect(verdictOn(ticketByHand({ signature: new Uint8Array(64) }))).toBe(badSignature)
    for (const length of [0, 32, 63, 65, 128]) {
      expect(verdictOn(ticketByHand({ signature: new Uint8Array(length) }))).toBe(NOT_CANONICAL)
    }
    // Another's certificate around one's own key's work.
    const certificate = certificateOf({ by: THIRD })
    expect(verdictOn(ticketOf({ certificate }))).toBe(badSignature)
    // Over the payload alone, and over other contexts of COSE.
    const payload = map(TICKET_PAIRS)
    expect(verdictOn(ticketByHand({ signature: LENDER.key.sign(payload) }))).toBe(badSignature)
    const context = array([tstr('Signature'), bstr(headFor(2)), bstr(new Uint8Array()), bstr(payload)])
    expect(verdictOn(ticketByHand({ signature: LENDER.key.sign(context) }))).toBe(badSignature)
  })

  it('[F4] a signature has one form: not its second half plus the order of the curve', () => {
    const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n
    const signature = LENDER.key.sign(sigStructure(headFor(2), map(TICKET_PAIRS)))
    const half = signature.slice(32).toReversed()
    const raised = (BigInt(`0x${hex(half)}`) + order).toString(16).padStart(64, '0')
    const other = join(signature.slice(0, 32), Uint8Array.from(Buffer.from(raised, 'hex')).toReversed())
    expect(verdictOn(ticketByHand({ signature }))).toBe('good')
    expect(verdictOn(ticketByHand({ signature: other }))).toBe(badSignature)
  })
})

describe('times', () => {
  it('[F4] the certificate isn’t over when the ticket is taken', () => {
    const last: Partial<Ticket> = { issuedAt: timePlus(CERTIFIED_UNTIL, -DAY_MS) }
    expect(verdictOn(ticketOf(last), { at: timePlus(CERTIFIED_UNTIL, -1) })).toBe('good')
    expect(verdictOn(ticketOf(last), { at: CERTIFIED_UNTIL })).toBe('TICKET_INVALID certificate-over')
  })

  it('[F4] the window is within the certificate’s, to the second', () => {
    const at = timePlus(CERTIFIED_AT, DAY_MS / 2)
    expect(verdictOn(ticketOf({ issuedAt: CERTIFIED_AT }), { at })).toBe('good')
    expect(verdictOn(ticketOf({ issuedAt: timePlus(CERTIFIED_AT, -1000) }), { at })).toBe('TICKET_INVALID window')
    const late = (ms: number) => ticketOf({ issuedAt: timePlus(CERTIFIED_UNTIL, ms - DAY_MS) })
    expect(verdictOn(late(0), { at: timePlus(CERTIFIED_UNTIL, -1000) })).toBe('good')
    expect(verdictOn(late(1000), { at: timePlus(CERTIFIED_UNTIL, -1000) })).toBe('TICKET_INVALID window')
  })

  it('[F4] the window is one of the three validities, to the second', () => {
    const lasting = (ms: number) => verdictOn(ticketOf({ endsAt: timePlus(ISSUED_AT, ms) }))
    for (const days of [1, 7, 15]) {
      expect(lasting(days * DAY_MS)).toBe('good')
      expect([lasting(days * DAY_MS - 1000), lasting(days * DAY_MS + 1000)]).toEqual(
        Array.from({ length: 2 }, () => 'TICKET_INVALID window'),
      )
    }
    for (const ms of [0, -DAY_MS, 2 * DAY_MS]) expect(lasting(ms)).toBe('TICKET_INVALID window')
  })

  it('[F6] a ticket may be made ten minutes ahead of trusted time, and no second more', () => {
    const ahead = (ms: number) => verdictOn(ticketOf({ issuedAt: timePlus(NOW, ms) }))
    expect([ahead(0), ahead(AHEAD_MS), ahead(AHEAD_MS + 1000)]).toEqual(['good', 'good', 'TICKET_CLOCK issued-ahead'])
    // A certificate that begins later than now, within the same measure.
    const begun = (ms: number) =>
      verdictOn(ticketOf({ issuedAt: timePlus(NOW, ms) }, { certified: { notBefore: timePlus(NOW, ms) } }))
    expect([begun(AHEAD_MS), begun(AHEAD_MS + 1000)]).toEqual(['good', 'TICKET_CLOCK issued-ahead'])
  })

  it('[F6] a clock that is behind waits, and says so only of what else is good so far', () => {
    expect(verdictOn(ticketOf(), { isClockBehind: true })).toBe('TICKET_CLOCK clock-behind')
    expect(verdictOn(ticketOf({}, { signer: ROOT }), { isClockBehind: true })).toBe('TICKET_INVALID signature')
  })

  it('[F4] [L5] over is over, at the very second', () => {
    const end = timePlus(ISSUED_AT, DAY_MS)
    expect(verdictOn(ticketOf(), { at: timePlus(end, -1) })).toBe('good')
    expect(verdictOn(ticketOf(), { at: end })).toBe('TOKEN_EXPIRED')
  })
})

describe('whose', () => {
  it('[F4] a certificate without the right to lend lends nothing', () => {
    expect(verdictOn(ticketOf({}, { certified: { mayLend: false } }))).toBe('TICKET_INVALID may-not-lend')
  })

  it('[L5] one’s own, and another’s', () => {
    expect(verdictOn(ticketOf(), { organisationId: LENDER.organisationId })).toBe('TOKEN_OWN')
    expect(verdictOn(ticketOf({ addresseeId: TAKER.organisationId }))).toBe('good')
    expect(verdictOn(ticketOf({ addresseeId: THIRD.organisationId }))).toBe('TOKEN_NOT_FOR_YOU')
  })

  it('[L17] each box and each loan once', () => {
    const [one, two] = [namedLoan(1), namedLoan(2)]
    expect(verdictOn(ticketOf({ loans: [one, two] }))).toBe('good')
    expect(verdictOn(ticketOf({ loans: [one, { ...two, boxId: one.boxId }] }))).toBe('TICKET_INVALID twice')
    expect(verdictOn(ticketOf({ loans: [one, { ...two, loanId: one.loanId }] }))).toBe('TICKET_INVALID twice')
  })

  it('[F6] [L17] ended by the signed list: refused where none is left', () => {
    const endedAt: TicketCircumstances['endedAt'] = (loanId) => (loanId === loanIdOf(1) ? NOW : undefined)
    expect(verdictOn(ticketOf(), { endedAt })).toBe('TOKEN_REVOKED')
    expect(verdictOn(ticketOf({ loans: [namedLoan(1), namedLoan(2)] }), { endedAt })).toBe('good')
  })
})

interface Fault {
  readonly verdict: string
  readonly ticket?: Partial<Ticket>
  readonly certified?: Partial<Certificate>
  readonly signing?: Signing
  readonly at?: Partial<TicketCircumstances>
}

describe('the order of the checks', () => {
  const faults: readonly Fault[] = [
    { verdict: 'TICKET_INVALID unknown-root', signing: { root: UNKNOWN_ROOT } },
    { verdict: 'TICKET_INVALID certificate-over', certified: { notAfter: timePlus(ISSUED_AT, -AHEAD_MS - 1000) } },
    { verdict: 'TICKET_INVALID may-not-lend', certified: { mayLend: false } },
    { verdict: 'TICKET_INVALID signature', signing: { signer: THIRD.key } },
    { verdict: 'TICKET_CLOCK clock-behind', at: { isClockBehind: true } },
    { verdict: 'TICKET_CLOCK issued-ahead', at: { at: timePlus(ISSUED_AT, -AHEAD_MS - 1) } },
    { verdict: 'TICKET_INVALID window', certified: { notBefore: timePlus(ISSUED_AT, 1000) } },
    { verdict: 'TICKET_INVALID twice', ticket: { loans: [namedLoan(1), namedLoan(1)] } },
    { verdict: 'TOKEN_OWN', at: { organisationId: LENDER.organisationId } },
    { verdict: 'TOKEN_NOT_FOR_YOU', ticket: { addresseeId: THIRD.organisationId } },
    { verdict: 'TOKEN_REVOKED', at: { endedAt: () => NOW } },
    { verdict: 'TOKEN_EXPIRED', at: { at: timePlus(ISSUED_AT, DAY_MS) } },
  ]

  function verdictWith(...all: readonly Fault[]): string {
    const merged = <K extends keyof Fault>(part: K) => Object.assign({}, ...all.map((fault) => fault[part]))
    return verdictOn(ticketOf(merged('ticket'), { ...merged('signing'), certified: merged('certified') }), merged('at'))
  }

  it('[F4] each fault alone is told, and of two the one that tickets.md checks first', () => {
    for (const [index, first] of faults.entries()) {
      expect(verdictWith(first)).toBe(first.verdict)
      for (const second of faults.slice(index + 1)) {
        // Nothing is both made too late and over.
        if (first.at?.at && second.at?.at) continue
        expect([second.verdict, verdictWith(first, second)]).toEqual([second.verdict, first.verdict])
      }
    }
  })

  it('[F4] before all that: base45, size, form, type', () => {
    // 4,098 bytes, all of them 0.
    expect(verdictOn(`TRK1:${'0'.repeat(6147)}`)).toBe('TICKET_INVALID too-large')
    expect(verdictOn(`TRK1:${'_'.repeat(6147)}`)).toBe(UNREADABLE)
    // 4,096 bytes.
    expect(verdictOn(`TRK1:${'0'.repeat(6144)}`)).toBe(NOT_CANONICAL)
    expect(verdictOn(ticketByHand({ head: headFor(2, -7), payload: map(TICKET_PAIRS, 1) }))).toBe(NOT_CANONICAL)
    expect(
      verdictOn(ticketByHand({ head: headFor(2, -7), payload: writeTicket(ticketFields({}, { root: UNKNOWN_ROOT })) })),
    ).toBe(WRONG_TYPE)
  })
})

describe('slips and cards', () => {
  const kinds = {
    receipt: (at: string, signing: Signing = {}) =>
      checkLoanSlip(slipOf('receipt', { at }, signing), 'receipt', TRUST, NOW),
    'return slip': (at: string, signing: Signing = {}) =>
      checkLoanSlip(slipOf('return-slip', { at }, signing), 'return-slip', TRUST, NOW),
    'extension slip': (at: string, signing: Signing = {}) => checkExtension(extensionOf({ at }, signing), TRUST, NOW),
    card: (issuedAt: string, signing: Signing = {}) => checkCard(cardOf({ issuedAt }, signing), TRUST, NOW),
  }

  it.each(Object.entries(kinds))('[F4] %s: signed, certified when it was made, and not ahead', (form, check) => {
    expect(told(check(ISSUED_AT))).toBe('good')
    expect(told(check(ISSUED_AT, { signer: THIRD.key }))).toBe('TICKET_INVALID signature')
    expect(told(check(ISSUED_AT, { root: UNKNOWN_ROOT }))).toBe('TICKET_INVALID unknown-root')
    expect(told(check(timePlus(NOW, AHEAD_MS)))).toBe('good')
    expect(told(check(timePlus(NOW, AHEAD_MS + 1000)))).toBe('TICKET_CLOCK issued-ahead')
    expect(told(check(CERTIFIED_AT))).toBe('good')
    expect(told(check(timePlus(CERTIFIED_AT, -1000)))).toBe('TICKET_INVALID certificate-over')
    // What gives a right, or a name, needs a certificate that is good when it is looked at, too.
    const isOfLoan = form === 'receipt' || form === 'return slip'
    expect(told(check(ISSUED_AT, { certified: { notAfter: timePlus(ISSUED_AT, 1000) } }))).toBe(
      isOfLoan ? 'good' : 'TICKET_INVALID certificate-over',
    )
    expect(told(check(ISSUED_AT, { certified: { notAfter: ISSUED_AT } }))).toBe('TICKET_INVALID certificate-over')
  })

  it('[F4] only who may lend extends; anybody takes, gives back and shows a card', () => {
    const certified = { mayLend: false }
    const verdicts = Object.values(kinds).map((check) => told(check(ISSUED_AT, { certified })))
    expect(verdicts).toEqual(['good', 'good', 'TICKET_INVALID may-not-lend', 'good'])
  })

  it('[F4] a slip of nothing is none', () => {
    expect(told(checkLoanSlip(slipOf('receipt', { loanIds: [] }), 'receipt', TRUST, NOW))).toBe(NOT_CANONICAL)
    expect(told(checkExtension(extensionOf({ loans: [] }), TRUST, NOW))).toBe(NOT_CANONICAL)
  })
})
