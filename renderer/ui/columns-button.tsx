import { Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { type ColumnLayout, columnsInOrder, layoutOf, withMoved, withSized, withToggled } from './column-layout.ts'
import type { DataColumn } from './data-column.ts'
import './checkbox.css'
import './columns-button.css'

const STEP_PX = 16

/** Which columns there are, in which order, how wide: all that dragging their heads does, too (ux 22). */
export function ColumnsButton<Row>({
  columns,
  kept,
  hint,
  onChange,
}: {
  readonly columns: readonly DataColumn<Row>[]
  readonly kept: ColumnLayout | null
  readonly hint: string
  readonly onChange: (layout: ColumnLayout | null) => void
}) {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const layout = layoutOf(columns, kept)
  const inOrder = columnsInOrder(columns, layout)
  const move = (column: DataColumn<Row>, by: -1 | 1) => {
    const next = withMoved(layout, column.id, by)
    const shown = next.order.filter((id) => !next.hidden.includes(id))
    onChange(next)
    setSaid(t('list.columnPlace', { column: column.header, place: shown.indexOf(column.id) + 1, count: shown.length }))
  }
  const size = (column: DataColumn<Row>, byPx: number) => {
    const next = withSized(layout, column, (layout.widths[column.id] ?? column.minPx ?? 0) + byPx)
    onChange(next)
    setSaid(t('list.columnWidth', { column: column.header, width: next.widths[column.id] ?? 0 }))
  }
  return (
    <Popover
      position="bottom-end"
      width="min(400px, calc(100vw - 16px))"
      trapFocus
      returnFocus
      transitionProps={{ transition: 'fade', duration: 120 }}
    >
      <Popover.Target>
        <button type="button" className="button columns-button">
          {t('list.columns')}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="columns-menu" aria-label={t('list.columns')}>
        <p className="muted small">{hint}</p>
        <ul>
          {inOrder.map((column) => (
            <ColumnLine
              key={column.id}
              column={column}
              isShown={!layout.hidden.includes(column.id)}
              onToggle={() => onChange(withToggled(layout, column.id))}
              onMove={(by) => move(column, by)}
              onSize={(byPx) => size(column, byPx)}
            />
          ))}
        </ul>
        <p className="visually-hidden" role="status">
          {said}
        </p>
        <Button onClick={() => onChange(null)}>{t('list.columnsReset')}</Button>
      </Popover.Dropdown>
    </Popover>
  )
}

function ColumnLine<Row>({
  column: { header, isEssential },
  isShown,
  onToggle,
  onMove,
  onSize,
}: {
  readonly column: DataColumn<Row>
  readonly isShown: boolean
  readonly onToggle: () => void
  readonly onMove: (by: -1 | 1) => void
  readonly onSize: (byPx: number) => void
}) {
  const { t } = useTranslation()
  const words = { column: header }
  const acts = [
    { sign: '←', label: t('list.columnLeft', words), act: () => onMove(-1) },
    { sign: '→', label: t('list.columnRight', words), act: () => onMove(1) },
    { sign: '−', label: t('list.columnNarrower', words), act: () => onSize(-STEP_PX) },
    { sign: '+', label: t('list.columnWider', words), act: () => onSize(STEP_PX) },
  ]
  return (
    <li className="columns-line">
      <label>
        <input type="checkbox" checked={isShown} disabled={isEssential} onChange={onToggle} />
        <span>{header}</span>
        {isEssential ? <small className="muted">{t('list.columnAlways')}</small> : null}
      </label>
      {isShown
        ? acts.map(({ sign, label, act }) => (
            <button key={sign} type="button" className="columns-act" aria-label={label} title={label} onClick={act}>
              <span aria-hidden="true">{sign}</span>
            </button>
          ))
        : null}
    </li>
  )
}
