import { expect, it } from 'vitest'
import { timePlus } from '../../../../shared/records/scalars.ts'
import { boxOf, cloudSide, organisationOf, type Side } from '../../../support/ticket-sides.ts'
import {
  DAY_MS,
  extensionOf,
  ISSUED_AT,
  LENDER,
  loanIdOf,
  namedLoan,
  TAKER,
  ticketOf,
} from '../../../support/tickets.ts'

const END = timePlus(ISSUED_AT, DAY_MS)
const NEW_END = timePlus(ISSUED_AT, 2 * DAY_MS)
const BEFORE_END = timePlus(END, -3_600_000)
const AFTER_END = timePlus(END, 3_600_000)

/** Both were without internet from the lending until after the end: what they gave in time arrives now. */
function arriveLate(side: Side, slipMadeAt = BEFORE_END) {
  const slip = extensionOf({ at: slipMadeAt, loans: [{ loanId: loanIdOf(1), endsAt: NEW_END }] })
  side.give(TAKER, 'acceptShareToken', { ticket: ticketOf() }, { at: timePlus(ISSUED_AT, 60_000), now: AFTER_END })
  expect(side.records.get('loan', loanIdOf(1))).toMatchObject({ endReason: 'expired', endedAt: END })
  return side.give(TAKER, 'extendShare', { slip }, { at: slipMadeAt, now: AFTER_END })
}

it('[L13] [F4] taken, and extended in time, with no internet until after the first end: the loan goes on', () => {
  const side = cloudSide()
  expect(arriveLate(side).kind).toBe('accepted')
  expect(side.records.get('loan', loanIdOf(1))).toMatchObject({ endsAt: NEW_END, recipientId: TAKER.organisationId })
  expect(side.records.get('loan', loanIdOf(1))).not.toHaveProperty('endedAt')
  expect(side.records.get('box', namedLoan(1).boxId)).toMatchObject({ holderId: TAKER.organisationId })
  // The owner's own report of the extension changes nothing more.
  const given = { loanId: loanIdOf(1), validity: '1d', endsAt: NEW_END }
  expect(side.give(LENDER, 'extendShare', given, { at: BEFORE_END, now: AFTER_END }).kind).toBe('accepted')
  expect(side.records.get('loan', loanIdOf(1))).toMatchObject({ endsAt: NEW_END })
})

it('[L13] an extension made after the end extends nothing', () => {
  expect(arriveLate(cloudSide(), timePlus(END, 1000))).toMatchObject({ code: 'LOAN_ENDED' })
})

it('[L13] [L6] the recipient’s plan may have no room for it any more', () => {
  const side = cloudSide(organisationOf(TAKER, 1))
  const other = boxOf(9, { ownerId: TAKER.organisationId, holderId: TAKER.organisationId })
  expect(arriveLate(side).kind).toBe('accepted')
  const full = cloudSide(organisationOf(TAKER, 1), other)
  expect(full.give(TAKER, 'acceptShareToken', { ticket: ticketOf() }, { now: AFTER_END, at: ISSUED_AT }).kind).toBe(
    'accepted',
  )
  const slip = extensionOf({ at: BEFORE_END, loans: [{ loanId: loanIdOf(1), endsAt: NEW_END }] })
  expect(full.give(TAKER, 'extendShare', { slip }, { at: BEFORE_END, now: AFTER_END })).toMatchObject({
    code: 'LOAN_ENDED',
  })
})
