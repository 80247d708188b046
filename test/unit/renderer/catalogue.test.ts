import { expect, test } from 'vitest'
import { en } from '../../../renderer/locales/en.ts'
import { historySentence } from '../../../renderer/words/history-sentence.ts'
import { refusalSentence } from '../../../renderer/words/refusal-sentence.ts'
import { problemSchema, signInProblemSchema } from '../../../shared/desktop-api.ts'
import { type HistoryEntry, historyEntrySchema, historyWhatSchema } from '../../../shared/records/history-entry.ts'
import { REFUSAL_CODES } from '../../../shared/refusals.ts'
import { COSTA_ID, SIERRA_ID, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()

/** The same key, nothing filled in, or a part of it: what a reader should never see. */
function isASentence(text: string): boolean {
  return text.length > 3 && !text.includes('{{') && !/^[\w]+(\.[\w]+)+$/.test(text) && !text.includes('undefined')
}

function entry(part: Partial<Record<keyof HistoryEntry, unknown>>): HistoryEntry {
  return historyEntrySchema.parse({
    id: 'step',
    organisationId: SIERRA_ID,
    boxId: uuid('b', 1),
    boxSerial: 'CLBX30201',
    at: '2026-06-07T10:00:00.000Z',
    memberName: 'Ana',
    installationName: 'Trackside-2',
    offline: false,
    ...part,
  })
}

test.each(REFUSAL_CODES)('says %s in a sentence, with and without details', (code) => {
  const plain = refusalSentence(say, { code })
  expect(plain).toSatisfy(isASentence)
  expect(plain).toMatch(/[.!]$/)
  expect(plain).not.toContain(code)
  const details = {
    serial: 'CLBX30201',
    endsAt: '2026-06-08T10:00:00.000Z',
    endedAt: '2026-06-06T10:00:00.000Z',
    stoppedAt: '2026-06-06T10:00:00.000Z',
    eventName: 'Sierra Trail',
    plan: 'FREE',
    allowance: 2,
    boxes: [{ id: uuid('b', 1), serial: 'CLBX30201', borrowed: false }],
  }
  expect(refusalSentence(say, { code, details })).toSatisfy(isASentence)
})

test('says the code of a refusal that a newer cloud gave', () => {
  expect(refusalSentence(say, { code: 'TIDE_TOO_HIGH' })).toContain('TIDE_TOO_HIGH')
})

test('takes the plain sentence where details are not what they should be', () => {
  const plain = refusalSentence(say, { code: 'PLAN_LIMIT' })
  expect(refusalSentence(say, { code: 'PLAN_LIMIT', details: { plan: 7, allowance: 'two', boxes: [null] } })).toBe(
    plain,
  )
})

test('[L6] names what fills the plan', () => {
  const boxes = ['CLBX30301', 'CLBX30204'].map((serial) => ({ id: uuid('b', 1), serial, borrowed: true }))
  const details = { plan: 'FREE', allowance: 2, used: 2, wanted: 1, boxes }
  expect(refusalSentence(say, { code: 'PLAN_LIMIT', details })).toMatch(
    /^FREE holds 2 boxes; you have CLBX30301 and CLBX30204\. Give one back, or ask your administrator/,
  )
})

test('[L6] names five of many and counts the rest', () => {
  const boxes = Array.from({ length: 50 }, (_, index) => ({
    id: uuid('b', index),
    serial: `CLBX${index}`,
    borrowed: false,
  }))
  const sentence = refusalSentence(say, { code: 'PLAN_LIMIT', details: { plan: 'PRO', allowance: 50, boxes } })
  expect(sentence).toContain('CLBX4 and 45 more.')
})

test('[L8] tells the owner to whom and until when', () => {
  const details = { serial: 'CLBX30204', endsAt: '2026-06-09T10:00:00.000Z', organisationId: COSTA_ID }
  expect(refusalSentence(say, { code: 'BOX_LENT', details })).toContain(
    'CLBX30204 is with Costa Events until Tue 9 Jun 10:00',
  )
})

test('[O7] names no organisation that is not known here', () => {
  const details = { organisationId: uuid('a', 99) }
  expect(refusalSentence(say, { code: 'BOX_IN_USE', details })).toMatch(/^another organisation is using the box/)
})

test.each(historyWhatSchema.options)(
  '[L16] tells %s in a sentence, of both sides, with and without a partner',
  (what) => {
    const endsAt = '2026-06-08T10:00:00.000Z'
    const told = [
      entry({ what, endsAt }),
      entry({ what, endsAt, partnerId: COSTA_ID, partnerName: 'Costa Events' }),
      entry({
        what,
        endsAt,
        partnerId: COSTA_ID,
        partnerName: 'Costa Events',
        memberName: null,
        installationName: null,
      }),
      entry({ what, endsAt, eventName: 'Sierra Trail', checkpointNames: ['FINISH'], sessionStopped: true }),
    ].map((step) => historySentence(say, step))
    for (const sentence of told) expect(sentence).toSatisfy(isASentence)
  },
)

test('[L9] the history tells what fell with a loan', () => {
  const sentence = historySentence(
    say,
    entry({
      what: 'revoked',
      partnerId: COSTA_ID,
      partnerName: 'Costa Events',
      memberName: null,
      installationName: null,
      eventName: 'Sierra Trail',
      checkpointNames: ['FINISH', 'KM 5'],
      sessionStopped: true,
    }),
  )
  expect(sentence).toBe('Costa Events ended the loan – left Sierra Trail, FINISH, KM 5, timing run stopped')
})

test('[G3] names the group that is in the way, and the partner that has it', () => {
  const details = { groupId: uuid('d', 2), groupName: 'North kit', organisationId: COSTA_ID }
  expect(refusalSentence(say, { code: 'GROUP_SHARED', details })).toContain('North kit is shared with Costa Events.')
})

test('[G1] tells what is still in a group that is not empty', () => {
  const details = { groupName: 'North kit', groups: 2, boxes: 1 }
  expect(refusalSentence(say, { code: 'GROUP_NOT_EMPTY', details })).toBe(
    'North kit isn’t empty: 1 box and 2 groups in it. Move what is in it first.',
  )
})

test('[G5] says what another kind of code is, and where it belongs', () => {
  const sentence = (details: Record<string, string | boolean>) =>
    refusalSentence(say, { code: 'SHARING_CODE_UNKNOWN', details })
  expect(sentence({ kind: 'token' })).toContain('Devices → Add a borrowed box')
  expect(sentence({ kind: 'invitation' })).toContain('sign-in screen')
  expect(sentence({ mistyped: true })).toContain('mistyped')
})

test('[G6] tells which partner’s share does not allow it', () => {
  const details = { serial: 'CLBX30401', organisationName: 'Costa Events', permission: 'box.use' }
  expect(refusalSentence(say, { code: 'FORBIDDEN', details })).toMatch(
    /^Costa Events shares CLBX30401 with you to look/,
  )
})

test('[O5] names what uses a role, and the only administrator', () => {
  const details = { roleName: 'Volunteers', members: ['Ana'], invited: ['eva@sierra.example'], groups: ['North kit'] }
  expect(refusalSentence(say, { code: 'ROLE_IN_USE', details })).toMatch(
    /^Volunteers is in use: Ana, eva@sierra\.example and North kit\./,
  )
  expect(refusalSentence(say, { code: 'LAST_ADMIN', details: { memberName: 'Ana' } })).toMatch(/^Ana is the only ADMIN/)
})

test('has a sentence for every problem of a laptop and of a sign-in', () => {
  expect(Object.keys(en.problem).toSorted()).toEqual(problemSchema.options.toSorted())
  expect(Object.keys(en.signIn.problem).toSorted()).toEqual(signInProblemSchema.options.toSorted())
})

test('has both forms of everything that is counted', () => {
  const keys = keysOf(en)
  const ones = keys.filter((key) => key.endsWith('_one'))
  expect(ones.length).toBeGreaterThan(5)
  for (const key of ones) expect(keys).toContain(key.replace(/_one$/, '_other'))
})

function keysOf(catalogue: object, path = ''): readonly string[] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
  )
}
