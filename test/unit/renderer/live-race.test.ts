import { expect, test } from 'vitest'
import type { CommandToGive } from '../../../renderer/give/command-to-give.ts'
import {
  completeCommand,
  crossOutCommands,
  openTimes,
  otherBibCommands,
  recordCommand,
  restoreCommands,
  standingGuns,
} from '../../../renderer/live/hand-times.ts'
import { askToStopAll } from '../../../renderer/live/live-actions.tsx'
import { liveBoxes, liveRows } from '../../../renderer/live/live-facts.ts'
import { entryWords } from '../../../renderer/live/race-words.ts'
import { raceKeyOf } from '../../../renderer/live/use-race-keys.ts'
import type { Actor } from '../../../shared/actor.ts'
import { decide } from '../../../shared/decide.ts'
import { TIMER } from '../../../shared/permissions.ts'
import {
  checkpointIdSchema,
  commandIdSchema,
  eventIdSchema,
  installationIdSchema,
  memberIdSchema,
  organisationIdSchema,
  raceIdSchema,
} from '../../../shared/records/scalars.ts'
import { type RaceEntry, raceEntries, standingActions } from '../../../shared/rules/race-entries.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { MEMBER_ID, put, SIERRA_ID, sierraBox, sierraEvent, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'
import { SIGNED } from '../../support/world.ts'

const say = sampleSay()
const RACE_ID = raceIdSchema.parse(uuid('e', 10))
const PLACE = { raceId: RACE_ID, checkpointId: checkpointIdSchema.parse(uuid('e', 23)) }

const me: Actor = {
  organisationId: organisationIdSchema.parse(SIERRA_ID),
  memberId: memberIdSchema.parse(MEMBER_ID),
  memberName: 'Ana',
  permissions: new Set(TIMER.permissions),
  installationId: installationIdSchema.parse(uuid('d', 1)),
  installationName: 'Trackside-2',
}

function at(second: number): string {
  return new Date(Date.parse('2026-06-06T10:00:00.000Z') + second * 1000).toISOString()
}

/** A race with a FINISH, decided by the real rules; each command a second after the one before. */
function race() {
  const records = new MemoryRecords()
  const common = { organisationId: SIERRA_ID, raceId: RACE_ID, name: 'FINISH', kind: 'FINISH' }
  for (const change of [
    put('event', sierraEvent()),
    put('race', { id: RACE_ID, organisationId: SIERRA_ID, eventId: uuid('e', 1), name: '10 km' }),
    put('checkpoint', { id: PLACE.checkpointId, ...common }),
  ]) {
    records.apply(change)
  }
  let clock = 0
  let ids = 100
  const newId = () => {
    ids += 1
    return uuid('d', ids)
  }
  function give(commands: readonly CommandToGive[], actor = me): void {
    for (const { type, args } of commands) {
      clock += 1
      const circumstances = {
        at: at(clock),
        now: at(clock),
        offline: true,
        partial: true,
        sha256Hex: () => '',
        signed: SIGNED,
      }
      const decision = decide(records, actor, { id: commandIdSchema.parse(newId()), type, args }, circumstances)
      if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision))
      for (const change of decision.changes) records.apply(change)
    }
  }
  const actions = () => records.where('raceAction', 'raceId', RACE_ID)
  const entries = () => raceEntries(actions())
  return {
    give,
    newId,
    entries,
    standing: () => standingActions(actions()).map(({ kind, bib, at: moment }) => [kind, bib, moment]),
    takeTime: (second: number, actor = me) =>
      give([recordCommand(PLACE, { id: newId(), kind: 'TIME', at: at(second) })], actor),
    giveBib: (bib: string) => {
      const [oldest] = openTimes(entries(), me.memberId)
      if (oldest) give([completeCommand(oldest, bib, newId())])
    },
    entryOf: (bib: string): RaceEntry => {
      const found = entries().find(({ action, crossedOutBy }) => action.bib === bib && crossedOutBy === undefined)
      if (found === undefined) throw new Error(`no bib ${bib}`)
      return found
    },
  }
}

test('[R4] one key takes the time, bibs follow, the oldest first', () => {
  const { takeTime, giveBib, entries, standing } = race()
  for (const second of [10, 11, 12]) takeTime(second)
  expect(openTimes(entries(), me.memberId).map(({ at: moment }) => moment)).toEqual([at(10), at(11), at(12)])
  giveBib('7')
  giveBib('5')
  expect(standing()).toEqual([
    ['TIME', '7', at(10)],
    ['TIME', '5', at(11)],
    ['TIME', undefined, at(12)],
  ])
})

test('[R4] a bib stays at the time’s moment and checkpoint', () => {
  const { takeTime, giveBib, entryOf } = race()
  takeTime(10)
  giveBib('7')
  expect(entryOf('7').action).toMatchObject({ at: at(10), checkpointId: PLACE.checkpointId })
})

