import { expect, test } from 'vitest'
import {
  endingSentences,
  eventOf,
  keptRunEnd,
  shareEndedSentences,
  targetOf,
} from '../../../renderer/attention/card-facts.ts'
import { shareEndedCardSchema } from '../../../shared/desktop-cards.ts'
import { historyEntrySchema } from '../../../shared/records/history-entry.ts'
import { commandIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { groupOf, knownGroups } from '../../support/sample-groups.ts'
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

function shareEnded(part: object): string {
  const card = shareEndedCardSchema.parse({
    kind: 'share-ended',
    id: 'stop.share-ended',
    at: '2026-06-07T11:03:00.000Z',
    partnerName: 'Sierra Timing',
    groupName: 'North kit',
    whole: true,
    boxCount: 5,
    left: [],
    ...part,
  })
  return shareEndedSentences(say, card).join(' ')
}

test('[G8] tells who stopped sharing what, when, and which boxes left which event', () => {
  const left = [
    { boxSerial: 'CLBX30217', eventName: 'Costa Run', checkpointNames: ['FINISH'], sessionStopped: true },
    { boxSerial: 'CLBX30218', eventName: 'Costa Run', checkpointNames: ['KM 5'] },
  ]
  expect(shareEnded({ left })).toBe(
    'Sierra Timing stopped sharing North kit at 11:03. 2 boxes left Costa Run: FINISH, KM 5. ' +
      '1 timing run was stopped. What was recorded until then is yours.',
  )
  expect(shareEnded({})).toBe('Sierra Timing stopped sharing North kit at 11:03. You weren’t using any of them.')
})

test('[G8] tells that boxes were taken out of a group that is still shared', () => {
  const left = [{ boxSerial: 'CLBX30217', eventName: 'Costa Run', checkpointNames: [] }]
  expect(shareEnded({ whole: false, boxCount: 1, left })).toBe(
    'Sierra Timing took CLBX30217 out of North kit at 11:03. 1 box left Costa Run. What was recorded until then is yours.',
  )
  expect(shareEnded({ whole: false, boxCount: 3 })).toMatch(/^Sierra Timing took 3 boxes out of North kit at 11:03\./)
})

test('[G8] tells that a partner took a box off an event because the share allows less', () => {
  const took = { what: 'released', eventName: 'Sierra Marathon', checkpointNames: ['FINISH'] }
  expect(endingSentences(say, entry(took)).join(' ')).toBe(
    'Costa Events took CLBX30301 off Sierra Marathon, FINISH, at 11:03. What it recorded until then is yours.',
  )
})

test('[F3] leads to the group that a refused command was about', () => {
  const records = knownGroups()
  const command = { type: 'shareGroup', args: { groupId: groupOf.north }, givenAt: '2026-06-07T11:03:00.000Z' }
  expect(targetOf(records, { command })).toEqual({ screen: 'groups', id: groupOf.north, name: 'North kit' })
})

test('[L10] tells up to when a run counts whose start the cloud refused, and nothing where none is kept', () => {
  const records = new MemoryRecords()
  const start = { type: 'startSession', args: { sessionId: uuid('d', 9) }, givenAt: '2026-06-07T11:10:00.000Z' }
  const card = { command: start, fellWith: [] }
  expect(keptRunEnd(records, card)).toBeUndefined()
  const run = { boxId: uuid('b', 31), boxSerial: 'CLBX30301', checkpointIds: [], alias: '', startedById: uuid('a', 11) }
  const times = { startedAt: start.givenAt, stoppedAt: start.givenAt, stopReason: 'refused' }
  records.apply(put('session', { id: uuid('d', 9), organisationId: SIERRA_ID, ...run, ...times }))
  expect(keptRunEnd(records, card)).toEqual({ at: start.givenAt, foreseen: false })
  const accept = { ...start, type: 'acceptShareToken', args: {} }
  const fallen = { ...start, id: commandIdSchema.parse(uuid('f', 1)) }
  expect(keptRunEnd(records, { command: accept, fellWith: [fallen] })).toEqual({ at: start.givenAt, foreseen: false })
})
