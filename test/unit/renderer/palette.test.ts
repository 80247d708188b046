import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../../renderer/locales/en.ts'
import { ABOUT, type Doing, type Looking } from '../../../renderer/palette/action.ts'
import { ACTION_IDS, type ActionId, actionOf } from '../../../renderer/palette/actions.ts'
import { findBest, findText, queryWords } from '../../../renderer/palette/find.ts'
import {
  actionsWith,
  actionWords,
  missingPermission,
  type PaletteIndex,
  type PaletteRow,
  rowKey,
  rowsAtFirst,
  rowsFor,
  subjectRows,
  subjectsFor,
} from '../../../renderer/palette/palette-rows.ts'
import { readRecent, withRecent } from '../../../renderer/palette/recent.ts'
import { OF_AN_EVENT } from '../../../renderer/palette/screens.ts'
import { openedAt, placeOf, subjects } from '../../../renderer/palette/subjects.ts'
import { createWants, type Place, type WantedAct } from '../../../renderer/palette/wants.ts'
import { routes } from '../../../renderer/routes.ts'
import { type CommandType, commandDefinitions } from '../../../shared/commands/commands.ts'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import type { MemoryRecords } from '../../../shared/state.ts'
import { groupOf, knownGroups, shareOf } from '../../support/sample-groups.ts'
import {
  borrowedBox,
  borrowedLoan,
  put,
  SIERRA_ID,
  sierraEvent,
  sierraTimer,
  uuid,
} from '../../support/sample-records.ts'

const RENDERER = join(import.meta.dirname, '../../../renderer')

/** By which action a person comes to give each command; or why not by one of its own. */
const ACTION_OF = {
  registerBox: 'registerBox',
  editBox: 'renameBox',
  retireBox: 'retireBox',
  createShareToken: 'lend',
  extendShare: 'extendLoan',
  revokeShare: 'endLoan',
  acceptShareToken: 'addBorrowed',
  returnBox: 'giveBackBox',
  confirmReturn: 'boxIsBack',
  noteReceipt: 'scan',
  createGroup: 'createGroup',
  editGroup: 'renameGroup',
  moveGroup: 'moveGroup',
  deleteGroup: 'deleteGroup',
  moveBoxToGroup: 'moveBox',
  refreshSharingCode: 'sharingCode',
  shareGroup: 'shareGroup',
  changeGroupShareRole: 'changeShareRole',
  stopGroupShare: 'stopSharing',
  createRole: 'createRole',
  editRole: 'editRole',
  deleteRole: 'deleteRole',
  inviteMember: 'invite',
  withdrawInvitation: 'withdrawInvitation',
  changeMemberRole: 'changeMemberRole',
  removeMember: 'removeMember',
  revokeInstallation: 'revokeLaptop',
  editOrganisation: 'editOrganisation',
  createEvent: 'createEvent',
  editEvent: 'editEvent',
  archiveEvent: 'archiveEvent',
  createRace: 'addRace',
  editRace: 'editRace',
  deleteRace: 'deleteRace',
  createCheckpoint: 'addCheckpoint',
  editCheckpoint: 'editCheckpoint',
  deleteCheckpoint: 'deleteCheckpoint',
  assignBox: 'assignBox',
  releaseBox: 'takeOffEvent',
  startSession: 'startTiming',
  stopSession: 'stopTiming',
  recordRaceAction: 'live',
  adoptPassings: 'none: the core gives it by itself, for passings that came late',
} as const satisfies Record<CommandType, ActionId | `none: ${string}`>

const viewer = organisationIdSchema.parse(SIERRA_ID)

function known(): MemoryRecords {
  const records = knownGroups()
  const eventId = sierraEvent().id
  for (const change of [
    put('event', sierraEvent()),
    put('race', { id: uuid('e', 2), organisationId: SIERRA_ID, eventId, name: 'Marathon' }),
    put('checkpoint', {
      id: uuid('e', 3),
      organisationId: SIERRA_ID,
      eventId,
      raceId: uuid('e', 2),
      name: 'KM 5',
      kind: 'INTERMEDIATE',
    }),
    put('box', borrowedBox()),
    put('loan', borrowedLoan()),
    put('member', sierraTimer),
  ]) {
    records.apply(change)
  }
  return records
}

