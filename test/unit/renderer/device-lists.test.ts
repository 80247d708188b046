import { expect, test } from 'vitest'
import { deviceItems } from '../../../renderer/devices/device-item.ts'
import { devicesCsv } from '../../../renderer/devices/devices-csv.ts'
import {
  type Known,
  newGroups,
  planRegistration,
  registrationActs,
} from '../../../renderer/devices/plan-registration.ts'
import { isNameTaken, viewShown, withRenamed, withView } from '../../../renderer/devices/saved-views.ts'
import { tickedFor } from '../../../renderer/devices/ticked-facts.ts'
import { groupTree, withBelow } from '../../../renderer/groups/group-facts.ts'
import { boxSchema } from '../../../shared/records/box.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
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
const confirmed = () => false

function records(): MemoryRecords {
  const all = new MemoryRecords()
  const lent = {
    ...borrowedLoan(),
    id: uuid('c', 2),
    boxId: uuid('b', 4),
    boxSerial: 'CLBX30204',
    ownerId: SIERRA_ID,
    recipientId: COSTA_ID,
  }
  const group = (n: number, name: string, parentId: string | null = null) =>
    put('group', { id: uuid('a', n), name, category: '', parentId, ownerId: SIERRA_ID })
  for (const change of [
    put('organisation', sierra),
    put('box', sierraBox(2, { alias: '=Start B' })),
    put('box', sierraBox(4, { holderId: COSTA_ID })),
    put('box', sierraBox(9, { outOfService: true })),
    put('box', borrowedBox()),
    put('loan', borrowedLoan()),
    put('loan', lent),
    group(1, 'North'),
    group(2, 'Kit A', uuid('a', 1)),
    group(3, 'South'),
    group(4, 'Kit A', uuid('a', 3)),
  ]) {
    all.apply(change)
  }
  return all
}

function fits(act: Parameters<typeof tickedFor>[0]) {
  const { fit, leftOut } = tickedFor(act, deviceItems(records(), viewer, confirmed, new Map()), viewer)
  return { fit: fit.map(({ box }) => box.serial), leftOut }
}

const BORROWED = boxSchema.parse(borrowedBox()).serial

test('[L8] [L12] [G6] an act takes the ticked boxes that it fits, and tells why of each other', () => {
  expect(fits('lend')).toEqual({
    fit: ['CLBX30202'],
    leftOut: [
      { reason: 'lent', serials: ['CLBX30204'] },
      { reason: 'outOfService', serials: ['CLBX30209'] },
      { reason: 'notOurs', serials: [BORROWED] },
    ],
  })
  expect(fits('giveBack').fit).toEqual([BORROWED])
  expect(fits('out').fit).toEqual(['CLBX30202'])
  expect(fits('in').fit).toEqual(['CLBX30209'])
  expect(fits('move').fit).toEqual(['CLBX30202', 'CLBX30204', 'CLBX30209'])
})

function known(part: Partial<Known> = {}): Known {
  const tree = groupTree(records(), viewer, confirmed)
  return {
    ownSerials: new Set(['CLBX30202']),
    partnerSerials: new Map([['CLBX30301', COSTA_ID]]),
    groups: tree.roots.flatMap(withBelow),
    ...part,
  }
}

function listed(serial: string, part: { readonly alias?: string; readonly group?: string } = {}, line = 2) {
  return { line, serial, alias: '', group: '', model: '', ...part }
}

test('[L6] [G1] each line of a list is told what becomes of it', () => {
  const lines = [
    listed(' clbx1 '.trim(), { group: 'north › kit a' }),
    listed('CLBX1', {}, 3),
    listed('CLBX30202'),
    listed('CLBX30301'),
    listed(''),
    listed('CLBX 5'),
    listed('CLBX6', { alias: 'x'.repeat(61) }),
    listed('CLBX7', { group: 'Kit A' }),
    listed('CLBX8', { group: 'Sur' }),
  ]
  const plan = planRegistration(lines, known())
  expect(plan.map(({ problem }) => problem?.code)).toEqual([
    undefined,
    'twice',
    'oursAlready',
    'partners',
    'noSerial',
    'serialWrong',
    'aliasWrong',
    'groupTwice',
    undefined,
  ])
  expect(plan[0]).toMatchObject({ serial: 'CLBX1', group: { kind: 'there', id: uuid('a', 2) } })
  expect(plan[1]?.problem).toEqual({ code: 'twice', firstLine: 2 })
  expect(plan[8]?.group).toEqual({ kind: 'new', name: 'Sur' })
  // Who may not put boxes into groups registers them without.
  expect(planRegistration(lines, known({ groups: undefined }))[8]?.group).toBeUndefined()
})

test('[L6] a list is registered in acts that the core takes, a new group made once, before its first box', () => {
  const lines = Array.from({ length: 1200 }, (_, n) => listed(`T${n}`, { group: n % 2 === 0 ? 'Sur' : 'sur' }, n + 2))
  const plan = planRegistration([...lines, listed('T1')], known())
  expect(newGroups(plan)).toEqual(['Sur'])
  const acts = registrationActs(plan, () => crypto.randomUUID())
  expect(acts.every(({ commands }) => commands.length <= 1000)).toBe(true)
  expect(acts.reduce((sum, { boxes }) => sum + boxes, 0)).toBe(1200)
  const types = acts.flatMap(({ commands }) => commands.map(({ type }) => type))
  expect(types.filter((type) => type === 'createGroup')).toHaveLength(1)
  expect(types.slice(0, 3)).toEqual(['registerBox', 'createGroup', 'moveBoxToGroup'])
  expect(acts[0]?.undo.at(-1)?.type).toBe('deleteGroup')
})

test('boxes as CSV: what is one column on the screen says each thing in its own, and no cell is a formula', () => {
  const items = deviceItems(records(), viewer, confirmed, new Map())
  const columns = [
    { id: 'box', header: 'Box' },
    { id: 'name', header: 'Name' },
    { id: 'custody', header: 'Whose, with whom, until when' },
  ]
  const [head, first, second] = devicesCsv(sampleSay(), items, columns, () => undefined).split('\r\n')
  expect(head).toBe('\uFEFFBox,Name,Whose,Partner,Until (UTC)')
  expect(first).toBe("CLBX30202,'=Start B,Ours · available,,")
  expect(second).toContain(borrowedLoan().endsAt)
})

test('[ux 18] a saved view replaces the one of its name, and is known again when the list is as it says', () => {
  const now = { query: '', filter: 'lent', groupBy: 'none', sort: null, columns: null }
  const views = withView([], 'one', 'Lent', now)
  expect(withView(views, 'two', ' lent', { ...now, query: 'x' })).toEqual([
    { ...now, id: 'one', name: ' lent', query: 'x' },
  ])
  expect(viewShown(views, now)?.name).toBe('Lent')
  expect(viewShown(views, { ...now, query: 'x' })).toBeUndefined()
  expect(isNameTaken(views, 'LENT')).toBe(true)
  expect(isNameTaken(views, 'LENT', 'one')).toBe(false)
  expect(withRenamed(views, 'one', 'Away')[0]?.name).toBe('Away')
})
