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
  const ids = useMemo(() => rows.map(rowId), [rows, rowId])
  const [known, setKnown] = useState({ resetKey, ids: new Set(ids) })
  const isNewList = known.resetKey !== resetKey
  const waiting = isNewList ? 0 : ids.reduce((count, id) => (known.ids.has(id) ? count : count + 1), 0)
  const letIn = useCallback(() => setKnown({ resetKey, ids: new Set(ids) }), [resetKey, ids])
  const isUsed = useIsUsed(listRef)

  useLayoutEffect(() => {
    if (isNewList || (waiting > 0 && !isUsed())) letIn()
  }, [isNewList, waiting, isUsed, letIn])

  const shown = useMemo(
    () => (waiting === 0 ? rows : rows.filter((row) => known.ids.has(rowId(row)))),
    [rows, waiting, known, rowId],
  )
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
    return use.pointed || scrolled
  }, [listRef, use])
}
