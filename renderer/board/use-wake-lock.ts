import { useEffect, useState } from 'react'

/** Keeps the screen from going dark. @returns false where the browser can't: on the local network it may not */
export function useWakeLock(): boolean {
  const [isKept, setKept] = useState(true)
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    let isOver = false
    const ask = async () => {
      // A page that isn't seen is refused; it asks again when it is.
      if (document.visibilityState !== 'visible' || isOver) return
      try {
        // Not there outside a secure context, whatever the types say.
        lock = await (navigator as Partial<Navigator>).wakeLock?.request('screen')
        setKept(lock !== undefined)
        if (isOver) await lock?.release()
      } catch {
        setKept(false)
      }
    }
    const onVisible = () => void ask()
    document.addEventListener('visibilitychange', onVisible)
    void ask()
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', onVisible)
      void lock?.release()
    }
  }, [])
  return isKept
}
