export interface ManualTimers {
  readonly later: (run: () => void, delayMs: number) => () => void
  /** The delays of what is to be done, and wasn't called off. */
  readonly dueMs: () => readonly number[]
  /** Does what comes next. */
  runNext(): void
}

/** Time that passes when a test says so. */
export function manualTimers(): ManualTimers {
  const waiting = new Map<() => void, number>()
  return {
    later(run, delayMs) {
      const entry = () => run()
      waiting.set(entry, delayMs)
      return () => waiting.delete(entry)
    },
    dueMs: () => [...waiting.values()],
    runNext() {
      const [next] = waiting.keys()
      if (next === undefined) throw new Error('nothing is to be done')
      waiting.delete(next)
      next()
    },
  }
}
