import { useEffect, useState } from 'react'

/** Holds a screen wake lock while it is wanted and the window is seen. @returns whether it is held */
export function useWakeLock(isWanted: boolean): boolean {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (!isWanted || !('wakeLock' in navigator)) return
    let isOver = false
    let lock: WakeLockSentinel | undefined
    const take = async () => {
      if (isOver || document.visibilityState !== 'visible') return
      try {
        const taken = await navigator.wakeLock.request('screen')
        if (isOver) return void taken.release()
        lock = taken
        setHeld(true)
        taken.addEventListener('release', () => {
          if (lock === taken) setHeld(false)
        })
      } catch {
        // The system refuses it, for instance when the battery is low: the page says so.
        setHeld(false)
      }
    }
    const shown = () => {
      // The browser lets go of it by itself when the window is hidden.
      if (lock?.released !== false) void take()
    }
    void take()
    document.addEventListener('visibilitychange', shown)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', shown)
      setHeld(false)
      void lock?.release()
    }
  }, [isWanted])
  return isHeld
}
