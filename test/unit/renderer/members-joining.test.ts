import { expect, test } from 'vitest'
import { readTypedCode } from '../../../renderer/devices/typed-code.ts'
import { contactEdit } from '../../../renderer/settings/contact-edit.ts'
import { farewellSentences } from '../../../renderer/sign-in/farewell-words.ts'
import { invitationProblem } from '../../../renderer/sign-in/invitation-words.ts'
import { formatCode, newInvitationCode, newSharingCode } from '../../../shared/codes.ts'
import { formatShareToken, newShareToken } from '../../../shared/share-token.ts'
import { record, sierra } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const bytes = new Uint8Array(15).fill(7)
const invitation = formatCode(newInvitationCode(bytes))

function problem(typed: string, tried = false): string | undefined {
  return invitationProblem(say.t, readTypedCode(typed, 'invitation'), tried)
}

test('[O6] takes an invitation however it is written', () => {
  for (const typed of [invitation, invitation.toLowerCase(), invitation.replaceAll(' ', '-')]) {
    expect(problem(typed, true)).toBeUndefined()
  }
})

test('[O6] catches a mistyped invitation on the spot, and waits while it is typed', () => {
  const last = invitation.endsWith('0') ? '1' : '0'
  expect(problem(`${invitation.slice(0, -1)}${last}`)).toContain('mistyped')
  expect(problem(`${invitation} 7`)).toContain('this has 18')
  expect(problem('J 7K3!')).toContain('“!”')
  for (let length = 0; length < invitation.length; length += 1) {
    expect(problem(invitation.slice(0, length))).toBeUndefined()
  }
  expect(problem('J 7K3M', true)).toContain('5 of 17')
})

test('[O6] says of a loan or partner code what it is and where it belongs', () => {
  expect(problem(formatShareToken(newShareToken(bytes)))).toMatch(/^This is a loan code.*Devices/)
  expect(problem(formatCode(newSharingCode(bytes)))).toMatch(/^This is a partner code.*Groups/)
})

test('[O10] says goodbye: by whom, when, what is deleted and what is lost', () => {
  const gone = { organisationName: 'Sierra Timing', at: '2026-06-07T09:30:00.000Z' }
  expect(farewellSentences(say, { ...gone, reason: 'removed', unsent: 3 })).toEqual([
    'You were removed from Sierra Timing today 09:30.',
    'What Trackside held of it on this laptop has been deleted.',
    '3 changes had not been sent and are gone.',
  ])
  expect(farewellSentences(say, { ...gone, reason: 'laptop-revoked', unsent: 0 })).toEqual([
    'This laptop was revoked by Sierra Timing today 09:30.',
    'What Trackside held of it on this laptop has been deleted.',
  ])
})

test('[O9] sends a changed contact, and clears what was emptied', () => {
  const organisation = record('organisation', { ...sierra, contactName: 'Marta', contactPhone: '600' })
  expect(contactEdit(organisation, { name: ' Marta ', phone: '600' })).toBeUndefined()
  expect(contactEdit(organisation, { name: 'Ada', phone: '' })).toEqual({ contactName: 'Ada', contactPhone: null })
  expect(contactEdit(sierra, { name: '', phone: ' ' })).toBeUndefined()
})
