import type { FastifyBaseLogger } from 'fastify'

/**
 * Does `work` at once, and again after as many ms as it said each time. It must not reject.
 * @returns what stops it, after what is under way
 */
export function repeat(work: () => Promise<number>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running = run()

  async function run(): Promise<void> {
    const sleepMs = await work()
    if (stopped) return
    timer = setTimeout(() => {
      running = run()
    }, sleepMs)
  }

  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}

const DAY_MS = 24 * 3_600_000
const RETRY_MS = 60_000

/**
 * Does `work` at once and then daily; where it fails, that is logged, and it is tried again soon.
 * @returns what stops it
 */
export function repeatDaily(work: () => Promise<void>, log: FastifyBaseLogger, failed: string): () => Promise<void> {
  return repeat(async () => {
    try {
      await work()
      return DAY_MS
    } catch (error) {
      log.error({ err: error }, failed)
      return RETRY_MS
    }
  })
}
