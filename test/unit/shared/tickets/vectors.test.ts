import { describe, expect, it } from 'vitest'
import { loanIdSchema } from '../../../../shared/records/scalars.ts'
import { decodeBase45, encodeBase45 } from '../../../../shared/tickets/base45.ts'
import { checkCard, checkExtension, checkLoanSlip } from '../../../../shared/tickets/check-slip.ts'
import { checkTicket } from '../../../../shared/tickets/check-ticket.ts'
import type { Form } from '../../../../shared/tickets/envelope.ts'
import { readEndedList, type Ticket, writeTicket } from '../../../../shared/tickets/forms.ts'
import { formOf, looksSigned, openByRoot, openCertificate, readListText } from '../../../../shared/tickets/signed.ts'
import { uuid } from '../../../support/sample-records.ts'
import {
  bytesIn,
  CIRCUMSTANCES,
  cardOf,
  certificateOf,
  endedListOf,
  extensionOf,
  ISSUED_AT,
  LENDER,
  loanIdOf,
  NEXT_ROOT,
  NOW,
  namedLoan,
  ROOT,
  rootOf,
  type Signing,
  sealed,
  slipOf,
  TAKER,
  TRUST,
  ticketFields,
  ticketOf,
  UNKNOWN_ROOT,
  verdictOn,
} from '../../../support/tickets.ts'
import { VECTORS } from './vectors.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('vectors', () => {
  const contact = 'Marta +34 600 100 200'
  const five = [1, 2, 3, 4, 5].map(namedLoan)
  const forFive: Partial<Ticket> = {
    ...{ loans: five, endsAt: '2026-06-13T09:00:00.000Z', addresseeId: TAKER.organisationId, note: 'Salida · lista' },
  }

  it('[F4] every form is written byte for byte as it always was', () => {
    expect({
      certificate: hex(certificateOf()),
      certificateWithContact: hex(certificateOf({ certified: { contact } })),
      ticket: ticketOf(),
      ticketForFive: ticketOf(forFive, { certified: { contact } }),
      card: cardOf({}, { by: TAKER, certified: { mayLend: false } }),
      receipt: slipOf('receipt'),
      returnSlip: slipOf('return-slip', { loanIds: [loanIdOf(1), loanIdOf(2)] }),
      extensionSlip: extensionOf(),
      endedList: endedListOf([
        [loanIdOf(1), '2026-06-06T09:30:00.000Z'],
        [loanIdOf(2), '2026-06-05T00:00:00.000Z'],
      ]),
      emptyEndedList: endedListOf([]),
    }).toEqual(VECTORS)
  })

  it('[F4] [O9] a certificate is read field by field', () => {
    const read = openCertificate(Uint8Array.from(Buffer.from(VECTORS.certificateWithContact, 'hex')), TRUST)
    expect(read).toEqual({
      kid: rootOf(ROOT).kid,
      publicKey: LENDER.key.publicKey,
      organisationId: uuid('a', 1),
      organisationName: 'Sierra Timing',
      organisationNumber: 1001,
      memberId: uuid('d', 1),
      installationId: uuid('e', 1),
      mayLend: true,
      notBefore: '2026-06-01T00:00:00.000Z',
      notAfter: '2026-07-01T00:00:00.000Z',
      contact,
    })
  })

  it('[F4] [L15] [L17] a ticket is read field by field, for one box and for five', () => {
    const one = checkTicket(VECTORS.ticket, CIRCUMSTANCES)
    const loan = { loanId: uuid('c', 1), boxId: uuid('b', 1), serial: 'CLBX30201' }
    const certificate = Uint8Array.from(Buffer.from(VECTORS.certificate, 'hex'))
    const window = { issuedAt: '2026-06-06T09:00:00.000Z', endsAt: '2026-06-07T09:00:00.000Z' }
    expect(one).toMatchObject({ validity: '1d', ticket: { certificate, ...window, loans: [loan] } })
    expect(checkTicket(VECTORS.ticketForFive, CIRCUMSTANCES)).toMatchObject({
      validity: '1w',
      certificate: { contact },
      ticket: { addresseeId: uuid('a', 2), note: 'Salida · lista', endsAt: forFive.endsAt, loans: five },
    })
  })

  it('[F4] card and slips are read field by field', () => {
    expect(checkCard(VECTORS.card, TRUST, NOW)).toMatchObject({
      certificate: { organisationName: 'Costa Crono', organisationNumber: 1002, mayLend: false },
      payload: { issuedAt: ISSUED_AT },
    })
    expect(checkLoanSlip(VECTORS.receipt, 'receipt', TRUST, NOW)).toMatchObject({
      certificate: { organisationId: uuid('a', 2) },
      payload: { at: ISSUED_AT, loanIds: [uuid('c', 1)] },
    })
    expect(checkLoanSlip(VECTORS.returnSlip, 'return-slip', TRUST, NOW)).toMatchObject({
      payload: { at: ISSUED_AT, loanIds: [uuid('c', 1), uuid('c', 2)] },
    })
    expect(checkExtension(VECTORS.extensionSlip, TRUST, NOW)).toMatchObject({
      certificate: { organisationId: uuid('a', 1) },
      payload: { at: ISSUED_AT, loans: [{ loanId: uuid('c', 1), endsAt: '2026-06-08T09:00:00.000Z' }] },
    })
  })

  it('[F6] the list of ended loans is read field by field, by a root’s signature alone', () => {
    const open = (text: string, form: Form = 'ended-list') => {
      const bytes = readListText(text)
      return typeof bytes === 'string' ? bytes : openByRoot(bytes, form, TRUST)
    }
    const payload = open(VECTORS.endedList)
    expect(typeof payload === 'string' ? payload : readEndedList(payload)).toEqual({
      issuedAt: ISSUED_AT,
      ended: [
        { loanId: uuid('c', 1), endedAt: '2026-06-06T09:30:00.000Z' },
        { loanId: uuid('c', 2), endedAt: '2026-06-05T00:00:00.000Z' },
      ],
    })
    expect(open(endedListOf([], NEXT_ROOT))).toBeInstanceOf(Uint8Array)
    expect(open(endedListOf([], UNKNOWN_ROOT))).toBe('unknown-root')
    expect(open(endedListOf([], LENDER.key))).toBe('unknown-root')
    expect(open(sealed('ticket', writeTicket(ticketFields()), { signer: ROOT }))).toBe('wrong-type')
    expect(open(`${VECTORS.endedList}?`)).toBe('unreadable')
    const many = Array.from({ length: 2000 }, (_, index) => [loanIdSchema.parse(uuid('c', index)), NOW] as const)
    expect(open(endedListOf(many))).toBeInstanceOf(Uint8Array)
    const tooMany = endedListOf(Array.from({ length: 46_000 }, () => [loanIdOf(1), NOW] as const))
    expect(bytesIn(tooMany).length).toBeGreaterThan(1024 * 1024)
    expect(open(tooMany)).toBe('too-large')
  })

  it('[F4] any field of a code recognises what it is given', () => {
    const forms = {
      ticket: VECTORS.ticket,
      card: VECTORS.card,
      receipt: VECTORS.receipt,
      'ended-list': VECTORS.endedList,
    }
    for (const [form, text] of Object.entries(forms)) {
      expect(formOf(text)).toBe(form)
      expect(looksSigned(` ${text.toLowerCase()}\n`)).toBe(true)
    }
    expect(formOf(VECTORS.returnSlip)).toBe('return-slip')
    expect(formOf(VECTORS.extensionSlip)).toBe('extension-slip')
    for (const text of ['', 'TRK1', 'TRK1:', 'TRK2:ABC', '7K3M9QXW2HDT4FBF']) expect(formOf(text)).toBeUndefined()
    expect(looksSigned('7K3M9QXW2HDT4FBF')).toBe(false)
  })
})

