import { useCallback } from 'react'
import { useScreenState } from './trackside.tsx'
import type { Sort } from './ui/data-column.ts'

/** How a list screen is looked at, and of that what its table keeps over navigation and restart (ux 18). */
export function useListState(screen: string) {
  const [state, change] = useScreenState(screen)
  const onSort = useCallback((sort: Sort | null) => change({ sort }), [change])
  const onLeave = useCallback((scrollTop: number) => change({ scrollTop }), [change])
  const table = { sort: state.sort, onSort, scrollTop: state.scrollTop, onLeave }
  return { state, change, table }
}
