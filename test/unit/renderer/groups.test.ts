import { expect, test } from 'vitest'
import { deviceItems, isInFilter } from '../../../renderer/devices/device-item.ts'
import { boxesOf } from '../../../renderer/groups/boxes-of-group.ts'
import { type GroupTree, groupTree, idsAbove } from '../../../renderer/groups/group-facts.ts'
import { ALL, groupPlaceText, NO_GROUP, readGroupPlace } from '../../../renderer/groups/group-place.ts'
import { foundGroups, rowsBetween, treeKeyTarget, treeRows, typedRow } from '../../../renderer/groups/tree-rows.ts'
import { readPlace } from '../../../renderer/router.ts'
import type { Kind } from '../../../shared/records/kinds.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import type { MemoryRecords } from '../../../shared/state.ts'
import { groupOf, knownGroups, shareOf } from '../../support/sample-groups.ts'
import { COSTA_ID, put, SIERRA_ID, sierraBox, uuid } from '../../support/sample-records.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const confirmed = () => false
const treeOf = (records: MemoryRecords, unconfirmed: (kind: Kind, id: string) => boolean = confirmed) =>
  groupTree(records, viewer, unconfirmed)
const facts = (tree: GroupTree, name: string) => [...tree.byId.values()].find(({ group }) => group.name === name)
const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name)

test('[G1] builds the tree by name, own groups before those of partners', () => {
  const tree = treeOf(knownGroups())
  expect(names(treeRows(tree.roots, new Set()))).toEqual([
    'Madrid depot',
    'North kit',
    'Reserve',
    'South kit',
    'Beach kit',
  ])
  expect(facts(tree, 'Reserve')).toMatchObject({
    path: 'Madrid depot › North kit › Reserve',
    above: 'Madrid depot › North kit',
  })
})

test('[G1] counts boxes in a group, and with those below; retired ones are in none', () => {
  const tree = treeOf(knownGroups())
  expect(facts(tree, 'Madrid depot')).toMatchObject({ boxes: 1, boxesBelow: 4 })
  expect(facts(tree, 'North kit')).toMatchObject({ boxes: 2, boxesBelow: 3 })
  expect(facts(tree, 'South kit')).toMatchObject({ boxes: 0, boxesBelow: 0 })
  expect(tree.ungrouped).toBe(1)
})

test('[G1] a group whose parent is not seen stands at the top', () => {
  const records = knownGroups()
  records.apply({ kind: 'group', id: groupOf.madrid, body: null })
  expect(names(treeRows(treeOf(records).roots, new Set()))).toEqual(['North kit', 'Reserve', 'South kit', 'Beach kit'])
})

test('[G7] marks a shared group and all below it with the other organisation, on both sides', () => {
  const records = knownGroups()
  records.apply(shareOf(groupOf.north))
  const tree = treeOf(records)
  expect(facts(tree, 'Madrid depot')?.share).toBeUndefined()
  expect(facts(tree, 'North kit')).toMatchObject({ isOurs: true, partner: 'Costa Events' })
  expect(facts(tree, 'Reserve')).toMatchObject({ partner: 'Costa Events', share: { id: groupOf.north } })
  expect(facts(tree, 'Beach kit')).toMatchObject({ isOurs: false, partner: 'Costa Events' })
})

test('[F2] a group or a share that the cloud has not confirmed is marked', () => {
  const records = knownGroups()
  records.apply(shareOf(groupOf.north))
  const tree = treeOf(records, (kind, id) => kind === 'groupShare' && id === groupOf.north)
  expect(facts(tree, 'North kit')?.confirmed).toBe(false)
  expect(facts(tree, 'Madrid depot')?.confirmed).toBe(true)
})

test('[G7] every box of a shared group carries the mark, and is found and filtered by it', () => {
  const records = knownGroups()
  records.apply(shareOf(groupOf.north))
  const items = deviceItems(records, viewer, confirmed, new Map())
  const heard = { of: () => undefined, now: '2026-06-07T07:00:00.000Z' }
  const serials = (filter: 'shared-group' | 'through-group') =>
    items.filter((item) => isInFilter(item, filter, viewer, heard)).map(({ box }) => box.serial)
  expect(serials('shared-group')).toEqual(['CLBX30202', 'CLBX30203', 'CLBX30204'])
  expect(serials('through-group')).toEqual(['CLBX30401'])
  expect(items.find(({ box }) => box.serial === 'CLBX30204')?.group).toMatchObject({
    name: 'Reserve',
    share: { isOurs: true, partner: 'Costa Events', group: 'North kit' },
  })
})

test('[G1] lists the boxes of a group, with or without those below, and those in none', () => {
  const records = knownGroups()
  const items = deviceItems(records, viewer, confirmed, new Map())
  const serials = (chosen: string, below: boolean) =>
    boxesOf(items, treeOf(records), chosen, below).map(({ box }) => box.serial)
  expect(serials(groupOf.north, true)).toEqual(['CLBX30202', 'CLBX30203', 'CLBX30204'])
  expect(serials(groupOf.north, false)).toEqual(['CLBX30202', 'CLBX30203'])
  expect(serials(NO_GROUP, true)).toEqual(['CLBX30205'])
  expect(serials(ALL, true)).toHaveLength(6)
})

