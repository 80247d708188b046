import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'

/**
 * Rows don't move on arriving data: while somebody points into the list or has scrolled it, new rows wait, and are
 * counted for a bar that lets them in.
 * @param resetKey with another one (filter, search), it is another list, and all of it shows
 */
export function useCalmRows<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  resetKey: string,
  listRef: RefObject<HTMLElement | null>,
) {
  const [last, setLast] = useState({ resetKey, rows })
  const isNewList = last.resetKey !== resetKey
  // Another list is drawn once, not first with what the one before knew.
  if (isNewList) setLast({ resetKey, rows })
  const known = isNewList ? rows : last.rows
  // Ids are compared only where something arrived: another search of many rows costs nothing here.
  const isSame = known === rows
  const knownIds = useMemo(() => (isSame ? undefined : new Set(known.map(rowId))), [isSame, known, rowId])
  const shown = useMemo(
    () => (knownIds === undefined ? rows : rows.filter((row) => knownIds.has(rowId(row)))),
    [rows, knownIds, rowId],
  )
  const waiting = rows.length - shown.length
  const letIn = useCallback(() => setLast({ resetKey, rows }), [resetKey, rows])
  const isUsed = useIsUsed(listRef)

  useLayoutEffect(() => {
    if (waiting > 0 && !isUsed()) letIn()
  }, [waiting, isUsed, letIn])

  return { shown, waiting, letIn }
}

function useIsUsed(listRef: RefObject<HTMLElement | null>): () => boolean {
  const [use] = useState({ pointed: false })
  useEffect(() => {
    const list = listRef.current
    if (list === null) return
    const entered = () => {
      use.pointed = true
    }
    const left = () => {
      use.pointed = false
    }
    list.addEventListener('pointerenter', entered)
    list.addEventListener('pointerleave', left)
    return () => {
      list.removeEventListener('pointerenter', entered)
      list.removeEventListener('pointerleave', left)
    }
  }, [listRef, use])
  return useCallback(() => {
    const scrolled = (listRef.current?.querySelector('.data-table-scroll')?.scrollTop ?? 0) > 0
    return use.pointed || scrolled || isNewRowsBarPointed()
  }, [listRef, use])
}

/** The bar of new rows doesn't go from under the pointer that is about to press it. */
export function isNewRowsBarPointed(): boolean {
  return document.querySelector('.new-rows-bar:hover') !== null
}
