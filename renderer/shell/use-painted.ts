import { useEffect } from 'react'
import type { TracksideState } from '../store.ts'
import { useTracksideState } from '../trackside.tsx'

/** Tells the desktop's shell, once, when what the core knows is on the screen: with that the start is over. */
export function usePainted(): void {
  const isKnown = useTracksideState(isFirstStateKnown)
  useEffect(() => {
    if (!isKnown) return
    // An effect runs before its frame is painted; the one that comes next has it behind it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => window.trackside?.tell({ type: 'painted' }))
    })
    return () => cancelAnimationFrame(frame)
  }, [isKnown])
}

/** Nobody signed in: there is no more to come than that. */
export function isFirstStateKnown({ status, versions }: Pick<TracksideState, 'status' | 'versions'>): boolean {
  if (status === undefined) return false
  return status.identity === undefined || Object.values(versions).some((version) => version > 0)
}