test('what is folded hides what is below it; places and sizes are those of the rows', () => {
  const { roots } = treeOf(knownGroups())
  const rows = treeRows(roots, new Set([groupOf.madrid]))
  expect(names(rows)).toEqual(['Madrid depot', 'South kit', 'Beach kit'])
  expect(rows.map(({ position, setSize, expanded }) => [position, setSize, expanded])).toEqual([
    [1, 3, false],
    [2, 3, undefined],
    [3, 3, undefined],
  ])
  const all = { id: ALL, name: 'All boxes', count: 6 }
  const between = rowsBetween(rows, all, { id: NO_GROUP, name: 'In no group', count: 1 })
  expect(between.map(({ position, setSize }) => `${position} of ${setSize}`)).toEqual([
    '1 of 5',
    '2 of 5',
    '3 of 5',
    '4 of 5',
    '5 of 5',
  ])
})

test('a search leaves what it finds by name, category or partner, what holds a found box, and what is above', () => {
  const { roots } = treeOf(knownGroups())
  const found = (query: string, holds: readonly string[] = []) => {
    const shown = foundGroups(roots, query, (id) => holds.includes(id))
    return names(treeRows(roots, new Set([groupOf.madrid]), shown))
  }
  expect(found('reserve')).toEqual(['Madrid depot', 'North kit', 'Reserve'])
  expect(found('depot')).toEqual(['Madrid depot'])
  expect(found('costa')).toEqual(['Beach kit'])
  expect(found('CLBX30202', [groupOf.north])).toEqual(['Madrid depot', 'North kit'])
  expect(foundGroups(roots, ' ', () => false)).toBeUndefined()
})

test('[ux 14] arrows, Home, End and typing move through the tree; left and right fold and unfold', () => {
  const rows = treeRows(treeOf(knownGroups()).roots, new Set([groupOf.north]))
  expect(names(rows)).toEqual(['Madrid depot', 'North kit', 'South kit', 'Beach kit'])
  expect(treeKeyTarget(rows, 0, 'ArrowDown')).toEqual({ go: 1 })
  expect(treeKeyTarget(rows, 3, 'ArrowDown')).toBeUndefined()
  expect(treeKeyTarget(rows, 1, 'ArrowRight')).toEqual({ toggle: groupOf.north })
  expect(treeKeyTarget(rows, 0, 'ArrowRight')).toEqual({ go: 1 })
  expect(treeKeyTarget(rows, 1, 'ArrowLeft')).toEqual({ go: 0 })
  expect(treeKeyTarget(rows, 0, 'ArrowLeft')).toEqual({ toggle: groupOf.madrid })
  expect(treeKeyTarget(rows, 2, 'Home')).toEqual({ go: 0 })
  expect(treeKeyTarget(rows, 0, 'End')).toEqual({ go: 3 })
  expect(typedRow(rows, 0, 's')).toBe(2)
  expect(typedRow(rows, 2, 'so')).toBe(2)
  expect(typedRow(rows, 2, 'm')).toBe(0)
  expect(typedRow(rows, 0, 'x')).toBeUndefined()
})

test('knows what a group is in', () => {
  expect(idsAbove(treeOf(knownGroups()), groupOf.reserve)).toEqual([groupOf.north, groupOf.madrid])
  expect(idsAbove(treeOf(knownGroups()), ALL)).toEqual([])
})

test('the address names the group and the box that is open beside it', () => {
  const place = readPlace(`#/groups/${groupPlaceText(groupOf.north, uuid('b', 2))}`)
  expect(readGroupPlace(place.opened ?? '')).toEqual({ chosen: groupOf.north, boxId: uuid('b', 2) })
  expect(readGroupPlace(ALL)).toEqual({ chosen: ALL, boxId: undefined })
})

test('[G9] a box that a loan has is shown as not available, and nothing is missed of it', () => {
  const records = knownGroups()
  records.apply(
    put('box', {
      ...sierraBox(41, { serial: 'CLBX30401', ownerId: COSTA_ID, groupId: groupOf.beach }),
      holderId: null,
    }),
  )
  const item = deviceItems(records, viewer, confirmed, new Map()).find(({ box }) => box.serial === 'CLBX30401')
  expect(item?.custody).toMatchObject({ state: 'through-group', through: { available: false, group: 'Beach kit' } })
})

test('a tree made anew has the same facts for groups of which nothing changed', () => {
  const records = knownGroups()
  const before = treeOf(records)
  records.apply(put('box', sierraBox(1, { groupId: groupOf.south })))
  const after = groupTree(records, viewer, confirmed, before)
  expect(after).toEqual(treeOf(records))
  expect(facts(after, 'Beach kit')).toBe(facts(before, 'Beach kit'))
  expect(facts(after, 'Reserve')).toBe(facts(before, 'Reserve'))
  // What is above tells the number of all below.
  expect(facts(after, 'South kit')).not.toBe(facts(before, 'South kit'))
  expect(facts(after, 'Madrid depot')).not.toBe(facts(before, 'Madrid depot'))
})
