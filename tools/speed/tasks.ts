import type { Browser, Page } from '@playwright/test'
import { z } from 'zod'

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds, by the clock and of the processor. */
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.string().optional() }).optional(),
    }),
  ),
})

export interface Longest {
  readonly clockMs: number
  /** Of the processor's time: what other programs take isn't in it. */
  readonly ownMs: number
}

/** The longest task of the page's main thread while `work` runs. */
export async function longestTask(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<Longest> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  await work()
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString('utf8')))
  const mains = new Set(
    traceEvents.filter(({ args }) => args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(({ name, pid, tid }) => /RunTask$/.test(name) && mains.has(`${pid} ${tid}`))
  if (tasks.length === 0) throw new Error('the trace has no tasks')
  const longest = (times: readonly (number | undefined)[]) => Math.max(...times.map((us) => (us ?? 0) / 1000))
  return { clockMs: longest(tasks.map(({ dur }) => dur)), ownMs: longest(tasks.map(({ tdur }) => tdur)) }
}

/** The fixed task at its fastest on the machine of docs/speed.md: ms of the processor's time. */
export const QUIET_FIXED_MS = 26

/**
 * How long the page's thread takes for always the same: objects made, sorted by text, and found again, as lists do.
 * @returns ms of the processor's time
 */
export async function fixedTask(browser: Browser, page: Page): Promise<number> {
  const { ownMs } = await longestTask(browser, page, () =>
    page.evaluate(() => {
      let seed = 7
      const next = () => {
        seed = (seed * 48_271) % 2_147_483_647
        return seed
      }
      const rows = Array.from({ length: 20_000 }, () => ({ id: String(next()), name: `Case ${next() % 5000}` }))
      rows.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
      const byId = new Map(rows.map((row) => [row.id, row]))
      return rows.filter(({ id }) => byId.get(id)?.name.includes('7')).length
    }),
  )
  return ownMs
}

/** Until what was done is drawn, and effects after it have run. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 100)))),
  )
}
