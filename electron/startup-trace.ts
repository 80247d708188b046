/**
 * What the start is made of. `main`: until Electron is ready, or the program is loaded; `core`: until it works; `window`:
 * until there is something to show; `page`: until what the core knows is seen.
 */
export type StartPhase = 'main' | 'core' | 'window' | 'page'

export interface StartupTrace {
  began(phase: StartPhase): void
  ended(phase: StartPhase): void
}

/** For a start that nobody measures. */
export const NO_TRACE: StartupTrace = { began: () => undefined, ended: () => undefined }

/**
 * Tells of each phase when it ends, and of the whole after the last. What happens once more, as a window that is opened
 * again, is no part of the start.
 * @param sinceStartMs how long ago the process was started
 */
export function traceStartup(
  phases: readonly StartPhase[],
  sinceStartMs: () => number,
  write: (line: string) => void,
): StartupTrace {
  const beganMs = new Map<StartPhase, number>()
  const open = new Set(phases)
  const line = (what: string, facts: string) => write(`startup: ${what} ${facts}\n`)
  return {
    began(phase) {
      if (!beganMs.has(phase)) beganMs.set(phase, sinceStartMs())
    },
    ended(phase) {
      if (!open.delete(phase)) return
      const nowMs = sinceStartMs()
      // The first begins with the process.
      const tookMs = nowMs - (beganMs.get(phase) ?? 0)
      line(phase, `ended at ${Math.round(nowMs)} ms, took ${Math.round(tookMs)} ms`)
      if (open.size === 0) line('total', `${Math.round(nowMs)} ms`)
    },
  }
}
