import { expect, test } from 'vitest'
import {
  columnsThatFit,
  layoutOf,
  trackOf,
  withMoved,
  withPlaced,
  withSized,
  withToggled,
} from '../../../renderer/ui/column-layout.ts'
import { inOrder } from '../../../renderer/ui/data-column.ts'
import { entriesOf, linesOf } from '../../../renderer/ui/data-table-entries.ts'
import { foldOf, rangeOf } from '../../../renderer/ui/use-grid-keys.ts'

const box = { id: 'box', track: '6em', minPx: 80, isEssential: true }
const name = { id: 'name', track: '1fr', minPx: 84, fromWidth: 780 }
const custody = { id: 'custody', track: 'minmax(21em, 2fr)', minPx: 294, isEssential: true }
const group = { id: 'group', track: '1fr', minPx: 98, fromWidth: 880 }
const model = { id: 'model', track: '1fr', minPx: 98, fromWidth: 1200, startsHidden: true }
const columns = [box, name, custody, group, model]
const fresh = layoutOf(columns, null)

function ids(list: readonly { readonly id: string }[]): readonly string[] {
  return list.map(({ id }) => id)
}

test('[ux 18] columns kept by another version: what is gone is forgotten, what is new stands at the end', () => {
  const kept = { order: ['gone', 'custody', 'box'], hidden: ['gone', 'custody'], widths: { box: 100 } }
  expect(layoutOf(columns, kept)).toEqual({
    order: ['custody', 'box', 'name', 'group', 'model'],
    // What is essential can't be hidden, whatever was kept.
    hidden: ['model'],
    widths: { box: 100 },
  })
})

test('[L11] [ux 18] columns give way, the least needed first; whose and until when never', () => {
  expect(ids(columnsThatFit(columns, fresh, 1000))).toEqual(['box', 'name', 'custody', 'group'])
  expect(ids(columnsThatFit(columns, withToggled(fresh, 'model'), 700))).toEqual(['box', 'name', 'custody', 'group'])
  expect(ids(columnsThatFit(columns, fresh, 600))).toEqual(['box', 'name', 'custody'])
  expect(ids(columnsThatFit(columns, fresh, 200))).toEqual(['box', 'custody'])
})

test('[ux 22] a sized column shrinks to what it needs before one goes; what is essential never below it', () => {
  const wide = withSized(fresh, group, 400)
  expect(trackOf(group, wide)).toBe('minmax(7em, 28.57em)')
  expect(ids(columnsThatFit(columns, wide, 700))).toContain('group')
  expect(trackOf(custody, withSized(fresh, custody, 10))).toBe('minmax(21em, 2fr)')
  expect(withSized(fresh, group, 5).widths['group']).toBe(48)
})

test('[ux 22] columns move by one place among those that are shown, and to where they are dropped', () => {
  expect(withMoved(fresh, 'custody', -1).order).toEqual(['box', 'custody', 'name', 'group', 'model'])
  expect(withMoved(fresh, 'box', -1)).toBe(fresh)
  const noName = withToggled(fresh, 'name')
  expect(columnsThatFit(columns, withMoved(noName, 'custody', -1), 1000).map(({ id }) => id)).toEqual([
    'custody',
    'box',
    'group',
  ])
  expect(withPlaced(fresh, 'group', 'box', false).order[0]).toBe('group')
  expect(withPlaced(fresh, 'box', 'group', true).order).toEqual(['name', 'custody', 'group', 'box', 'model'])
})

const rows = ['b2', 'a1', 'b1', 'c1'].map((id) => ({ kind: 'row', id, row: { id } }) as const)

function grouped(closed: readonly string[]) {
  return entriesOf(rows, {
    groupOf: ({ id }) => {
      const key = id.slice(0, 1)
      return { key, label: key.toUpperCase(), order: key === 'a' ? '\uFFFF' : key }
    },
    closed: new Set(closed),
    onClosed: () => undefined,
  })
}

