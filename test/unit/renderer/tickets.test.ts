import { describe, expect, test } from 'vitest'
import { signingFacts } from '../../../renderer/settings/signing-facts.ts'
import { askMessage } from '../../../renderer/tickets/ask-time-words.ts'
import { isNoneFit, type LendingTerms, whyNotValidity } from '../../../renderer/tickets/lending-terms.ts'
import { works } from '../../../renderer/tickets/lent-view.tsx'
import { fileName, loanForms } from '../../../renderer/tickets/loan-forms.ts'
import { slipSentence } from '../../../renderer/tickets/slip-view.tsx'
import { shownPartners } from '../../../renderer/tickets/whom-choice.tsx'
import { qrDrawing } from '../../../renderer/ui/qr-drawing.ts'
import { historySentence } from '../../../renderer/words/history-sentence.ts'
import { refusalSentence } from '../../../renderer/words/refusal-sentence.ts'
import { ticketReasonSchema } from '../../../renderer/words/ticket-refusals.ts'
import { historyEntrySchema } from '../../../shared/records/history-entry.ts'
import type { Loan } from '../../../shared/records/loan.ts'
import { type Partner, partnerSchema } from '../../../shared/records/organisation.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { borrowedLoan, COSTA_ID, SIERRA_ID, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const NOW = say.now
const sierraId = organisationIdSchema.parse(SIERRA_ID)
const costaId = organisationIdSchema.parse(COSTA_ID)
const END = '2026-06-09T10:00:00.000Z'

describe('which forms of a loan make sense to show', () => {
  test('[F4] the taker’s receipt while the loan is on, its return slip for a week after', () => {
    expect(loanForms(borrowedLoan(), sierraId, NOW)).toEqual(['receipt'])
    const returned = { endedAt: '2026-06-06T12:00:00.000Z', endReason: 'returned' }
    expect(loanForms(borrowedLoan(returned), sierraId, NOW)).toEqual(['return-slip'])
    expect(loanForms(borrowedLoan(returned), sierraId, '2026-06-20T12:00:00.000Z')).toEqual([])
    expect(loanForms(borrowedLoan({ ...returned, endReason: 'expired' }), sierraId, NOW)).toEqual([])
  })

  test('[L13] the owner’s ticket while the loan is on, and the extension slip of one that was extended', () => {
    expect(loanForms(borrowedLoan(), costaId, NOW)).toEqual(['ticket'])
    expect(loanForms(borrowedLoan({ endsAt: END }), costaId, NOW)).toEqual(['ticket', 'extension-slip'])
    expect(loanForms(borrowedLoan({ endedAt: END, endReason: 'revoked' }), costaId, NOW)).toEqual([])
  })

  test('names its file after the box', () => {
    expect(fileName('ticket', ['CLBX30217'])).toBe('loan-CLBX30217.trackside')
    expect(fileName('receipt', ['CLBX/1', 'B', 'C'])).toBe('receipt-CLBX_1-and-2.trackside')
    expect(fileName('card', [])).toBe('card.trackside')
  })
})

describe('what lending says beforehand', () => {
  const terms = (fits: readonly boolean[], lastSyncedAt?: string): LendingTerms => ({
    validities: (['1d', '1w', '15d'] as const).map((validity, index) => ({
      validity,
      endsAt: END,
      fits: fits[index] ?? false,
    })),
    ...(lastSyncedAt === undefined ? {} : { lastSyncedAt }),
  })

  test('[F4] offline, a validity that no QR code can last is disabled, saying why', () => {
    const known = terms([true, true, false], '2026-05-21T12:00:00.000Z')
    expect(whyNotValidity(say, known, true, '15d')).toBe(
      '15 days needs internet: this laptop last saw the cloud 17 d ago.',
    )
    expect(whyNotValidity(say, known, true, '1w')).toBeUndefined()
    expect(whyNotValidity(say, known, false, '15d')).toBeUndefined()
  })

  test('[F2] where it can sign none, lending by the short code goes on', () => {
    expect(isNoneFit(terms([false, false, false]))).toBe(true)
    expect(whyNotValidity(say, terms([false, false, false]), true, '1d')).toBeUndefined()
    expect(whyNotValidity(say, undefined, true, '15d')).toBeUndefined()
  })

  test('[L15] the last partners are a click away, and the chosen one always', () => {
    const partners: readonly Partner[] = [1, 2, 3, 4, 5].map((number) =>
      partnerSchema.parse({ id: uuid('f', number), name: `P${number}`, number, since: NOW }),
    )
    const names = (some: readonly Partner[]) => some.map(({ name }) => name).join(' ')
    const { near, far } = shownPartners(partners, 'anyone')
    expect([names(near), names(far)]).toEqual(['P1 P2 P3', 'P4 P5'])
    const chosen = shownPartners(partners, partners[4]?.id ?? 'anyone')
    expect([names(chosen.near), names(chosen.far)]).toEqual(['P1 P2 P3 P5', 'P4'])
  })

  test('[F4] a line each says what works without internet', () => {
    const lines = (part: Partial<Parameters<typeof works>[1]>) =>
      works(say.t, { ticket: 'TRK1:', code: '7K3M', hasQr: true, isUnconfirmed: true, ...part })
    expect(lines({})).toEqual([
      { text: 'The QR code works now, without internet.', isNow: true },
      { text: 'The short code works once this laptop has been online.', isNow: false },
    ])
    expect(lines({ isUnconfirmed: false }).at(-1)).toEqual({ text: 'The short code works now.', isNow: true })
    expect(lines({ ticket: null })[0]?.text).toContain('can’t sign')
    expect(lines({ hasQr: false }).map(({ text }) => text)).toEqual([
      'The file works now, without internet.',
      'More than five boxes don’t fit into a QR code. Send the file, or have the short code typed.',
      'The short code works once this laptop has been online.',
    ])
  })
})

