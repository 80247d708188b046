// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight don't exist, which a table element doesn't allow
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type ColumnLayout, columnsThatFit, layoutOf, trackOf } from './column-layout.ts'
import { type Alike, alikeRows, compareCells, type DataColumn, type Grouping, type Sort } from './data-column.ts'
import { type Lines, linesOf } from './data-table-entries.ts'
import { HeaderRow } from './data-table-header.tsx'
import { CardRow, GroupRow, TableRow } from './data-table-rows.tsx'
import { useRowHeight, useScrollKept } from './data-table-scroll.ts'
import { useColumnMoves } from './use-column-moves.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useWidth } from './use-width.ts'
import './checkbox.css'
import './data-table.css'

export interface DataTableProps<Row> {
  readonly label: string
  /** Keep the same array while nothing changed. */
  readonly rows: readonly Row[]
  readonly columns: readonly DataColumn<Row>[]
  readonly rowId: (row: Row) => string
  /** Of the row, for those who hear it. */
  readonly rowName: (row: Row) => string
  readonly opened: string | undefined
  readonly onOpen: (id: string) => void
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
  readonly selection?: { readonly ids: ReadonlySet<string>; readonly onChange: (ids: readonly string[]) => void }
  /** One row as a card, where the place is too narrow for columns. */
  readonly card: (row: Row) => ReactNode
  /** Where the columns need more room than most lists' do: in pixels of 14 px text. */
  readonly cardsBelowPx?: number
  readonly empty: ReactNode
  /** Where columns are chosen, moved and sized by whoever looks at them; null: as they are. */
  readonly layout?: { readonly kept: ColumnLayout | null; readonly onChange: (layout: ColumnLayout) => void }
  readonly grouping?: Grouping<Row> | undefined
  /** Where the list was when it was left, and is again (ux 18). */
  readonly scrollTop?: number
  readonly onLeave?: (scrollTop: number) => void
}

const CARDS_BELOW_PX = 460
const HEAD_PX = 33

const indexItself = (index: number) => index

/** Always the same array. */
const NO_ROWS: readonly never[] = []

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: {} })

