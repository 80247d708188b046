import { type DragEvent, type PointerEvent, useLayoutEffect, useMemo, useRef } from 'react'
import { type ColumnLayout, withMoved, withPlaced, withSized } from './column-layout.ts'
import type { DataColumn } from './data-column.ts'

const TEXT_PX = 14

/** What a head of a column does when it is dragged, by pointer or keys. The same object always. */
export interface ColumnMoves {
  readonly drag: (id: string, event: DragEvent) => void
  /** @returns on which side of this one the dragged column would stand */
  readonly over: (id: string, event: DragEvent) => 'before' | 'after' | undefined
  readonly drop: (id: string, side: 'before' | 'after') => void
  readonly move: (id: string, by: -1 | 1) => void
  /** Follows the pointer until it is let go. */
  readonly sizeFrom: (id: string, event: PointerEvent<HTMLElement>) => void
  /** @param inside the element of the column's head, to know how wide it is now */
  readonly sizeBy: (id: string, byPx: number, inside: HTMLElement) => void
}

interface Laid<Row> {
  readonly columns: readonly DataColumn<Row>[]
  readonly layout: ColumnLayout
  readonly onChange: (layout: ColumnLayout) => void
}

export function useColumnMoves<Row>(laid: Laid<Row> | undefined): ColumnMoves | undefined {
  const latest = useRef(laid)
  useLayoutEffect(() => {
    latest.current = laid
  })
  const dragged = useRef<string>(undefined)
  const isLaid = laid !== undefined
  return useMemo(() => {
    if (!isLaid) return undefined
    const change = (next: (laid: Laid<Row>) => ColumnLayout) => {
      if (latest.current) latest.current.onChange(next(latest.current))
    }
    const size = (id: string, px: number) =>
      change(({ columns, layout }) => {
        const column = columns.find((one) => one.id === id)
        return column ? withSized(layout, column, px) : layout
      })
    return {
      drag(id, event) {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', id)
        dragged.current = id
      },
      over(id, event) {
        if (dragged.current === undefined || dragged.current === id) return undefined
        event.preventDefault()
        const { left, width } = event.currentTarget.getBoundingClientRect()
        return event.clientX < left + width / 2 ? 'before' : 'after'
      },
      drop(id, side) {
        const from = dragged.current
        dragged.current = undefined
        if (from !== undefined) change(({ layout }) => withPlaced(layout, from, id, side === 'after'))
      },
      move: (id, by) => change(({ layout }) => withMoved(layout, id, by)),
      sizeBy: (id, byPx, inside) => size(id, widthOf(inside) + byPx),
      sizeFrom(id, event) {
        // Neither a drag of the column nor a mark in its words.
        event.preventDefault()
        const edge = event.currentTarget
        const [startX, startPx, textPx] = [event.clientX, widthOf(edge), textPxOf(edge)]
        edge.setPointerCapture(event.pointerId)
        const moved = ({ clientX }: globalThis.PointerEvent) =>
          size(id, startPx + ((clientX - startX) * TEXT_PX) / textPx)
        const ended = () => {
          edge.removeEventListener('pointermove', moved)
          edge.removeEventListener('lostpointercapture', ended)
        }
        edge.addEventListener('pointermove', moved)
        edge.addEventListener('lostpointercapture', ended)
      },
    }
  }, [isLaid])
}

/** Of the head that the element is in, in pixels of 14 px text. */
function widthOf(inside: HTMLElement): number {
  const head = inside.closest('[role=columnheader]') ?? inside
  return (head.getBoundingClientRect().width * TEXT_PX) / textPxOf(inside)
}

/** The text of the list itself: that of its heads is smaller. */
function textPxOf(inside: HTMLElement): number {
  const list = inside.closest('.data-head') ?? inside
  return Number.parseFloat(getComputedStyle(list).fontSize) || TEXT_PX
}
