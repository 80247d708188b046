const FIRST_MS = 250
const LONGEST_MS = 30_000
/** What has worked for so long isn't what can't start. */
const STEADY_MS = 60_000

/** @returns how long to wait before what ran for `ranMs` is started again: ever longer, while it keeps dying */
export function growingPauses(): (ranMs: number) => number {
  let nextMs = FIRST_MS
  return (ranMs) => {
    const pauseMs = ranMs >= STEADY_MS ? FIRST_MS : nextMs
    nextMs = Math.min(pauseMs * 2, LONGEST_MS)
    return pauseMs
  }
}
