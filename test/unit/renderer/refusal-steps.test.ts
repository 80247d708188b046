import { expect, test } from 'vitest'
import { nextStepOf, REFUSAL_STEPS, refusalStep } from '../../../renderer/attention/refusal-steps.ts'
import { en } from '../../../renderer/locales/en.ts'
import { commandSentence } from '../../../renderer/words/command-sentence.ts'
import { refusalSentence } from '../../../renderer/words/refusal-sentence.ts'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
import { REFUSAL_CODES } from '../../../shared/refusals.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { put, sierraBox, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const GIVEN_AT = '2026-06-07T11:03:00.000Z'

function card(code: string, type: string, args: Record<string, unknown> = {}, canTryAgain = false) {
  return { code, command: { type, args, givenAt: GIVEN_AT }, canTryAgain }
}

test.each(REFUSAL_CODES)('[F3] %s says why, what is safe, and leads on in one step', (code) => {
  const { safe, next } = REFUSAL_STEPS[code]
  expect(refusalSentence(say, { code })).toMatch(/[.!]$/)
  expect(en.attention.safe[safe]).toMatch(/^Nothing else has changed/)
  expect(next).toBeTypeOf('string')
})

test('[F3] every refusal of every command leads somewhere that exists', () => {
  const records = new MemoryRecords()
  for (const type of Object.keys(commandDefinitions)) {
    expect(commandSentence(say, records, { type, args: {}, givenAt: GIVEN_AT })).not.toMatch(/\{\{|undefined/)
    for (const code of REFUSAL_CODES) {
      const step = nextStepOf(records, card(code, type))
      expect(['again', 'borrow', 'none', 'screen']).toContain(step.kind)
      if (step.kind === 'screen') expect(en.nav).toHaveProperty(step.screen)
    }
  }
})

test('[F3] looks first at what the command was about, else at the list where it would be', () => {
  const records = new MemoryRecords()
  const lent = card('BOX_LENT', 'assignBox', { boxId: uuid('b', 1) })
  expect(nextStepOf(records, lent)).toEqual({ kind: 'screen', screen: 'devices' })
  records.apply(put('box', sierraBox(1)))
  expect(nextStepOf(records, lent)).toMatchObject({ kind: 'record', target: { screen: 'devices' } })
  expect(nextStepOf(records, card('NOT_FOUND', 'editRace'))).toEqual({ kind: 'screen', screen: 'events' })
  expect(nextStepOf(records, card('NOT_FOUND', 'changeGroupShareRole'))).toEqual({ kind: 'screen', screen: 'groups' })
  expect(nextStepOf(records, card('COMMAND_INVALID', 'createRole'))).toEqual({ kind: 'screen', screen: 'roles' })
  expect(nextStepOf(records, card('TOKEN_USED', 'acceptShareToken'))).toEqual({ kind: 'borrow' })
})

test('[L6] what may well go through later is given again from the card', () => {
  expect(nextStepOf(new MemoryRecords(), card('PLAN_LIMIT', 'acceptShareToken', {}, true))).toEqual({ kind: 'again' })
})

test('takes a code that a newer cloud gave', () => {
  expect(refusalStep('TIDE_TOO_HIGH')).toEqual({ safe: 'nothing', next: 'look' })
})
