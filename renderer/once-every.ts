/** After it ran, so many times as long something else has its turn. */
const PAUSE_OF_ITS_TIME = 4

/**
 * Runs in a task of its own, and again at the earliest `ms` after it began; later, where it takes long, with all that
 * follows from it at once. What is asked for meanwhile is one.
 */
export function onceEvery(ms: number): (run: () => void) => void {
  let waits = false
  let notBeforeMs = 0
  return (run) => {
    if (waits) return
    waits = true
    const start = () => {
      waits = false
      const beganMs = performance.now()
      notBeforeMs = beganMs + ms
      setTimeout(() => {
        const nowMs = performance.now()
        notBeforeMs = Math.max(notBeforeMs, nowMs + PAUSE_OF_ITS_TIME * (nowMs - beganMs))
      })
      run()
    }
    setTimeout(start, Math.max(0, notBeforeMs - performance.now()))
  }
}
