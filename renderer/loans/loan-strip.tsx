// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight don't exist, which a table element doesn't allow
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useLook } from '../ui/use-look.ts'
import { useTextWidth } from '../ui/use-text-width.ts'
import { useWidth } from '../ui/use-width.ts'
import { dateIn } from '../words/format-time.ts'
import { useSay } from '../words/say.tsx'
import { StripBackground, StripHead, StripNow } from './strip-calendar.tsx'
import type { StripDays } from './strip-days.ts'
import { StripKey } from './strip-key.tsx'
import { LABEL_PX, StripRowView } from './strip-row.tsx'
import type { StripRow } from './strip-rows.ts'
import type { StripEvent } from './use-strip.ts'
import { useStripKeys } from './use-strip-keys.ts'
import './loan-strip.css'

/**
 * Loans in time: a row a box, a bar a loan. Arrows move, Enter opens the box; only the rows in sight exist. Where there
 * is no room for all days, it scrolls sideways and the boxes' names stay.
 */
export function LoanStrip({
  rows,
  days,
  events,
  label,
  dense,
  opened,
  onOpen,
  empty,
}: {
  readonly rows: readonly StripRow[]
  readonly days: StripDays
  readonly events: readonly StripEvent[]
  readonly label: string
  /** Too many days to name each. */
  readonly dense: boolean
  /** The box that is shown beside it. */
  readonly opened: string | undefined
  readonly onOpen: (loanId: string) => void
  readonly empty: ReactNode
}) {
  const { time, now } = useSay()
  const gridRef = useRef<HTMLDivElement>(null)
  const timeRef = useRef<HTMLDivElement>(null)
  const stripPx = useWidth(timeRef)
  const widthOf = useTextWidth()
  const { rowPx, headPx } = useHeights(gridRef, events.length > 0 ? 3 : 2)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => rows[index]?.boxId ?? index,
    // The head stands in the same scroller, and stays on top.
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    overscan: 6,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row size makes every measurement old
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowPx])
  useNowInSight(gridRef, timeRef, days, now)
  const ids = useMemo(() => rows.map(({ boxId }) => boxId), [rows])
  const open = useCallback(
    (boxId: string) => {
      const loan = rows.find((row) => row.boxId === boxId)?.bars.at(-1)?.loan
      if (loan !== undefined) onOpen(loan.id)
    },
    [rows, onOpen],
  )
  const keys = useStripKeys({
    ids,
    opened,
    onOpen: open,
    rowsInSight: Math.max(1, Math.floor(((gridRef.current?.clientHeight ?? rowPx) - headPx) / rowPx) - 1),
    show: (index) => virtualizer.scrollToIndex(index),
  })
  const items = virtualizer.getVirtualItems()
  const activeShown = items.some(({ index }) => ids[index] === keys.active)
  return (
    <div className="strip" data-dense={dense}>
      <div
        ref={gridRef}
        className="strip-grid"
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        tabIndex={0}
        aria-activedescendant={activeShown ? `row-${keys.active}` : undefined}
        onKeyDown={keys.onKeyDown}
      >
        <div className="strip-inner" role="presentation">
          <StripHead
            days={days}
            events={events}
            dense={dense}
            today={dateIn(time.zone, now)}
            heightPx={headPx}
            roomFor={(text, share) => widthOf(text) * LABEL_PX + 10 <= share * stripPx}
            timeRef={timeRef}
          />
          <div
            className="strip-rows"
            role="rowgroup"
            style={{ height: rows.length === 0 ? undefined : virtualizer.getTotalSize() }}
          >
            <StripBackground days={days} events={events} dense={dense} />
            {items.map(({ index, start, size }) => {
              const row = rows[index]
              return row === undefined ? null : (
                <StripRowView
                  key={row.boxId}
                  row={row}
                  index={index}
                  top={start - headPx}
                  height={size}
                  stripPx={stripPx}
                  widthOf={widthOf}
                  active={keys.active === row.boxId}
                  opened={opened === row.boxId}
                  onOpen={keys.openRow}
                />
              )
            })}
            <StripNow days={days} now={now} />
          </div>
        </div>
      </div>
      {rows.length === 0 ? <div className="strip-empty">{empty}</div> : <StripKey />}
    </div>
  )
}

/** A row's height as the theme has it, and as its text needs; the head's, by the number of its lines. */
function useHeights(ref: RefObject<HTMLElement | null>, headLines: number) {
  const [px, setPx] = useState({ row: 44, text: 14 })
  const look = useLook()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look has other rows
  useLayoutEffect(() => {
    if (ref.current === null) return
    const style = getComputedStyle(ref.current)
    const text = Number.parseFloat(style.fontSize) || 14
    setPx({ row: Math.max(Number.parseFloat(style.getPropertyValue('--row')) || 44, Math.round(text * 2.6)), text })
  }, [ref, look])
  return { rowPx: px.row, headPx: Math.round(headLines * px.text * 1.3) + 8 }
}

/** Where not all days have room, the present comes first: a third of the way into what is seen. */
function useNowInSight(
  gridRef: RefObject<HTMLElement | null>,
  timeRef: RefObject<HTMLElement | null>,
  { fromMs, toMs }: StripDays,
  now: string,
): void {
  const [begin] = useState(() => Date.parse(now))
  useLayoutEffect(() => {
    const [grid, time] = [gridRef.current, timeRef.current]
    if (grid === null || time === null || grid.scrollWidth <= grid.clientWidth) return
    const names = grid.scrollWidth - time.clientWidth
    const share = Math.min(1, Math.max(0, (begin - fromMs) / (toMs - fromMs)))
    grid.scrollLeft = share * time.clientWidth - (grid.clientWidth - names) / 3
  }, [gridRef, timeRef, fromMs, toMs, begin])
}
