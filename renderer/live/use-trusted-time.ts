import { useCallback } from 'react'
import { useTrackside } from '../trackside.tsx'

/** F6: trusted time at a moment of the window's monotonic clock, such as a key's; without one, now. */
export function useTrustedTime(): (monotonicMs?: number) => string {
  const { store, monotonicMs } = useTrackside()
  return useCallback(
    (atMs = monotonicMs()) => {
      const { status, statusAtMs } = store.getState()
      const trustedMs = status === undefined ? Date.now() : Date.parse(status.now) + atMs - statusAtMs
      return new Date(trustedMs).toISOString()
    },
    [store, monotonicMs],
  )
}
