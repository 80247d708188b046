import { compareCells, type Grouping, type RowGroup } from './data-column.ts'

/** A line of the table: a row, or the head of a group of rows. */
export type Entry<Row> =
  | { readonly kind: 'row'; readonly id: string; readonly row: Row }
  | {
      readonly kind: 'group'
      readonly id: string
      readonly key: string
      readonly label: string
      readonly isClosed: boolean
      /** Of all its rows, whether they are shown or not. */
      readonly rowIds: readonly string[]
    }

export type RowEntry<Row> = Extract<Entry<Row>, { kind: 'row' }>
export type GroupEntry<Row> = Extract<Entry<Row>, { kind: 'group' }>

/** The lines of a table; of a hundred thousand, only those in sight are made. */
export interface Lines<Row> {
  readonly count: number
  readonly at: (index: number) => Entry<Row> | undefined
  /** All of them, for keys that look for one. */
  readonly all: () => readonly Entry<Row>[]
  /** Of all rows, whether their group is closed or not. */
  readonly rowIds: () => readonly string[]
}

/** @param rows in the order shown */
export function linesOf<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  grouping: Grouping<Row> | undefined,
): Lines<Row> {
  const entryOf = (row: Row): RowEntry<Row> => ({ kind: 'row', id: rowId(row), row })
  const rowIds = once(() => rows.map(rowId))
  if (grouping !== undefined) {
    const entries = entriesOf(rows.map(entryOf), grouping)
    return { count: entries.length, at: (index) => entries[index], all: () => entries, rowIds }
  }
  const at = (index: number) => {
    const row = rows[index]
    return row === undefined ? undefined : entryOf(row)
  }
  return { count: rows.length, at, all: once(() => rows.map(entryOf)), rowIds }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The lines in the order shown: groups by their order, in them the rows as they came; none of a closed one. */
export function entriesOf<Row>(
  rows: readonly RowEntry<Row>[],
  grouping: Grouping<Row> | undefined,
): readonly Entry<Row>[] {
  if (grouping === undefined) return rows
  const groups = new Map<string, { readonly group: RowGroup; readonly rows: RowEntry<Row>[] }>()
  for (const entry of rows) {
    const group = grouping.groupOf(entry.row)
    const known = groups.get(group.key)
    if (known) known.rows.push(entry)
    else groups.set(group.key, { group, rows: [entry] })
  }
  return [...groups.values()]
    .toSorted((one, other) => compareCells(one.group.order, other.group.order))
    .flatMap(({ group: { key, label }, rows: inside }) => {
      const isClosed = grouping.closed.has(key)
      const rowIds = inside.map(({ id }) => id)
      const head = { kind: 'group', id: `group-${key}`, key, label, isClosed, rowIds } as const
      return isClosed ? [head] : [head, ...inside]
    })
}