test('[R4] another timer’s open times wait for that timer’s bibs', () => {
  const { takeTime, entries } = race()
  takeTime(10, { ...me, memberId: memberIdSchema.parse(uuid('a', 12)) })
  takeTime(11)
  expect(openTimes(entries(), me.memberId).map(({ at: moment }) => moment)).toEqual([at(11)])
})

test('[R4] crossing out an entry with its bib leaves nothing of it, and restoring brings it back', () => {
  const { takeTime, giveBib, entryOf, give, newId, standing, entries } = race()
  takeTime(10)
  giveBib('7')
  give(crossOutCommands(entryOf('7'), at(60), newId))
  expect(standing()).toEqual([])
  expect(openTimes(entries(), me.memberId)).toEqual([])
  const [out] = entries()
  if (out === undefined) throw new Error('it is gone from the list')
  give(restoreCommands(out, at(61), newId))
  expect(standing()).toEqual([['TIME', '7', at(10)]])
})

test('[R4] another bib takes the wrong one’s place, which stays crossed out', () => {
  const { takeTime, giveBib, entryOf, give, newId, standing, entries } = race()
  takeTime(10)
  giveBib('7')
  give(otherBibCommands(entryOf('7'), '70', at(60), newId))
  give(otherBibCommands(entryOf('70'), '71', at(61), newId))
  expect(standing()).toEqual([['TIME', '71', at(10)]])
  expect(
    entries()
      .map(({ action, crossedOutBy }) => [action.bib, crossedOutBy?.kind])
      .toSorted(),
  ).toEqual([
    ['7', 'CROSS_OUT'],
    ['70', 'CROSS_OUT'],
    ['71', undefined],
  ])
})

test('[R4] what stands in the place of something else isn’t restored by a crossing-out', () => {
  const { takeTime, entries, newId } = race()
  takeTime(10)
  const [entry] = entries()
  if (entry === undefined) throw new Error('no entry')
  expect(restoreCommands({ ...entry, crossedOutBy: entry.action }, at(60), newId)).toEqual([])
})

test('[R4] knows the guns that count', () => {
  const { give, newId, entries } = race()
  const gun = () => recordCommand({ ...PLACE, checkpointId: undefined }, { id: newId(), kind: 'START', at: at(1) })
  give([gun()])
  expect(standingGuns(entries())).toHaveLength(1)
  give([gun()])
  const [second] = entries()
  if (second) give(crossOutCommands(second, at(5), newId))
  expect(standingGuns(entries())).toHaveLength(1)
})

test('[R4] a key that is held down, or pressed with another one, is none', () => {
  const press = { key: ' ', repeat: false, ctrlKey: false, metaKey: false, altKey: false }
  expect(raceKeyOf(press)).toBe('TIME')
  expect(raceKeyOf({ ...press, key: 'D' })).toBe('DNF')
  expect(raceKeyOf({ ...press, key: 'x' })).toBe('DSQ')
  expect(raceKeyOf({ ...press, repeat: true })).toBeUndefined()
  expect(raceKeyOf({ ...press, key: 'n', ctrlKey: true })).toBeUndefined()
  expect(raceKeyOf({ ...press, key: 'Enter' })).toBeUndefined()
})

test('[R4] says an entry in words, also of a kind that another program has', () => {
  expect(entryWords(say, { kind: 'TIME', bib: '12' })).toBe('bib 12 · time by hand')
  expect(entryWords(say, { kind: 'DNF', bib: '12', note: 'at KM 5' })).toBe('bib 12 · DNF · at KM 5')
  expect(entryWords(say, { kind: 'LAP_BONUS' })).toBe('LAP_BONUS')
})

test('[R5] stopping all asks first and says what is running', () => {
  const records = new MemoryRecords()
  const eventId = uuid('e', 1)
  const runOf = (box: number) =>
    put('session', {
      ...{ id: uuid('f', box), organisationId: SIERRA_ID, boxId: uuid('b', box), boxSerial: `CLBX3020${box}`, eventId },
      ...{ checkpointIds: [], alias: '', startedById: MEMBER_ID, startedAt: at(0) },
    })
  for (const box of [1, 2]) {
    records.apply(put('box', sierraBox(box)))
    const place = { organisationId: SIERRA_ID, eventId, checkpointIds: [], backup: false }
    records.apply(put('assignment', { id: uuid('b', box), boxId: uuid('b', box), ...place }))
    records.apply(runOf(box))
  }
  const boxes = liveBoxes(records, eventIdSchema.parse(eventId), me.organisationId)
  const asked = askToStopAll(say, liveRows(boxes, { links: new Map(), liveSessions: new Map() }, []))
  expect(asked.lines[0]).toBe('2 timing runs are on: CLBX30201 and CLBX30202.')
  expect(asked.commands.map(({ type }) => type)).toEqual(['stopSession', 'stopSession'])
})
