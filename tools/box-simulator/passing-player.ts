import type { PartialDetection } from './box-state.ts'
import type { Detection } from './passing.ts'

export interface PassingPlayer {
  readonly stop: () => void
}

const TICK_MS = 100
/** What a laptop slept through isn't made up for in one burst. */
const MAX_STEP_MS = 1000

/**
 * Records detections when their time has come. Their `atMs` counts from the start of playing;
 * what falls into one tick comes together, as from a real reader.
 */
export function playPassings(
  detections: Iterator<Detection, unknown>,
  record: (detection: PartialDetection) => unknown,
  now: () => number,
): PassingPlayer {
  let playedMs = 0
  let lastTickAtMs = now()
  let next = detections.next()

  const timer = setInterval(() => {
    const tickAtMs = now()
    playedMs += Math.min(Math.max(0, tickAtMs - lastTickAtMs), MAX_STEP_MS)
    lastTickAtMs = tickAtMs
    while (next.done !== true && next.value.atMs <= playedMs) {
      record({ ...next.value, atMs: tickAtMs - (playedMs - next.value.atMs) })
      next = detections.next()
    }
  }, TICK_MS)

  return { stop: () => clearInterval(timer) }
}
