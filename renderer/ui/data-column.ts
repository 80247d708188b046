import type { ReactNode } from 'react'

export interface DataColumn<Row> {
  readonly id: string
  readonly header: string
  /**
   * @param widthPx of the list, in pixels of 14 px text
   * @param shown the ids of the columns that are there now: what another one would show can stand here
   */
  readonly cell: (row: Row, widthPx: number, shown: ReadonlySet<string>) => ReactNode
  /** A CSS grid track, such as `minmax(84px, 1fr)`. */
  readonly track: string
  /** By what it sorts; without it, it doesn't. */
  readonly sortBy?: (row: Row) => string | number
  /** Narrower than this, in pixels of 14 px text, the column gives way. Where columns are laid out: the widest goes first. */
  readonly fromWidth?: number
  /** What it needs, in pixels of 14 px text, where columns are laid out. */
  readonly minPx?: number
  /** Always there, and never narrower than `minPx`. */
  readonly isEssential?: boolean
  /** There to be chosen. */
  readonly startsHidden?: boolean
}

export interface Sort {
  readonly column: string
  readonly descending: boolean
}

/** Rows under the heads of groups that can be closed. */
export interface Grouping<Row> {
  readonly groupOf: (row: Row) => RowGroup
  /** The keys of groups that are closed. */
  readonly closed: ReadonlySet<string>
  readonly onClosed: (closed: readonly string[]) => void
}

export interface RowGroup {
  readonly key: string
  readonly label: string
  /** By what the groups are in order. */
  readonly order: string
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

export function compareCells(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return collator.compare(String(one), String(other))
}

/** Rows with the same value in the column that they are sorted by. */
export interface Alike<Row> {
  readonly value: string | number
  readonly rows: readonly Row[]
}

/** Thousands of rows have few values: only those are compared as text, which is slow. */
export function alikeRows<Row>(rows: readonly Row[], sortBy: (row: Row) => string | number): readonly Alike<Row>[] {
  const alike = new Map<string | number, Row[]>()
  for (const row of rows) {
    const value = sortBy(row)
    const known = alike.get(value)
    if (known) known.push(row)
    else alike.set(value, [row])
  }
  return [...alike].map(([value, inIt]) => ({ value, rows: inIt }))
}

/** The rows as a table sorted by that column shows them. */
export function inOrder<Row>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const sortBy = columns.find(({ id }) => id === sort?.column)?.sortBy
  if (sort === null || sortBy === undefined) return rows
  const factor = sort.descending ? -1 : 1
  return alikeRows(rows, sortBy)
    .toSorted((one, other) => factor * compareCells(one.value, other.value))
    .flatMap((alike) => alike.rows)
}
