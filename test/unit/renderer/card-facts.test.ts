import { expect, test } from 'vitest'
import { endingSentences, eventOf, targetOf } from '../../../renderer/attention/card-facts.ts'
import { historyEntrySchema } from '../../../shared/records/history-entry.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { borrowedBox, borrowedLoan, put, SIERRA_ID, sierraEvent, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()

function entry(part: object) {
  return historyEntrySchema.parse({
    id: 'end',
    organisationId: SIERRA_ID,
    boxId: uuid('b', 31),
    boxSerial: 'CLBX30301',
    at: '2026-06-07T11:03:00.000Z',
    memberName: null,
    installationName: null,
    offline: false,
    what: 'revoked',
    partnerName: 'Costa Events',
    ...part,
  })
}

test('[L9] tells who ended a loan, when, what went with it, and what stays', () => {
  const used = { eventName: 'Sierra Marathon', checkpointNames: ['FINISH', 'KM 5'], sessionStopped: true }
  expect(endingSentences(say, entry(used)).join(' ')).toBe(
    'Costa Events ended the loan of CLBX30301 at 11:03. It left Sierra Marathon: FINISH, KM 5. ' +
      'Its timing run was stopped. What it recorded until then is yours.',
  )
})

test('[L9] tells of a loan that ran out another day, in an event but not placed', () => {
  const ranOut = { what: 'expired', at: '2026-06-05T11:03:00.000Z', eventName: 'Sierra Marathon' }
  expect(endingSentences(say, entry(ranOut)).join(' ')).toBe(
    'The loan of CLBX30301 from Costa Events ran out on Fri 5 Jun 11:03. It left Sierra Marathon. ' +
      'What it recorded until then is yours.',
  )
})

test('[F3] leads to what the refused command was about, where that is still here', () => {
  const records = new MemoryRecords()
  const target = (args: Record<string, unknown>) =>
    targetOf(records, { command: { type: 'assignBox', args, givenAt: '2026-06-07T11:03:00.000Z' } })
  const args = { loanId: uuid('c', 1), eventId: uuid('e', 1) }
  expect(target(args)).toBeUndefined()
  records.apply(put('event', sierraEvent()))
  expect(target(args)).toEqual({ screen: 'events', id: uuid('e', 1), name: 'Sierra Marathon' })
  records.apply(put('loan', borrowedLoan()))
  records.apply(put('box', borrowedBox()))
  expect(target(args)).toEqual({ screen: 'devices', id: uuid('b', 31), name: 'CLBX30301' })
})

test('finds the open event that a box left by its name', () => {
  const records = new MemoryRecords()
  records.apply(put('event', sierraEvent()))
  expect(eventOf(records, entry({ eventName: 'Sierra Marathon' }))?.id).toBe(uuid('e', 1))
  expect(eventOf(records, entry({}))).toBeUndefined()
})