describe('base45', () => {
  const ascii = (text: string) => new TextEncoder().encode(text)

  it('[F4] reads and writes the examples of RFC 9285', () => {
    for (const [plain, text] of [
      ['AB', 'BB8'],
      ['Hello!!', '%69 VD92EX0'],
      ['base-45', 'UJCLQE7W581'],
      ['ietf!', 'QED8WEX0'],
    ] as const) {
      expect(encodeBase45(ascii(plain))).toBe(text)
      expect(decodeBase45(text)).toEqual(ascii(plain))
    }
    expect(encodeBase45(new Uint8Array())).toBe('')
    expect(decodeBase45('')).toEqual(new Uint8Array())
  })

  it('[F4] gives back every byte and every pair of bytes', () => {
    for (let value = 0; value < 65_536; value += 1) {
      const pair = Uint8Array.of(value >> 8, value & 255)
      const bytes = value < 256 ? [pair, pair.subarray(1)] : [pair]
      for (const some of bytes) expect(hex(decodeBase45(encodeBase45(some)) ?? ascii('?'))).toBe(hex(some))
    }
  })

  it('[F4] refuses what is no base45: a digit alone, values too high, other characters', () => {
    expect(decodeBase45('FGW')).toEqual(Uint8Array.of(255, 255))
    // RFC 9285: "GGW" is 65,536.
    for (const text of ['GGW', ':::', 'A', 'AAAA', 'V5 ', '::', 'U6', 'aab', 'A_A', 'ÄAA', '😀A', 'A\nA', 'A😀']) {
      expect(decodeBase45(text)).toBeUndefined()
    }
  })
})

