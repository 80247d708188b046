// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight don't exist, which a table element doesn't allow
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn, Sort } from './data-column.ts'
import { CardRow, HeaderRow, TableRow } from './data-table-rows.tsx'
import { useGridKeys } from './use-grid-keys.ts'
import { useLook } from './use-look.ts'
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
  readonly empty: ReactNode
  /** Where the list was when it was left, and is again (ux 18). */
  readonly scrollTop?: number
  readonly onLeave?: (scrollTop: number) => void
}

const CARDS_BELOW_PX = 460
const CARD_PX = 116
const HEAD_PX = 33

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: {} })

function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return collator.compare(String(one), String(other))
}

/**
 * A list of any length as a table, or as cards where it is narrow. Arrows move, Enter opens, Space selects; only the
 * rows in sight exist.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rows, columns, rowId, sort, selection, empty, scrollTop = 0, onLeave } = props
  const { t } = useTranslation()
  const scrollRef = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(scrollRef)
  const cards = widthPx < CARDS_BELOW_PX
  const shown = useMemo(() => columns.filter(({ fromWidth = 0 }) => widthPx >= fromWidth), [columns, widthPx])
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>()
    return columns.map(({ id, sortBy }) =>
      helper.accessor((row): unknown => sortBy?.(row) ?? '', {
        id,
        sortFn: (one, other) => compare(one.getValue(id), other.getValue(id)),
      }),
    )
  }, [columns])
  const sorting = useMemo(() => (sort ? [{ id: sort.column, desc: sort.descending }] : []), [sort])
  const table = useTable({ features, columns: definitions, data: rows, getRowId: rowId, state: { sorting } })
  const ordered = table.getRowModel().rows
  const rowPx = useRowHeight(scrollRef, cards)
  const headPx = cards ? 0 : HEAD_PX
  const virtualizer = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => ordered[index]?.id ?? index,
    initialOffset: scrollTop,
    // The head stands in the same scroller, and stays on top.
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    overscan: 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row size makes every measurement old
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowPx])
  useScrollKept(scrollRef, scrollTop, onLeave)
  const ids = useMemo(() => ordered.map(({ id }) => id), [ordered])
  const keys = useGridKeys({
    ids,
    opened: props.opened,
    onOpen: props.onOpen,
    selection,
    rowsInSight: Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? rowPx) / rowPx) - 1),
    show: (index) => virtualizer.scrollToIndex(index),
  })
  const tracks = `${selection ? '28px ' : ''}${shown.map(({ track }) => track).join(' ')}`
  const items = virtualizer.getVirtualItems()
  const activeShown = items.some(({ index }) => ids[index] === keys.active)

  return (
    <div className="data-table" data-cards={cards}>
      <div
        className="data-table-grid"
        role="grid"
        aria-label={props.label}
        aria-rowcount={ordered.length + 1}
        aria-multiselectable={selection !== undefined}
        tabIndex={0}
        aria-activedescendant={activeShown ? `row-${keys.active}` : undefined}
        onKeyDown={keys.onKeyDown}
      >
        <div className="data-table-scroll" ref={scrollRef} role="presentation">
          <HeaderRow
            hidden={cards}
            columns={shown}
            tracks={tracks}
            sort={sort}
            onSort={props.onSort}
            selectAll={
              selection && {
                label: t('list.selectAll'),
                checked: ids.length > 0 && ids.every((id) => selection.ids.has(id)),
                some: selection.ids.size > 0,
                toggle: (all) => selection.onChange(all ? ids : []),
              }
            }
          />
          {ordered.length === 0 ? null : (
            <div className="data-table-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
              {items.map(({ index, start, size }) => {
                const row = ordered[index]
                if (row === undefined) return null
                const common = {
                  id: row.id,
                  index,
                  top: start - headPx,
                  height: cards ? undefined : size,
                  row: row.original,
                  widthPx,
                  name: props.rowName(row.original),
                  active: keys.active === row.id,
                  opened: props.opened === row.id,
                  checked: selection?.ids.has(row.id),
                  onOpen: keys.openRow,
                  onToggle: keys.toggle,
                }
                return cards ? (
                  <CardRow key={row.id} {...common} card={props.card} measure={virtualizer.measureElement} />
                ) : (
                  <TableRow key={row.id} {...common} columns={shown} tracks={tracks} />
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

/** The height of a row as the theme has it, and as two lines of its text need; a card's is that of what it holds. */
function useRowHeight(ref: RefObject<HTMLElement | null>, cards: boolean): number {
  const [rowPx, setRowPx] = useState({ row: 44, card: CARD_PX })
  const look = useLook()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look has other rows
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const style = getComputedStyle(element)
    const textPx = Number.parseFloat(style.fontSize) || 14
    const row = Math.max(Number.parseFloat(style.getPropertyValue('--row')) || 44, Math.round(textPx * 2.6))
    setRowPx({ row, card: Math.round((textPx / 14) * CARD_PX) })
  }, [ref, look])
  return cards ? rowPx.card : rowPx.row
}

function useScrollKept(
  ref: RefObject<HTMLElement | null>,
  scrollTop: number,
  onLeave: ((scrollTop: number) => void) | undefined,
): void {
  const leave = useRef(onLeave)
  useEffect(() => {
    leave.current = onLeave
  })
  const first = useRef(scrollTop)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    element.scrollTop = first.current
    let last = first.current
    const scrolled = () => {
      last = element.scrollTop
    }
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      element.removeEventListener('scroll', scrolled)
      leave.current?.(last)
    }
  }, [ref])
}