/**
 * A list of any length as a table, or as cards where it is narrow. Arrows move, Enter opens, Space selects; only the
 * rows in sight exist.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rowId, sort, selection, grouping, empty, scrollTop = 0, onLeave } = props
  const { t } = useTranslation()
  const scrollRef = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(scrollRef)
  const cards = widthPx < (props.cardsBelowPx ?? CARDS_BELOW_PX)
  const { shown, shownIds, tracks, moves } = useColumns(props, widthPx)
  const ordered = useSortedRows(props)
  const lines = useMemo(() => linesOf(ordered, rowId, grouping), [ordered, rowId, grouping])
  const rowPx = useRowHeight(scrollRef, cards)
  const headPx = cards ? 0 : HEAD_PX
  const idAt = useCallback((index: number) => lines.at(index)?.id ?? index, [lines])
  const virtualizer = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowPx,
    // With another function, it would go through all lines again. Only cards are measured, and so known by their ids.
    getItemKey: cards ? idAt : indexItself,
    initialOffset: scrollTop,
    // The head stands in the same scroller, and stays on top.
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    overscan: 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row size makes every measurement old
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowPx])
  useScrollKept(scrollRef, scrollTop, onLeave, true)
  const keys = useGridKeys({
    lines,
    opened: props.opened,
    onOpen: props.onOpen,
    onClosed: useCallback(
      (key, isClosed) => {
        const others = [...(grouping?.closed ?? [])].filter((other) => other !== key)
        grouping?.onClosed(isClosed ? [...others, key] : others)
      },
      [grouping],
    ),
    selection,
    rowsInSight: Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? rowPx) / rowPx) - 1),
    show: (index) => virtualizer.scrollToIndex(index),
  })
  const selectAll = useMemo(
    () =>
      selection && {
        label: t('list.selectAll'),
        checked: isAllTicked(selection.ids, ordered.length, lines),
        some: selection.ids.size > 0,
        toggle: (all: boolean) => selection.onChange(all ? lines.rowIds() : []),
      },
    [t, selection, ordered, lines],
  )
  const items = virtualizer.getVirtualItems()
  const activeShown = items.some(({ index }) => lines.at(index)?.id === keys.active)
  // Heads of groups open and close: only a tree may say so.
  const grid = {
    role: grouping ? 'treegrid' : 'grid',
    tabIndex: 0,
    'aria-label': props.label,
    'aria-rowcount': lines.count + 1,
    'aria-multiselectable': selection !== undefined,
    'aria-activedescendant': activeShown ? `row-${keys.active}` : undefined,
    onKeyDown: keys.onKeyDown,
  } as const

  return (
    <div className="data-table" data-cards={cards}>
      <div className="data-table-grid" {...grid}>
        <div className="data-table-scroll" ref={scrollRef} role="presentation">
          <HeaderRow
            hidden={cards}
            columns={shown}
            tracks={tracks}
            sort={sort}
            onSort={props.onSort}
            moves={cards ? undefined : moves}
            selectAll={selectAll}
          />
          {ordered.length === 0 ? null : (
            <div className="data-table-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
              {items.map(({ index, start, size }) => {
                const entry = lines.at(index)
                if (entry === undefined) return null
                const line = {
                  index,
                  top: start - headPx,
                  height: cards ? undefined : size,
                  active: keys.active === entry.id,
                  onOpen: keys.openRow,
                  onToggle: keys.toggle,
                  ...(cards ? { measure: virtualizer.measureElement } : {}),
                }
                if (entry.kind === 'group') {
                  return <GroupRow key={entry.id} {...line} entry={entry} selected={selection?.ids} />
                }
                const common = {
                  ...line,
                  t,
                  id: entry.id,
                  row: entry.row,
                  widthPx,
                  name: props.rowName(entry.row),
                  opened: props.opened === entry.id,
                  checked: selection?.ids.has(entry.id),
                  level: grouping && 2,
                }
                return cards ? (
                  <CardRow key={entry.id} {...common} card={props.card} />
                ) : (
                  <TableRow key={entry.id} {...common} columns={shown} shownIds={shownIds} tracks={tracks} />
                )
              })}
            </div>
          )}
        </div>
      </div>
      {ordered.length === 0 ? <div className="data-table-empty">{empty}</div> : null}
    </div>
  )
}

function isAllTicked(ticked: ReadonlySet<string>, rows: number, { rowIds }: Lines<unknown>): boolean {
  return rows > 0 && ticked.size >= rows && rowIds().every((id) => ticked.has(id))
}

/** By the column that is chosen, or as they come. */
function useSortedRows<Row>({ rows, columns, sort }: DataTableProps<Row>): readonly Row[] {
  const sortBy = columns.find(({ id }) => id === sort?.column)?.sortBy
  // The table makes an object of each of its rows: unsorted, none is needed, and else one for all rows that are alike.
  const data = useMemo(() => (sortBy ? alikeRows(rows, sortBy) : NO_ROWS), [sortBy, rows])
  const sorting = useMemo(() => (sort ? [{ id: sort.column, desc: sort.descending }] : []), [sort])
  const table = useTable({ features, columns: useDefinitions(columns), data, state: { sorting } })
  const sorted = table.getRowModel().rows
  return useMemo(() => (sortBy ? sorted.flatMap(({ original }) => original.rows) : rows), [sortBy, sorted, rows])
}

function useDefinitions<Row>(columns: readonly DataColumn<Row>[]) {
  return useMemo(() => {
    const helper = createColumnHelper<typeof features, Alike<Row>>()
    return columns.map(({ id }) =>
      helper.accessor(({ value }): unknown => value, {
        id,
        sortFn: (one, other) => compareCells(one.original.value, other.original.value),
      }),
    )
  }, [columns])
}

/** Those that there is room for, and, where they are laid out, as they were. */
function useColumns<Row>({ columns, layout: laid, selection }: DataTableProps<Row>, widthPx: number) {
  const kept = laid?.kept
  const layout = useMemo(() => (kept === undefined ? undefined : layoutOf(columns, kept)), [columns, kept])
  const shown = useMemo(
    () =>
      layout === undefined
        ? columns.filter(({ fromWidth = 0 }) => widthPx >= fromWidth)
        : columnsThatFit(columns, layout, widthPx),
    [columns, layout, widthPx],
  )
  const shownIds = useMemo(() => new Set(shown.map(({ id }) => id)), [shown])
  const moves = useColumnMoves(layout && laid && { columns, layout, onChange: laid.onChange })
  const sized = shown.map((column) => (layout === undefined ? column.track : trackOf(column, layout)))
  return { shown, shownIds, moves, tracks: `${selection ? '28px ' : ''}${sized.join(' ')}` }
}
