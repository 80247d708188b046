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
