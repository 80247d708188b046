// biome-ignore-all lint/a11y/useSemanticElements: see data-table.tsx
import { type MouseEvent, memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn, Sort } from './data-column.ts'

interface RowProps<Row> {
  readonly id: string
  readonly index: number
  readonly top: number
  /** Undefined: as high as what it holds, which `measure` then finds out. */
  readonly height: number | undefined
  readonly measure?: (element: HTMLElement | null) => void
  readonly row: Row
  readonly widthPx: number
  readonly name: string
  readonly active: boolean
  readonly opened: boolean
  /** Undefined: rows aren't selected here. */
  readonly checked: boolean | undefined
  readonly onOpen: (id: string) => void
  readonly onToggle: (id: string) => void
}

/** Drawn again only when its own row changed. */
export const TableRow = memo(TableRowView) as typeof TableRowView
export const CardRow = memo(CardRowView) as typeof CardRowView

function TableRowView<Row>({
  columns,
  tracks,
  ...props
}: RowProps<Row> & { readonly columns: readonly DataColumn<Row>[]; readonly tracks: string }) {
  return (
    <RowFrame {...props} className="data-row" tracks={tracks}>
      <RowCheckbox {...props} />
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className="data-cell" data-column={column.id}>
          {column.cell(props.row, props.widthPx)}
        </div>
      ))}
    </RowFrame>
  )
}

function CardRowView<Row>({ card, ...props }: RowProps<Row> & { readonly card: (row: Row) => ReactNode }) {
  return (
    <RowFrame {...props} className="data-card" tracks={props.checked === undefined ? '1fr' : '28px 1fr'}>
      <RowCheckbox {...props} />
      <div role="gridcell" className="data-card-cell">
        {card(props.row)}
      </div>
    </RowFrame>
  )
}

function RowFrame<Row>({
  id,
  index,
  top,
  height,
  measure,
  active,
  opened,
  checked,
  onOpen,
  className,
  tracks,
  children,
}: RowProps<Row> & { readonly className: string; readonly tracks: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys belong to the grid, which has the focus
    <div
      id={`row-${id}`}
      ref={measure}
      data-index={index}
      className={className}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={checked ?? opened}
      data-active={active || undefined}
      data-opened={opened || undefined}
      style={{ transform: `translateY(${top}px)`, height, gridTemplateColumns: tracks }}
      onClick={(event) => {
        if (isForRow(event)) onOpen(id)
      }}
    >
      {children}
    </div>
  )
}

/** A button in the row has its own act; a dialog that it opened is elsewhere on the page. */
function isForRow({ target, currentTarget }: MouseEvent<HTMLElement>): boolean {
  return target instanceof Element && currentTarget.contains(target) && target.closest('button, a') === null
}

function RowCheckbox<Row>({ id, name, checked, onToggle }: RowProps<Row>) {
  const { t } = useTranslation()
  if (checked === undefined) return null
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click beside the tick from opening the row
    <div role="gridcell" tabIndex={-1} className="data-cell data-check" onClick={(event) => event.stopPropagation()}>
      <label className="data-check-place">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={checked}
          aria-label={t('list.select', { name })}
          onChange={() => onToggle(id)}
        />
      </label>
    </div>
  )
}

export function HeaderRow<Row>({
  hidden,
  columns,
  tracks,
  sort,
  onSort,
  selectAll,
}: {
  readonly hidden: boolean
  readonly columns: readonly DataColumn<Row>[]
  readonly tracks: string
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
  readonly selectAll:
    | {
        readonly label: string
        readonly checked: boolean
        readonly some: boolean
        readonly toggle: (all: boolean) => void
      }
    | undefined
}) {
  const { t } = useTranslation()
  return (
    <div role="rowgroup" className={hidden ? 'visually-hidden' : 'data-head-group'}>
      <div className="data-head" role="row" tabIndex={-1} aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
        {selectAll === undefined ? null : (
          <div role="columnheader" tabIndex={-1} className="data-cell data-check">
            <label className="data-check-place">
              <input
                type="checkbox"
                aria-label={selectAll.label}
                checked={selectAll.checked}
                ref={(box) => {
                  if (box) box.indeterminate = selectAll.some && !selectAll.checked
                }}
                onChange={() => selectAll.toggle(!selectAll.checked)}
              />
            </label>
          </div>
        )}
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            tabIndex={-1}
            className="data-cell"
            aria-sort={sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined}
          >
            {column.sortBy === undefined ? (
              column.header
            ) : (
              <button
                type="button"
                className="data-sort"
                title={t('list.sortBy', { column: column.header })}
                onClick={() => onSort(nextSort(sort, column.id))}
              >
                {column.header}
                <span aria-hidden="true">{sort?.column === column.id ? (sort.descending ? ' ↓' : ' ↑') : ''}</span>
              </button>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Up, down, and back to the list's own order. */
function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}
