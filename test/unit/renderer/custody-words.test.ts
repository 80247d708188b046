import { expect, test } from 'vitest'
import { custodyFacts, loanFacts } from '../../../renderer/custody/custody-facts.ts'
import { custodySentence, custodyWords } from '../../../renderer/custody/custody-words.ts'
import { loanSchema } from '../../../shared/records/loan.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { groupOf, knownGroups } from '../../support/sample-groups.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  put,
  SIERRA_ID,
  sierra,
  sierraBox,
  uuid,
} from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const say = sampleSay()

function knowingCosta(): MemoryRecords {
  const records = new MemoryRecords()
  records.apply(put('organisation', sierra))
  records.apply(put('partner', { id: COSTA_ID, name: 'Costa Events', number: 1002, since: '2026-01-01T00:00:00.000Z' }))
  return records
}

function sentenceOf(part: Parameters<typeof borrowedLoan>[0], unconfirmed = false): string {
  const own = { ownerId: SIERRA_ID, recipientId: undefined, acceptedAt: undefined, ...part }
  const given = Object.fromEntries(
    Object.entries({ ...borrowedLoan(), ...own }).filter(([, value]) => value !== undefined),
  )
  const facts = loanFacts(knowingCosta(), loanSchema.parse(given), viewer, () => unconfirmed)
  return custodySentence(custodyWords(say, facts))
}

const END = '2026-06-09T10:00:00.000Z'

test('[L11] tells the owner: Reserved for sharing, or Shared out, to whom, until when', () => {
  expect(sentenceOf({ endsAt: END })).toBe('Reserved for sharing, until Tue 9 Jun 10:00, 1 d')
  expect(sentenceOf({ endsAt: END, addressedToId: COSTA_ID })).toBe(
    'Reserved for sharing, for Costa Events, until Tue 9 Jun 10:00, 1 d',
  )
  expect(sentenceOf({ endsAt: END, recipientId: COSTA_ID, acceptedAt: '2026-06-07T09:00:00.000Z' })).toBe(
    'Shared out: with Costa Events, until Tue 9 Jun 10:00, 1 d',
  )
})

test('[L11] tells the recipient: Shared by, with the expiration date', () => {
  const records = knowingCosta()
  records.apply(put('box', borrowedBox()))
  records.apply(put('loan', { ...borrowedLoan(), endsAt: '2026-06-07T15:30:00.000Z' }))
  const words = custodyWords(
    say,
    custodyFacts(records, borrowedBox(), viewer, () => false),
  )
  expect(words).toMatchObject({
    lead: 'Shared by Costa Events',
    path: 'Costa Events → you',
    until: 'until Sun 15:30',
    untilLong: 'until Sun 7 Jun 15:30',
    left: '3 h',
  })
})

test('[F2] says what is not confirmed yet', () => {
  expect(sentenceOf({ endsAt: END }, true)).toContain('not confirmed yet')
})

test('[L18] says that a loan is over and the box not back, with whom and how late', () => {
  const over = { recipientId: COSTA_ID, acceptedAt: '2026-06-01T09:00:00.000Z', endedAt: '2026-06-05T12:00:00.000Z' }
  expect(sentenceOf({ ...over, endReason: 'expired' })).toBe('Loan over, not back yet, with Costa Events, 2 d late')
  expect(sentenceOf({ ...over, endReason: 'expired', backAt: '2026-06-06T12:00:00.000Z' })).toContain('Loan over, ')
})

test('tells own boxes apart: available, in use, out of service', () => {
  const records = knowingCosta()
  const assignment = {
    id: uuid('b', 2),
    organisationId: SIERRA_ID,
    boxId: uuid('b', 2),
    checkpointIds: [],
    backup: false,
  }
  records.apply(put('assignment', assignment))
  const state = (box: ReturnType<typeof sierraBox>) => custodyFacts(records, box, viewer, () => false).state
  expect(state(sierraBox(1))).toBe('available')
  expect(state(sierraBox(2))).toBe('ours')
  expect(state(sierraBox(3, { outOfService: true }))).toBe('out-of-service')
})

test('[G7, G9] tells through which group and by whom, what the role allows, and that it is away', () => {
  const records = knownGroups()
  const theirs = sierraBox(41, { serial: 'CLBX30401', ownerId: COSTA_ID, holderId: COSTA_ID, groupId: groupOf.beach })
  const wordsOf = (box: typeof theirs, unconfirmed = false) =>
    custodyWords(
      say,
      custodyFacts(records, box, viewer, (kind) => unconfirmed && kind === 'groupShare'),
    )
  expect(wordsOf(theirs)).toMatchObject({
    lead: 'Shared through Beach kit by Costa Events',
    line: { lead: 'Shared through Beach kit', below: 'by Costa Events' },
    path: 'Costa Events → you',
    until: 'to use in races',
    unconfirmed: '',
  })
  const away = { ...theirs, holderId: null }
  expect(custodySentence(wordsOf(away))).toBe('Shared through Beach kit by Costa Events, not available now')
  expect(wordsOf(theirs, true).unconfirmed).toBe('not confirmed yet')
})