function lookingAt(records: MemoryRecords): Looking {
  return { records, viewer, memberId: sierraTimer.id, now: '2026-06-06T10:00:00.000Z', signs: true }
}

function indexOf(records: MemoryRecords): PaletteIndex {
  const { ask, also } = en.palette
  return {
    screens: routes.map(({ path, name }) => ({ path, text: findText([en.nav[name]]) })),
    actions: actionWords((id) => ({ sentence: ask[id], also: id in also ? also[id as keyof typeof also] : '' })),
    subjects: subjects(records, viewer),
  }
}

/** What a person reads, in short. */
function said(row: PaletteRow): string {
  if (row.kind === 'screen') return `screen ${row.path}`
  if (row.kind === 'record') return `${row.subject.about} ${row.subject.name}`
  return row.subject === undefined ? `${row.id}…` : `${row.id} ${row.subject.name}`
}

function typed(query: string, recent: readonly string[] = []): readonly string[] {
  const records = known()
  return rowsFor(query, indexOf(records), lookingAt(records), recent).map(said)
}

/** Runs an action, and tells to which screen it leads or what else it does. */
function ran(id: ActionId): {
  readonly places: readonly Place[]
  readonly wanted: readonly WantedAct[]
  readonly other: readonly string[]
} {
  const records = known()
  const places: Place[] = []
  const wanted: WantedAct[] = []
  const other: string[] = []
  const noted = (what: string) => () => void other.push(what)
  const doing: Doing = {
    go: (place) => places.push(place),
    ask: (act, place) => {
      wanted.push(act)
      places.push(place)
    },
    door: { receive: noted('door'), show: noted('door'), askForTime: noted('door'), lendTo: noted('door') },
    replace: noted('replace'),
    call: noted('call'),
    tick: () => undefined,
    showShortcuts: noted('shortcuts'),
    looking: lookingAt(records),
    words: { addTitle: '' },
    sounds: true,
  }
  records.apply(
    put('assignment', {
      id: uuid('b', 1),
      boxId: uuid('b', 1),
      organisationId: SIERRA_ID,
      eventId: sierraEvent().id,
      checkpointIds: [],
      backup: false,
    }),
  )
  const { about } = actionOf(id)
  const subject =
    about === 'box'
      ? uuid('b', 1)
      : about === undefined
        ? ''
        : (subjects(records, viewer)[about][0]?.id ?? uuid('f', 1))
  actionOf(id).run(doing, subject)
  return { places, wanted, other }
}

test('[ux 14] a person comes to every command by the palette', () => {
  expect(Object.keys(ACTION_OF).toSorted()).toEqual(Object.keys(commandDefinitions).toSorted())
  for (const action of Object.values(ACTION_OF)) {
    if (!action.startsWith('none: ')) expect(ACTION_IDS).toContain(action)
  }
})

test('[ux 14] to every screen, too: those that show one event by an action that asks for it', () => {
  const reached = new Set(ACTION_IDS.flatMap((id) => ran(id).places.map(({ screen }) => screen)))
  for (const { path } of routes) expect(!OF_AN_EVENT.includes(path) || reached.has(path), path).toBe(true)
})

test.each(ACTION_IDS)('[ux 14] %s does something, or leads to a place that does', (id) => {
  const { places, wanted, other } = ran(id)
  expect(places.length + other.length, id).toBe(1)
  for (const { screen } of places) expect(routes.map(({ path }) => path)).toContain(screen)
  for (const act of wanted) expect(takers(act), act).not.toEqual([])
})

