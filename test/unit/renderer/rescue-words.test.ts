import { expect, it } from 'vitest'
import { rescueSentences } from '../../../renderer/frame/rescue-words.ts'
import { sampleSay } from '../../support/sample-say.ts'

const rescue = { at: '2026-06-07T11:58:00.000Z', keptAs: '/data/a.broken-1.db', commands: 0, passings: 0, lost: [] }
const KEPT = 'The damaged file is kept as /data/a.broken-1.db. Delete it when nothing is missing.'

it('[F5] says what was rescued of a damaged file, and that nothing is missing', () => {
  expect(rescueSentences(sampleSay(), { ...rescue, commands: 1, passings: 40 })).toEqual([
    '1 change that waits to be sent was rescued.',
    '40 times that aren’t in the cloud yet were rescued.',
    'Nothing that only this laptop had is missing.',
    KEPT,
  ])
})

it('[F5] says what could not be rescued, and what to do now', () => {
  expect(rescueSentences(sampleSay(), { ...rescue, lost: ['commands', 'passings', 'others'] })).toEqual([
    'Some changes that waited to be sent couldn’t be read: look at Activity, and do again what is missing.',
    'Some times couldn’t be read. The boxes keep theirs: connect to each and press Fetch missing.',
    'Something that only this laptop kept couldn’t be read: check start lists, scoring and codes to hand over.',
    KEPT,
  ])
})
