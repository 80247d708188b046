import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useLook } from './use-look.ts'

const CARD_PX = 116

/** The height of a row as the theme has it, and as two lines of its text need; a card's is that of what it holds. */
export function useRowHeight(ref: RefObject<HTMLElement | null>, cards: boolean): number {
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

/**
 * ux 18: where the list was when it was left, and is again.
 * @param hasRows false until there is something to scroll
 */
export function useScrollKept(
  ref: RefObject<HTMLElement | null>,
  scrollTop: number,
  onLeave: ((scrollTop: number) => void) | undefined,
  hasRows: boolean,
): void {
  const leave = useRef(onLeave)
  useEffect(() => {
    leave.current = onLeave
  })
  const first = useRef(scrollTop)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null || !hasRows) return
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
  }, [ref, hasRows])
}
