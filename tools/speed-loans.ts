// Measures the Loans screen with a thousand boxes that have loans, three each: the longest task of the window while its list
// and its strip scroll and while one is switched to another, as a ratio: below 1 is within the limit. `node tools/speed-loans.ts`
// Needs the built renderer (`npm run build`) and a Chromium. Figures of a busy machine say little: look at the processor's time.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { z } from 'zod'
import { startChild } from '../test/support/child.ts'
import { findChromium, thisComputer } from './chromium.ts'
import { makeLoanStore } from './speed/loan-store.ts'
import { scrollFrames } from './speed/watch.ts'

const BOXES = 1000
const LIMIT_MS = 50
const FRAMES = 120

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

/** The longest task of the page's main thread while `work` runs, in ms: by the clock, and of the processor's time. */
async function longestTask(browser: Browser, page: Page, work: () => Promise<unknown>) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] })
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

async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trackside-speed-'))
  makeLoanStore(dataDir, BOXES, Date.now())
  // A port where nobody answers: offline.
  const core = startChild('electron/browser-host.ts', ['--data', dataDir, '--cloud', 'http://127.0.0.1:9'])
  const browser = await chromium.launch({ executablePath: findChromium(thisComputer()) })
  try {
    const [, address = ''] = await core.line(/^open (\S+)$/)
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    await page.goto(address)
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Loans/ })
      .click()
    await page.getByRole('grid').getByText('CLBX').first().waitFor()
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).click()
      await settle(page)
    }
    const measure = async (what: string, work: () => Promise<unknown>) => {
      const { clockMs, ownMs } = await longestTask(browser, page, work)
      const [clock, own] = [clockMs.toFixed(1).padStart(6), ownMs.toFixed(1).padStart(6)]
      const ratio = (clockMs / LIMIT_MS).toFixed(2)
      process.stdout.write(`${what.padEnd(44)} ${clock} ms, own ${own} ms   limit ${LIMIT_MS} ms   ratio ${ratio}\n`)
    }
    await measure('the list scrolls', () => scrollFrames(page, '.data-table-scroll', FRAMES))
    await measure('from the list to two weeks', () => press('In time'))
    await measure('two weeks scroll', () => scrollFrames(page, '.strip-grid', FRAMES))
    await measure('from two weeks to three months', () => press('3 months'))
    await measure('three months scroll', () => scrollFrames(page, '.strip-grid', FRAMES))
    await measure('to earlier days', () => press('Earlier'))
    await measure('to the balance', () => press('Balance'))
    await measure('back to the list', () => press('List'))
    await measure('to another filter', () => page.getByRole('button', { name: /^Ended / }).click())
  } finally {
    await browser.close()
    await core.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await main()
