import { describe, expect, it } from 'vitest'
import { timePlus } from '../../../../shared/records/scalars.ts'
import { checkCard, checkExtension } from '../../../../shared/tickets/check-slip.ts'
import { formOf } from '../../../../shared/tickets/signed.ts'
import { cloudSide, laptopSide, reportOf } from '../../../support/ticket-sides.ts'
import {
  CERTIFIED_AT,
  cardOf,
  DAY_MS,
  endedListOf,
  extensionOf,
  ISSUED_AT,
  LENDER,
  loanIdOf,
  NOW,
  namedLoan,
  TAKER,
  TRUST,
  ticketOf,
  told,
} from '../../../support/tickets.ts'

const OVER = timePlus(CERTIFIED_AT, 30 * DAY_MS)

describe('a certificate that is over', () => {
  it('[F4] [O10] extends nothing and names nobody any more, whatever time its holder writes on it', () => {
    const checks = {
      card: (now: string) => checkCard(cardOf(), TRUST, now),
      'extension slip': (now: string) => checkExtension(extensionOf(), TRUST, now),
    }
    for (const [form, check] of Object.entries(checks)) {
      expect([form, told(check(timePlus(OVER, -1000)))]).toEqual([form, 'good'])
      expect([form, told(check(OVER))]).toEqual([form, 'TICKET_INVALID certificate-over'])
    }
  })

  it('[F4] [F6] an extension that was scanned in time is good in the cloud, however late it comes', () => {
    const issuedAt = timePlus(OVER, -DAY_MS)
    const slip = extensionOf({
      at: timePlus(OVER, -2000),
      loans: [{ loanId: loanIdOf(1), endsAt: timePlus(OVER, 7 * DAY_MS) }],
    })
    const extended = (at: string) => {
      const side = cloudSide()
      side.give(LENDER, 'createShareToken', reportOf(1), { at: timePlus(issuedAt, 250) })
      side.give(TAKER, 'acceptShareToken', { ticket: ticketOf({ issuedAt }) }, { at: timePlus(issuedAt, 1000) })
      side.give(LENDER, 'extendShare', { loanId: loanIdOf(1), validity: '1d' }, { at: timePlus(issuedAt, 2000) })
      return side.give(TAKER, 'extendShare', { slip }, { at, now: timePlus(OVER, 3_600_000) })
    }
    expect(extended(timePlus(OVER, -1000)).kind).toBe('accepted')
    expect(extended(OVER)).toMatchObject({ code: 'TICKET_INVALID', details: { reason: 'certificate-over' } })
  })
})

it('[F4] what is too long to be scanned is told by its length, before its inside is looked at', () => {
  const listOf = (length: number) => endedListOf(Array.from({ length }, () => [loanIdOf(1), NOW] as const))
  expect(formOf(listOf(1))).toBe('ended-list')
  expect(formOf(listOf(200))).toBeUndefined()
})

it('[L8] [L9] a box lent anew to who has it stays, on its laptop, when the loan before is over', () => {
  const laptop = laptopSide(TAKER)
  const first = ticketOf()
  const second = ticketOf({ issuedAt: NOW, loans: [{ ...namedLoan(1), loanId: loanIdOf(2) }] })
  laptop.give(TAKER, 'acceptShareToken', { ticket: first }, { at: NOW })
  expect(laptop.give(TAKER, 'acceptShareToken', { ticket: second }, { at: NOW }).kind).toBe('accepted')
  const event = { eventId: crypto.randomUUID(), name: 'Marathon', date: '2026-06-06' }
  laptop.give(TAKER, 'createEvent', event)
  const { boxId } = namedLoan(1)
  laptop.give(TAKER, 'assignBox', { boxId, eventId: event.eventId, checkpointIds: [] })
  // Anything given after the first one's end notices that end.
  const after = timePlus(ISSUED_AT, DAY_MS + 1000)
  laptop.give(TAKER, 'createEvent', { ...event, eventId: crypto.randomUUID() }, { at: after })
  expect(laptop.records.get('loan', loanIdOf(1))?.endReason).toBe('expired')
  expect(laptop.records.get('loan', loanIdOf(2))).not.toHaveProperty('endedAt')
  expect(laptop.records.get('box', boxId)?.holderId).toBe(TAKER.organisationId)
  expect(laptop.records.get('assignment', boxId)).toBeDefined()
  laptop.give(TAKER, 'createEvent', { ...event, eventId: crypto.randomUUID() }, { at: timePlus(NOW, DAY_MS) })
  expect(laptop.records.get('box', boxId)?.holderId).toBe(LENDER.organisationId)
  expect(laptop.records.get('assignment', boxId)).toBeUndefined()
})
