import type { KeptFile } from '../../../electron/shell/kept-settings.ts'

/** What the shell keeps, without a file. build.test.ts has the real one. */
export function keptInMemory(begin: Readonly<Record<string, unknown>> = {}): KeptFile & { all(): object } {
  const values = new Map(Object.entries(begin))
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    all: () => Object.fromEntries(values),
  }
}
