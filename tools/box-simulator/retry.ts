import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from './seeded-random.ts'

const MAX_RETRY_MS = 60_000

/** Doubles with each failure in a row, up to a minute; half of it is jitter, so that boxes don't knock all at once. */
export function retryDelayMs(failures: number, firstRetryMs: number, random: Random): number {
  const longest = Math.min(MAX_RETRY_MS, firstRetryMs * 2 ** (failures - 1))
  return longest * (0.5 + random() / 2)
}

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // Rejects only when stopped, which the caller sees for itself.
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