/** The files that take what the palette hands over. */
function takers(act: WantedAct): readonly string[] {
  const names = globSync('**/*.{ts,tsx}', { cwd: RENDERER }).filter((name) => !name.startsWith('palette/'))
  return names.filter((name) => readFileSync(join(RENDERER, name), 'utf8').includes(`'${act}'`))
}

test('[ux 14] has words for every action, and for those about a record a sentence with its name', () => {
  const { ask, do: doing, also } = en.palette
  expect(Object.keys(ask).toSorted()).toEqual([...ACTION_IDS].toSorted())
  expect(Object.keys(doing).toSorted()).toEqual(ACTION_IDS.filter((id) => actionOf(id).about !== undefined).toSorted())
  for (const sentence of Object.values(doing)) expect(sentence).toContain('{{name}}')
  for (const id of Object.keys(also)) expect(ACTION_IDS).toContain(id)
})

test('[ux 14] finds a box by serial, by its number, by alias and by group', () => {
  expect(typed('CLBX30205')[0]).toBe('box Box 5 (CLBX30205)')
  expect(typed('30205')[0]).toBe('box Box 5 (CLBX30205)')
  expect(typed('box 5')).toContain('box Box 5 (CLBX30205)')
  expect(typed('north')).toEqual(expect.arrayContaining(['group North kit', 'box Box 2 (CLBX30202)']))
  expect(typed('marathón')).toEqual(expect.arrayContaining(['event Sierra Marathon', 'race Marathon']))
  expect(typed('costa')).toContain('partner Costa Events')
  expect(typed('km 5')).toContain('checkpoint KM 5')
  expect(typed('xyzzy')).toEqual([])
})

test('[ux 14] a beginning comes before the beginning of a word, and that before what is inside', () => {
  const ones = ['late finish', 'refinish', 'Finish'].map((name) => ({ name, text: findText([name]) }))
  expect(findBest(ones, queryWords('FINISH'), 9).map(({ one, fit }) => [one.name, fit])).toEqual([
    ['Finish', 0],
    ['late finish', 1],
    ['refinish', 2],
  ])
  expect(findBest(ones, [], 2)).toHaveLength(2)
})

test('[ux 14] an action and its record are typed in one, and only what can be done is offered', () => {
  expect(typed('lend 30205')[0]).toBe('lend Box 5 (CLBX30205)')
  expect(typed('give back 30301')[0]).toBe('giveBackBox Finish (CLBX30301)')
  expect(typed('lend 30301')).not.toContain('lend Finish (CLBX30301)')
  expect(typed('share north')[0]).toBe('shareGroup North kit')
  expect(typed('rename north')[0]).toBe('renameGroup North kit')
  // Only an own box that is in a group can be taken out of one.
  expect(typed('take 30205')).not.toContain('takeOutOfGroup Box 5 (CLBX30205)')
  expect(typed('take 30201')).toContain('takeOutOfGroup Box 1 (CLBX30201)')
})

test('[ux 14] asks for the record where none was typed, and shows only those with which it can be done', () => {
  const records = known()
  const [index, looking] = [indexOf(records), lookingAt(records)]
  expect(typed('lend')[0]).toBe('lend…')
  expect(subjectsFor('giveBackBox', index, looking).map(({ name }) => name)).toEqual(['Finish (CLBX30301)'])
  const lendable = subjectsFor('lend', index, looking)
  expect(lendable.map(({ id }) => id)).not.toContain(borrowedBox().id)
  expect(subjectRows('lend', lendable, '30202').map(said)).toEqual(['lend Box 2 (CLBX30202)'])
  // Theirs can be left, and is neither shared nor renamed by us.
  expect(subjectsFor('leaveGroup', index, looking).map(({ name }) => name)).toEqual(['Beach kit'])
  expect(subjectsFor('shareGroup', index, looking).map(({ name }) => name)).not.toContain('Beach kit')
  records.apply(shareOf(groupOf.south))
  expect(subjectsFor('stopSharing', indexOf(records), looking).map(({ name }) => name)).toEqual(['South kit'])
})