test('groups stand in their order, their rows as they came, and none of a closed one', () => {
  expect(ids(grouped([]))).toEqual(['group-b', 'b2', 'b1', 'group-c', 'c1', 'group-a', 'a1'])
  const closed = grouped(['b'])
  expect(ids(closed)).toEqual(['group-b', 'group-c', 'c1', 'group-a', 'a1'])
  expect(closed[0]).toMatchObject({ isClosed: true, rowIds: ['b2', 'b1'] })
})

test('[ux 14] Left closes a group or leads to its head, Right opens it or leads into it', () => {
  const open = grouped([])
  expect(foldOf('ArrowLeft', open, 2)).toEqual({ kind: 'go', to: 0 })
  expect(foldOf('ArrowLeft', open, 0)).toEqual({ kind: 'close', key: 'b', isClosed: true })
  expect(foldOf('ArrowRight', open, 0)).toEqual({ kind: 'go', to: 1 })
  expect(foldOf('ArrowRight', grouped(['b']), 0)).toEqual({ kind: 'close', key: 'b', isClosed: false })
  expect(foldOf('ArrowLeft', rows, 1)).toBeUndefined()
  expect(foldOf('ArrowDown', open, 0)).toBeUndefined()
})

test('a range is of rows, either way round; where its beginning is gone, it is the last row', () => {
  const open = grouped([])
  expect(rangeOf(open, 'b1', 'a1')).toEqual(['b1', 'c1', 'a1'])
  expect(rangeOf(open, 'a1', 'b1')).toEqual(['b1', 'c1', 'a1'])
  expect(rangeOf(open, 'gone', 'c1')).toEqual(['c1'])
})

test('rows in the order of a column, numbers in words as numbers', () => {
  const texts = [{ text: 'B10' }, { text: 'b2' }, { text: 'A' }]
  const sorted = [{ id: 'text', header: '', track: '', cell: () => null, sortBy: ({ text }: { text: string }) => text }]
  expect(inOrder(texts, sorted, { column: 'text', descending: true }).map(({ text }) => text)).toEqual([
    'B10',
    'b2',
    'A',
  ])
  expect(inOrder(texts, sorted, null)).toBe(texts)
})

test('rows are sorted by numbers in texts; those that only differ in case stand together, each as they came', () => {
  const sorted = (values: readonly (string | number)[], descending = false) =>
    inOrder(
      values.map((value, at) => ({ value, at })),
      [{ id: 'value', header: '', track: '', cell: () => null, sortBy: ({ value }) => value }],
      { column: 'value', descending },
    ).map(({ value, at }) => `${value} ${at}`)
  const names = ['Case 10', 'case 2', '~', 'Case 2', 'Case 10']
  expect(sorted(names)).toEqual(['~ 2', 'case 2 1', 'Case 2 3', 'Case 10 0', 'Case 10 4'])
  expect(sorted(names, true)).toEqual(['Case 10 0', 'Case 10 4', 'case 2 1', 'Case 2 3', '~ 2'])
  expect(sorted([10, 9, -1])).toEqual(['-1 2', '9 1', '10 0'])
})

test('the lines of a table are its rows, or heads of groups and what is under those that are open', () => {
  const rows = [{ id: 'b' }, { id: 'a' }]
  const flat = linesOf(rows, ({ id }) => id, undefined)
  expect([flat.count, flat.at(1), flat.at(2)]).toEqual([2, { kind: 'row', id: 'a', row: rows[1] }, undefined])
  expect([flat.all().length, flat.rowIds()]).toEqual([2, ['b', 'a']])
  const groupOf = ({ id }: { readonly id: string }) => ({ key: id, label: id, order: id })
  const parted = linesOf(rows, ({ id }) => id, { groupOf, closed: new Set(['a']), onClosed: () => undefined })
  expect(ids(parted.all())).toEqual(['group-a', 'group-b', 'b'])
  expect([parted.count, parted.at(0)?.kind, parted.rowIds()]).toEqual([3, 'group', ['b', 'a']])
})
