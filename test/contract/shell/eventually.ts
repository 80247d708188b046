import { vi } from 'vitest'

/** Waits until `check` doesn't throw any more. The limit is for what never comes, on a machine however busy. */
export function eventually<Result>(check: () => Result): Promise<Result> {
  return vi.waitFor(check, { timeout: 30_000, interval: 10 })
}
