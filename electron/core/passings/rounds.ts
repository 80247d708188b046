import { setTimeout as sleep } from 'node:timers/promises'
import { CloudError, NoCloud } from '../sync/cloud-client.ts'

const BACK_OFF_MIN_MS = 500
const BACK_OFF_MAX_MS = 60_000

export interface RoundsParts {
  /** Does all that waits. */
  readonly round: (signal: AbortSignal) => Promise<void>
  /** Between one round and the next. */
  readonly pauseMs: number
  readonly random: () => number
  readonly onFault: (error: unknown) => void
}

export interface Rounds {
  /** There is something to do, once the cloud can be reached. */
  wake(): void
  /** The cloud answered somebody. */
  reached(): void
  close(): Promise<void>
}

/** Goes round when woken and the cloud is there: beside the exchange of commands, so that neither waits for the other. */
export function startRounds({ round, pauseMs, random, onFault }: RoundsParts): Rounds {
  const stopping = new AbortController()
  let woken = Promise.withResolvers<void>()
  let isReached = false
  let failures = 0

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await woken.promise
      woken = Promise.withResolvers()
      if (stopping.signal.aborted) return
      if (!isReached) continue
      const waitMs = await round(stopping.signal).then(succeeded, failed)
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  function succeeded(): number {
    failures = 0
    return pauseMs
  }

  function failed(error: unknown): number {
    if (stopping.signal.aborted) return 0
    // Whether the cloud is there, and whether we may speak to it, the exchange of commands finds out.
    if (error instanceof NoCloud || isSignedOut(error)) {
      isReached = false
      return pauseMs
    }
    if (!(error instanceof CloudError)) onFault(error)
    failures += 1
    woken.resolve()
    const retryAfterMs = error instanceof CloudError ? (error.retryAfterS ?? 0) * 1000 : 0
    const backOffMs = Math.min(BACK_OFF_MAX_MS, BACK_OFF_MIN_MS * 2 ** Math.min(failures - 1, 10)) * (0.5 + random())
    return Math.max(backOffMs, retryAfterMs)
  }

  const running = run()
  return {
    wake: () => woken.resolve(),
    reached() {
      isReached = true
      woken.resolve()
    },
    async close() {
      stopping.abort()
      woken.resolve()
      await running
    },
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof CloudError && (error.code === 'SIGNED_OUT' || error.code === 'MEMBER_REMOVED')
}