test('[ux 14] empty, it begins with what was chosen lately, then with what is open', () => {
  const records = known()
  const [index, looking] = [indexOf(records), lookingAt(records)]
  const box = index.subjects.box.find(({ id }) => id === borrowedBox().id)
  const recent = ['screen:loans', `record:group:${groupOf.north}`, 'record:group:gone', 'nonsense']
  const rows = rowsAtFirst(index, looking, recent, box).map(said)
  expect(rows.slice(0, 3)).toEqual(['screen loans', 'group North kit', 'giveBackBox Finish (CLBX30301)'])
  expect(rows.filter((row) => row === 'screen loans')).toHaveLength(1)
  expect(rows).toEqual(expect.arrayContaining(['invite…', 'screen settings', 'lend…']))
  expect(box && actionsWith(index, looking, box).map(said)).not.toContain('lend Finish (CLBX30301)')
})

test('[ux 14] what was chosen lately comes first among equals', () => {
  const records = known()
  const key = rowKey({ kind: 'record', subject: subjects(records, viewer).box[3] ?? raise() })
  const usual = typed('302')
  expect(typed('302', [key])[0]).not.toBe(usual[0])
  const chosen = withRecent(withRecent({ other: 'kept' }, 'screen:loans'), 'action:lend')
  expect(readRecent(withRecent(chosen, 'screen:loans'))).toEqual(['screen:loans', 'action:lend'])
  expect(chosen['other']).toBe('kept')
  const many = Array.from({ length: 20 }, (_, at) => `screen:${at}`).reduce(withRecent, {})
  expect(readRecent(many).length).toBeLessThan(10)
})

test('[O4] knows what a role doesn’t allow', () => {
  expect(missingPermission('invite', TIMER.permissions)).toBe(true)
  expect(missingPermission('lend', TIMER.permissions)).toBe(false)
  expect(ACTION_IDS.filter((id) => !missingPermission(id, READ_ONLY.permissions))).not.toContain('startTiming')
})

test('every record that is found leads to a place, and what is open there is that record', () => {
  const records = known()
  const found = subjects(records, viewer)
  for (const about of ABOUT) {
    for (const subject of found[about]) {
      const place = placeOf(records, subject)
      expect(routes.map(({ path }) => path)).toContain(place.screen)
    }
  }
  expect(openedAt({ screen: 'devices', opened: 'B' })).toEqual({ about: 'box', id: 'B' })
  expect(openedAt({ screen: 'live', opened: 'E' })).toEqual({ about: 'event', id: 'E' })
  expect(openedAt({ screen: 'events', opened: 'E.B' })).toEqual({ about: 'box', id: 'B' })
  expect(openedAt({ screen: 'custody-sheet', opened: 'event.E' })).toBeUndefined()
  expect(openedAt({ screen: 'devices', opened: undefined })).toBeUndefined()
})

test('what is wanted at a place is taken there once, and no more after going elsewhere', () => {
  const heard: (() => void)[] = []
  const page = { location: { hash: '#/today' }, addEventListener: (_: string, hear: () => void) => heard.push(hear) }
  const wants = createWants(page as unknown as Window)
  const goTo = (hash: string) => {
    page.location.hash = hash
    for (const hear of heard) hear()
  }
  wants.ask('lend', { screen: 'devices', opened: 'B' }, 'B')
  expect(page.location.hash).toBe('#/devices/B')
  expect(wants.take(['lend'], 'C')).toBeUndefined()
  expect(wants.take(['extend'], 'B')).toBeUndefined()
  expect(wants.take(['extend', 'lend'], 'B')).toMatchObject({ act: 'lend', id: 'B' })
  expect(wants.take(['lend'], 'B')).toBeUndefined()
  wants.ask('invite', { screen: 'members' })
  goTo('#/today')
  goTo('#/members')
  expect(wants.take(['invite'], undefined)).toBeUndefined()
})

function raise(): never {
  throw new Error('no such box')
}
