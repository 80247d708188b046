import { expect, test } from 'vitest'
import { commandSentence } from '../../../renderer/words/command-sentence.ts'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
import { TIMER } from '../../../shared/permissions.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { groupOf, knownGroups } from '../../support/sample-groups.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  put,
  SIERRA_ID,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const givenAt = '2026-06-07T11:00:00.000Z'
const RACE_ID = uuid('e', 11)
const FINISH_ID = uuid('e', 21)

function known(): MemoryRecords {
  const records = new MemoryRecords()
  const race = { id: RACE_ID, organisationId: SIERRA_ID, eventId: uuid('e', 1), name: '21 km' }
  const finish = { id: FINISH_ID, organisationId: SIERRA_ID, raceId: RACE_ID, name: 'FINISH', kind: 'FINISH' }
  const run = { boxSerial: 'CLBX30301', checkpointIds: [], alias: '', startedById: uuid('a', 11), startedAt: givenAt }
  for (const change of [
    put('box', sierraBox(4)),
    put('box', borrowedBox()),
    put('loan', borrowedLoan()),
    put('event', sierraEvent()),
    put('race', race),
    put('checkpoint', finish),
    put('session', { id: uuid('d', 1), organisationId: SIERRA_ID, boxId: uuid('b', 31), ...run }),
  ]) {
    records.apply(change)
  }
  return records
}

const ARGS = {
  boxId: uuid('b', 4),
  eventId: uuid('e', 1),
  raceId: RACE_ID,
  checkpointId: FINISH_ID,
  checkpointIds: [FINISH_ID],
  validity: '1w',
}

function sentence(type: string, args: Readonly<Record<string, unknown>>, records = known()): string {
  return commandSentence(say, records, { type, args, givenAt })
}

test.each(Object.keys(commandDefinitions))('has words for %s, whatever is known of its arguments', (type) => {
  for (const text of [
    sentence(type, ARGS),
    sentence(type, {}),
    sentence(type, { boxId: 7, name: null }, new MemoryRecords()),
  ]) {
    expect(text).not.toMatch(/undefined|\{\{|command\./)
    expect(text.length).toBeGreaterThan(8)
    expect(text).toMatch(/^[A-Z]/)
  }
})

test('[F2] names the box, the partner and the end of a loan', () => {
  expect(sentence('createShareToken', { boxId: uuid('b', 4), validity: '1d' })).toBe('Lend CLBX30204 until Mon 11:00')
  expect(sentence('createShareToken', { boxId: uuid('b', 4), validity: '1d', recipientId: COSTA_ID })).toBe(
    'Lend CLBX30204 to Costa Events until Mon 11:00',
  )
  expect(sentence('returnBox', { loanId: uuid('c', 1) })).toBe('Give back CLBX30301 to Costa Events')
  expect(sentence('extendShare', { loanId: uuid('c', 1), validity: '15d' })).toBe(
    'Extend the loan of CLBX30301 by 15 days',
  )
})

test('names where a box goes', () => {
  expect(sentence('assignBox', { ...ARGS, backup: true })).toBe('Assign CLBX30204 to Sierra Marathon: FINISH, backup')
  expect(sentence('assignBox', { ...ARGS, checkpointIds: [] })).toBe('Assign CLBX30204 to Sierra Marathon')
  expect(sentence('createCheckpoint', { raceId: RACE_ID, name: 'KM 5' })).toBe('Add the checkpoint KM 5 to 21 km')
  expect(sentence('stopSession', { sessionId: uuid('d', 1) })).toBe('Stop the timing run on CLBX30301')
})

test('[R4] tells what is recorded in which race', () => {
  const recorded = (part: object) => sentence('recordRaceAction', { raceId: RACE_ID, at: givenAt, ...part })
  expect(recorded({ kind: 'DNF', bib: '112' })).toBe('Record DNF for bib 112 in 21 km')
  expect(recorded({ kind: 'TIME' })).toBe('Record a time by hand in 21 km: 11:00')
  expect(recorded({ kind: 'TIME', bib: '7' })).toBe('Record a time by hand in 21 km: 11:00 for bib 7')
  expect(recorded({ kind: 'NOTE' })).toBe('Record a note in 21 km')
  expect(recorded({ kind: 'BONUS', bib: '7' })).toBe('Record BONUS for bib 7 in 21 km')
  expect(recorded({ kind: 'CROSS_OUT' })).toBe('Cross out an entry of 21 km')
})

test('[L19] names the box whose gap is taken in', () => {
  expect(sentence('adoptPassings', { sessionId: uuid('d', 2), adopts: uuid('d', 1) })).toBe(
    'Take in what CLBX30301 recorded after its loan',
  )
})

test('tells what is changed of a box', () => {
  expect(sentence('editBox', { boxId: uuid('b', 4), outOfService: false })).toBe('Put CLBX30204 back into service')
  expect(sentence('editBox', { boxId: uuid('b', 4), alias: 'Blue case' })).toBe('Name CLBX30204 “Blue case”')
})

test('[G1, G5] names groups, partners and roles', () => {
  const records = knownGroups()
  const of = (type: string, args: Readonly<Record<string, unknown>>) => sentence(type, args, records)
  const groupId = groupOf.north
  expect(of('createGroup', { groupId: uuid('d', 7), name: 'Spare kit', parentId: groupOf.madrid })).toBe(
    'Create the group Spare kit in Madrid depot',
  )
  expect(of('moveGroup', { groupId, parentId: null })).toBe('Move the group North kit to the top')
  expect(of('moveBoxToGroup', { boxId: uuid('b', 5), groupId })).toBe('Move CLBX30205 to North kit')
  expect(of('moveBoxToGroup', { boxId: uuid('b', 2), groupId: null })).toBe('Take CLBX30202 out of its group')
  expect(of('shareGroup', { groupId, roleId: TIMER.id })).toBe('Share North kit by partner code as TIMER')
  expect(of('shareGroup', { groupId, roleId: TIMER.id, partnerId: COSTA_ID })).toBe(
    'Share North kit with Costa Events as TIMER',
  )
  expect(of('stopGroupShare', { groupId })).toBe('Stop sharing North kit')
  expect(of('stopGroupShare', { groupId: groupOf.beach })).toBe('Leave Beach kit')
})

test('[F1] keeps the box’s serial when the box is gone', () => {
  const records = new MemoryRecords()
  records.apply(put('loan', borrowedLoan()))
  expect(sentence('releaseBox', { boxId: uuid('b', 31) }, records)).toBe('Take CLBX30301 off its event')
  const command = { type: 'releaseBox', args: { boxId: uuid('b', 99) }, givenAt }
  expect(commandSentence(say, records, command, { boxSerial: 'CLBX30299' })).toBe('Take CLBX30299 off its event')
})

test('says so where another version’s command is not known here', () => {
  expect(sentence('teleportBox', {})).toContain('teleportBox')
})
