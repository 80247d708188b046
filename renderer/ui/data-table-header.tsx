// biome-ignore-all lint/a11y/useSemanticElements: see data-table.tsx
import { type DragEvent, type KeyboardEvent, memo, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn, Sort } from './data-column.ts'
import type { ColumnMoves } from './use-column-moves.ts'

interface SelectAll {
  readonly label: string
  readonly checked: boolean
  readonly some: boolean
  readonly toggle: (all: boolean) => void
}

/** Drawn again only when something of it changed: a list that scrolls has the same one. */
export const HeaderRow = memo(HeaderRowView) as typeof HeaderRowView

function HeaderRowView<Row>({
  hidden,
  columns,
  tracks,
  sort,
  onSort,
  selectAll,
  moves,
}: {
  readonly hidden: boolean
  readonly columns: readonly DataColumn<Row>[]
  readonly tracks: string
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
  readonly selectAll: SelectAll | undefined
  /** Where columns are laid out by whoever looks at them. */
  readonly moves: ColumnMoves | undefined
}) {
  const { t } = useTranslation()
  return (
    <div role="rowgroup" className={hidden ? 'visually-hidden' : 'data-head-group'}>
      <div className="data-head" role="row" tabIndex={-1} aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
        {selectAll === undefined ? null : <SelectAllCell {...selectAll} />}
        {columns.map((column) => (
          <HeaderCell key={column.id} id={column.id} sorted={sortedAs(sort, column.id)} moves={moves}>
            {column.sortBy === undefined ? (
              <span className="data-head-words">{column.header}</span>
            ) : (
              <button
                type="button"
                className="data-sort"
                title={t(moves ? 'list.sortByOrMove' : 'list.sortBy', { column: column.header })}
                onClick={() => onSort(nextSort(sort, column.id))}
                onKeyDown={(event) => moves && moveByKey(event, column.id, moves)}
              >
                {column.header}
                <span aria-hidden="true">{SORT_SIGNS[sortedAs(sort, column.id) ?? 'none']}</span>
              </button>
            )}
          </HeaderCell>
        ))}
      </div>
    </div>
  )
}

const SORT_SIGNS = { ascending: ' ↑', descending: ' ↓', none: '' } as const

function sortedAs(sort: Sort | null, column: string): 'ascending' | 'descending' | undefined {
  if (sort?.column !== column) return undefined
  return sort.descending ? 'descending' : 'ascending'
}

/** Dragged by its words it moves, by its edge it is sized; the menu of columns and keys do the same (ux 22). */
function HeaderCell({
  id,
  sorted,
  moves,
  children,
}: {
  readonly id: string
  readonly sorted: 'ascending' | 'descending' | undefined
  readonly moves: ColumnMoves | undefined
  readonly children: ReactNode
}) {
  const [drop, setDrop] = useState<'before' | 'after'>()
  const common = { role: 'columnheader', tabIndex: -1, className: 'data-cell', 'aria-sort': sorted } as const
  if (moves === undefined) return <div {...common}>{children}</div>
  const drag = {
    onDragStart: (event: DragEvent) => moves.drag(id, event),
    onDragOver: (event: DragEvent) => setDrop(moves.over(id, event)),
    onDragLeave: () => setDrop(undefined),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      if (drop) moves.drop(id, drop)
      setDrop(undefined)
    },
  }
  return (
    <div {...common} {...drag} draggable data-column={id} data-drop={drop}>
      {children}
      <span aria-hidden="true" className="data-edge" onPointerDown={(event) => moves.sizeFrom(id, event)} />
    </div>
  )
}

const SIZE_STEP_PX = 16

/** Shift and Left or Right: narrower or wider; with Ctrl: to the left or right. */
function moveByKey(event: KeyboardEvent<HTMLButtonElement>, id: string, moves: ColumnMoves): void {
  const isLeft = event.key === 'ArrowLeft'
  if (!(isLeft || event.key === 'ArrowRight') || !event.shiftKey || event.altKey) return
  event.preventDefault()
  // The list would take it for its own.
  event.stopPropagation()
  const button = event.currentTarget
  if (event.ctrlKey || event.metaKey) {
    moves.move(id, isLeft ? -1 : 1)
    // Moved in the document, it would lose the focus.
    requestAnimationFrame(() => button.focus())
  } else moves.sizeBy(id, isLeft ? -SIZE_STEP_PX : SIZE_STEP_PX, button)
}

function SelectAllCell({ label, checked, some, toggle }: SelectAll) {
  return (
    <div role="columnheader" tabIndex={-1} className="data-cell data-check">
      <label className="data-check-place">
        <input
          type="checkbox"
          aria-label={label}
          checked={checked}
          ref={(box) => {
            if (box) box.indeterminate = some && !checked
          }}
          onChange={() => toggle(!checked)}
        />
      </label>
    </div>
  )
}

/** Up, down, and back to the list's own order. */
function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}