describe('size', () => {
  /** ISO 18004: codewords of data at level M, from version 10 on, which carry 11 characters in two of them less 15 bits. */
  const CODEWORDS_M = [216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669, 714, 782, 860, 914, 1000, 1062]
  const capacities = CODEWORDS_M.map((codewords) => Math.floor((codewords * 8 - 15) / 5.5))
  const versionOf = (text: string) => 10 + capacities.findIndex((capacity) => text.length <= capacity)
  const five = [1, 2, 3, 4, 5].map(namedLoan)
  const full: Signing = { certified: { organisationName: 'N'.repeat(60), contact: 'C'.repeat(80) } }
  const allFields: Partial<Ticket> = { addresseeId: TAKER.organisationId, note: 'N'.repeat(80) }

  it('[F4] [L17] a ticket is one QR code: at level M version 14 or 15 for one box, 18 for five, 23 for the fullest of five', () => {
    expect(capacities[4]).toBe(528)
    const shortName: Signing = { certified: { organisationName: 'Sierra' } }
    const sizes = Object.entries({
      'one box, short name': ticketOf({}, shortName),
      'one box': ticketOf(),
      'one box, every field full': ticketOf(allFields, full),
      'five boxes': ticketOf({ loans: five }),
      'five boxes, every field full': ticketOf({ loans: five, ...allFields }, full),
      receipt: slipOf('receipt'),
      card: cardOf(),
    }).map(([name, text]) => `${name}: ${text.length} characters, version ${versionOf(text)}`)
    expect(sizes).toEqual([
      'one box, short name: 521 characters, version 14',
      'one box: 532 characters, version 15',
      'one box, every field full: 883 characters, version 19',
      'five boxes: 802 characters, version 18',
      'five boxes, every field full: 1153 characters, version 23',
      'receipt: 476 characters, version 13',
      'card: 451 characters, version 13',
    ])
  })

  it('[F4] 4 KiB are good, one byte more is not', () => {
    const loans = Array.from({ length: 81 }, (_, index) => namedLoan(index + 1))
    const sized = (note: number) => ticketOf({ loans, note: 'N'.repeat(note) })
    // A note of up to 23 characters has one byte of length less.
    const exact = 4096 - bytesIn(sized(30)).length + 30
    expect(bytesIn(sized(exact)).length).toBe(4096)
    expect(verdictOn(sized(exact))).toBe('good')
    expect(bytesIn(sized(exact + 1)).length).toBe(4097)
    expect(verdictOn(sized(exact + 1))).toBe('TICKET_INVALID too-large')
    expect(verdictOn(`TRK1:${'0'.repeat(1_000_000)}`)).toBe('TICKET_INVALID too-large')
  })
})