describe('what a scan came to, in words', () => {
  const ticket = (details: Record<string, string | number>) => refusalSentence(say, { code: 'TICKET_INVALID', details })
  const clock = (details: Record<string, string | number>) => refusalSentence(say, { code: 'TICKET_CLOCK', details })

  test.each(ticketReasonSchema.options)('[F4] says what to do where a check fails: %s', (reason) => {
    const sentence = ticket({ reason })
    expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(sentence).toMatch(/Ask|again|rely|online/)
    expect(sentence).not.toBe(ticket({ reason: 'tomorrow’s check' }))
  })

  test('[F6] says by how much the clock is behind, and what helps', () => {
    expect(clock({ reason: 'clock-behind', behindMs: 2 * 3_600_000 })).toBe(
      'This laptop’s clock is 2 h behind. Connect for ten seconds by phone.',
    )
    expect(clock({ reason: 'clock-behind' })).toMatch(/^This laptop’s clock is behind\./)
    expect(clock({ reason: 'issued-ahead', issuedAt: '2026-06-07T14:03:00.000Z' })).toContain('made Sun 7 Jun 14:03')
  })

  test('[F3] names who was first, and since when', () => {
    const details = { organisationName: 'Valle Cronos', since: '2026-06-07T10:42:00.000Z', serial: 'CLBX30204' }
    expect(refusalSentence(say, { code: 'TOKEN_USED', details })).toMatch(/^Valle Cronos took it today 10:42/)
    expect(refusalSentence(say, { code: 'BOX_LENT', details })).toMatch(/^Valle Cronos took CLBX30204 today 10:42/)
    const { organisationName: _, ...nameless } = details
    expect(refusalSentence(say, { code: 'BOX_LENT', details: nameless })).toMatch(/lent to somebody else today 10:42/)
  })

  test('[F4] says what a slip was, and what changed, on either side', () => {
    const loans: readonly Loan[] = [borrowedLoan({ endsAt: END })]
    const slip = (form: 'receipt' | 'return-slip' | 'extension-slip', isOwner: boolean) =>
      slipSentence(say, { status: 'slip', form, loanIds: [], partnerName: 'Costa Events' }, loans, isOwner)
    expect(slip('receipt', true)).toBe('Receipt: Costa Events has taken CLBX30301. It shows as shared out.')
    expect(slip('return-slip', true)).toBe('Costa Events gave back CLBX30301. You can use it again.')
    expect(slip('return-slip', false)).toBe('CLBX30301 is given back to Costa Events.')
    expect(slip('extension-slip', false)).toBe('Costa Events lends CLBX30301 until Tue 9 Jun 10:00.')
  })

  test('[L16] the history says who did it, not who scanned the slip', () => {
    const entry = historyEntrySchema.parse({
      ...{ id: 'step', organisationId: SIERRA_ID, boxId: uuid('b', 1), boxSerial: 'CLBX30201', at: NOW },
      ...{ memberName: 'Ana', installationName: 'Trackside-2', offline: true, what: 'returned' },
      partnerName: 'Costa Events',
    })
    expect(historySentence(say, entry, 'owner')).toBe('Costa Events gave it back')
    expect(historySentence(say, entry, 'recipient')).toBe('Given back to Costa Events')
    expect(historySentence(say, { ...entry, what: 'extended', endsAt: END }, 'recipient')).toBe(
      'Costa Events extended the loan until Tue 9 Jun 10:00',
    )
  })
})

test('[O9] asks for more time by name, box and end, and for a new loan where it is over', () => {
  const asker = { member: 'Ana', organisation: 'Sierra Timing' }
  expect(askMessage(say, borrowedLoan({ endsAt: END }), asker)).toBe(
    'Hello Costa Events, we need CLBX30301 (Finish) for longer than Tue 9 Jun 10:00. Could you extend the loan in ' +
      'Trackside, or show us the extension slip? Ana, Sierra Timing',
  )
  expect(askMessage(say, borrowedLoan({ endedAt: END, endReason: 'expired' }), asker)).toContain('lend it to us again')
})

test('[F4] Settings say where the key is, and what works without internet until when', () => {
  const words = (signing: Parameters<typeof signingFacts>[1]) =>
    signingFacts(say, signing)
      .map(([, value]) => value)
      .join(' | ')
  const good = { keyIn: 'file', certificateUntil: '2026-07-01T10:00:00.000Z', mayLend: true } as const
  expect(words({ ...good, endedListAt: '2026-06-07T11:00:00.000Z' })).toMatch(
    /only you can read.*until Wed 1 Jul 10:00.*lends, extends.*known as of today 11:00 \(1 h ago\)/,
  )
  expect(words({ ...good, mayLend: false, keyIn: 'system' })).toMatch(/key store.*\| shows its card and slips/)
  expect(words({ keyIn: 'file', mayLend: false })).toMatch(/not yet.*takes boxes.*not known yet/)
  expect(signingFacts(say, undefined)).toEqual([])
})

test('[F4] draws a code with its quiet zone, and none of what is too long', () => {
  const drawing = qrDrawing(`TRK1:${'A'.repeat(470)}`)
  // Four modules on each side, and a size that a code has.
  expect(drawing && (drawing.size - 8 - 17) % 4).toBe(0)
  expect(drawing?.path.startsWith('M4 4h7v1h-7z')).toBe(true)
  expect(drawing?.path).not.toMatch(/M\d+ [0-3]h/)
  expect(qrDrawing('A'.repeat(10_000))).toBeUndefined()
})
