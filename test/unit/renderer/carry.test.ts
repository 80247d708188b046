import { expect, test } from 'vitest'
import { whyNotTaken } from '../../../renderer/carry/why-not-taken.ts'
import { refusalSentence } from '../../../renderer/words/refusal-sentence.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const command = { type: 'assignBox', args: {}, givenAt: '2026-06-06T10:00:00.000Z' }

test.each([
  [{ code: 'FORBIDDEN', details: { permission: 'box.use', bySigner: true } }, 'Ana’s role doesn’t allow this'],
  [{ code: 'NOT_FOUND' }, 'This laptop hasn’t heard of what it is about'],
  [{ code: 'DEPENDS_ON_REFUSED' }, 'It stands on a step that couldn’t be taken.'],
])('[F8] says why a colleague’s step isn’t taken, from where this laptop stands: %s', (why, words) => {
  expect(whyNotTaken(say, { command, ...why }, 'Ana')).toContain(words)
})

test('[F8] what this member may not do, and any other reason, as ever', () => {
  for (const why of [
    { code: 'FORBIDDEN', details: { permission: 'box.use' } },
    { code: 'PLAN_LIMIT' },
    { code: 'NEW' },
  ]) {
    expect(whyNotTaken(say, { command, ...why }, 'Ana')).toBe(refusalSentence(say, why))
  }
})
