import { useEffect, useState } from 'react'

const SECOND_MS = 1000

/** Renders again every second. @returns the time of `monotonicMs` then */
export function useSeconds(monotonicMs: () => number): number {
  const [nowMs, setNowMs] = useState(monotonicMs)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(monotonicMs()), SECOND_MS)
    return () => clearInterval(timer)
  }, [monotonicMs])
  return nowMs
}
