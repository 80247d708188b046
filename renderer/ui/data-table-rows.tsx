// biome-ignore-all lint/a11y/useSemanticElements: see data-table.tsx

import type { TFunction } from 'i18next'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn } from './data-column.ts'
import type { GroupEntry } from './data-table-entries.ts'
import { grouped } from './grouped.ts'
import { ClosedIcon, OpenedIcon } from './icons.tsx'

interface RowProps<Row> {
  /** Asked for once for the list, not by every row. */
  readonly t: TFunction
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
  readonly onToggle: (id: string, isRange: boolean) => void
  /** Where rows stand under heads of groups. */
  readonly level?: number | undefined
}

/** Drawn again only when its own row changed. */
export const TableRow = memo(TableRowView) as typeof TableRowView
export const CardRow = memo(CardRowView) as typeof CardRowView

function TableRowView<Row>({
  columns,
  shownIds,
  tracks,
  ...props
}: RowProps<Row> & {
  readonly columns: readonly DataColumn<Row>[]
  readonly shownIds: ReadonlySet<string>
  readonly tracks: string
}) {
  return (
    <RowFrame {...props} className="data-row" tracks={tracks}>
      <RowCheckbox {...props} />
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className="data-cell" data-column={column.id}>
          {column.cell(props.row, props.widthPx, shownIds)}
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
  onToggle,
  level,
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
      aria-level={level}
      aria-selected={checked ?? opened}
      data-active={active || undefined}
      data-opened={opened || undefined}
      style={{ transform: `translateY(${top}px)`, height, gridTemplateColumns: tracks }}
      onMouseDown={(event) => {
        // Otherwise the browser would mark the text in between.
        if (event.shiftKey && checked !== undefined) event.preventDefault()
      }}
      onClick={(event) => {
        if (!isForRow(event)) return
        const isTick = checked !== undefined && (event.shiftKey || event.ctrlKey || event.metaKey)
        if (isTick) onToggle(id, event.shiftKey)
        else onOpen(id)
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

function RowCheckbox<Row>({ t, id, name, checked, onToggle }: RowProps<Row>) {
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
          onChange={({ nativeEvent }) => onToggle(id, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
        />
      </label>
    </div>
  )
}

/** The head of a group: a press closes or opens it, its tick takes all its rows. */
export function GroupRow<Row>({
  entry,
  index,
  top,
  height,
  measure,
  active,
  selected,
  onOpen,
  onToggle,
}: Pick<RowProps<Row>, 'index' | 'top' | 'height' | 'measure' | 'active' | 'onOpen' | 'onToggle'> & {
  readonly entry: GroupEntry<Row>
  readonly selected: ReadonlySet<string> | undefined
}) {
  const { t, i18n } = useTranslation()
  const ticked = selected === undefined ? 0 : entry.rowIds.filter((id) => selected.has(id)).length
  const isAll = ticked === entry.rowIds.length
  const name = t('list.groupHead', { group: entry.label, count: entry.rowIds.length })
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys belong to the grid, which has the focus
    <div
      id={`row-${entry.id}`}
      ref={measure}
      data-index={index}
      className="data-group"
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-level={1}
      aria-expanded={!entry.isClosed}
      aria-selected={selected && isAll}
      data-active={active || undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={() => onOpen(entry.id)}
    >
      {selected === undefined ? null : (
        // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click beside the tick from closing the group
        <div
          role="gridcell"
          tabIndex={-1}
          className="data-cell data-check"
          onClick={(event) => event.stopPropagation()}
        >
          <label className="data-check-place">
            <input
              type="checkbox"
              tabIndex={-1}
              checked={isAll}
              ref={(box) => {
                if (box) box.indeterminate = ticked > 0 && !isAll
              }}
              aria-label={t('list.select', { name })}
              onChange={() => onToggle(entry.id, false)}
            />
          </label>
        </div>
      )}
      <div role="gridcell" tabIndex={-1} className="data-group-name">
        {entry.isClosed ? <ClosedIcon /> : <OpenedIcon />}
        <b>{entry.label}</b>
        <span className="muted">{grouped(i18n.language, entry.rowIds.length)}</span>
        {ticked > 0 && !isAll ? <span className="muted">{t('list.groupTicked', { count: ticked })}</span> : null}
      </div>
    </div>
  )
}
