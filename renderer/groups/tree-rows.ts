import { folded, matches } from '../words/search.ts'
import type { GroupFacts } from './group-facts.ts'

/** One row of the tree that can be seen. */
export interface TreeRow {
  /** A group's id, or what of group-place.ts isn't a group. */
  readonly id: string
  readonly name: string
  readonly facts: GroupFacts | undefined
  readonly count: number
  readonly level: number
  readonly parentId: string | undefined
  readonly position: number
  readonly setSize: number
  /** Undefined: nothing below. */
  readonly expanded: boolean | undefined
}

/**
 * The rows in the order shown. With `shown`, only those groups, all opened: what a search has left.
 * @param closed ids of the groups whose inside isn't shown
 */
export function treeRows(
  roots: readonly GroupFacts[],
  closed: ReadonlySet<string>,
  shown?: ReadonlySet<string>,
): readonly TreeRow[] {
  const rows: TreeRow[] = []
  function add(siblings: readonly GroupFacts[], level: number, parentId: string | undefined): void {
    const kept = shown === undefined ? siblings : siblings.filter(({ group }) => shown.has(group.id))
    for (const [index, facts] of kept.entries()) {
      const expanded = facts.below.length === 0 ? undefined : shown !== undefined || !closed.has(facts.group.id)
      rows.push({
        id: facts.group.id,
        name: facts.group.name,
        facts,
        count: facts.boxesBelow,
        level,
        parentId,
        position: index + 1,
        setSize: kept.length,
        expanded,
      })
      if (expanded) add(facts.below, level + 1, facts.group.id)
    }
  }
  add(roots, 1, undefined)
  return rows
}

/** The rows between two that aren't groups: all boxes before, those in no group behind. */
export function rowsBetween(
  rows: readonly TreeRow[],
  before: Pick<TreeRow, 'id' | 'name' | 'count'>,
  behind: Pick<TreeRow, 'id' | 'name' | 'count'> | undefined,
): readonly TreeRow[] {
  const ends = behind === undefined ? 1 : 2
  const tops = rows.filter(({ level }) => level === 1).length
  const setSize = tops + ends
  const end = { facts: undefined, level: 1, parentId: undefined, setSize, expanded: undefined }
  return [
    { ...before, ...end, position: 1 },
    ...rows.map((row) => (row.level === 1 ? { ...row, position: row.position + 1, setSize } : row)),
    ...(behind === undefined ? [] : [{ ...behind, ...end, position: setSize }]),
  ]
}

/**
 * The groups that a search leaves: those that it finds by name, category or partner, those that hold a box it found, and
 * what is above them.
 */
export function foundGroups(
  roots: readonly GroupFacts[],
  query: string,
  holdsFound: (groupId: string) => boolean,
): ReadonlySet<string> | undefined {
  const wanted = folded(query)
  if (wanted === '') return undefined
  const shown = new Set<string>()
  function look(facts: GroupFacts): boolean {
    const { group, partner } = facts
    const below = facts.below.filter(look).length > 0
    const itself = holdsFound(group.id) || matches(wanted, [group.name, group.category, partner].map(folded))
    if (itself || below) shown.add(group.id)
    return itself || below
  }
  for (const root of roots) look(root)
  return shown
}

/** Where a key leads in the tree, from the row at `at`. */
export function treeKeyTarget(
  rows: readonly TreeRow[],
  at: number,
  key: string,
): { readonly go: number } | { readonly toggle: string } | undefined {
  const row = rows[at]
  switch (key) {
    case 'ArrowDown':
      return at < rows.length - 1 ? { go: at + 1 } : undefined
    case 'ArrowUp':
      return at > 0 ? { go: at - 1 } : undefined
    case 'Home':
      return { go: 0 }
    case 'End':
      return { go: rows.length - 1 }
    case 'ArrowRight':
      if (row?.expanded === undefined) return undefined
      return row.expanded ? { go: at + 1 } : { toggle: row.id }
    case 'ArrowLeft': {
      if (row?.expanded) return { toggle: row.id }
      const parent = rows.findIndex(({ id }) => id === row?.parentId)
      return parent === -1 ? undefined : { go: parent }
    }
    default:
      return undefined
  }
}

/** Type-ahead: the next row after `at` whose name begins with what was typed; the same one goes on with longer text. */
export function typedRow(rows: readonly TreeRow[], at: number, typed: string): number | undefined {
  const wanted = folded(typed)
  const from = wanted.length > 1 ? at : at + 1
  for (let step = 0; step < rows.length; step += 1) {
    const index = (from + step) % rows.length
    if (folded(rows[index]?.name ?? '').startsWith(wanted)) return index
  }
  return undefined
}
