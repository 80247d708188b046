import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { startChild } from '../../test/support/child.ts'
import { findChromium, thisComputer } from '../chromium.ts'
import { makeBigStore } from '../speed/big-store.ts'
import { fixedTask, longestTask, QUIET_FIXED_MS, settle } from '../speed/tasks.ts'
import { scrollFrames } from '../speed/watch.ts'
import { type Figure, percentile } from './figure.ts'

const MIB = 1024 * 1024
const GROUPS = 200
const LIMIT_MS = 33
const FRAMES = 120
/** Each is typed key by key, and deleted again. */
const QUERIES = ['CLBX1012', 'case 12', '150007']

/**
 * Devices with many boxes: each key until the list is drawn, and the longest frame while it scrolls. Of the processor's
 * time; the limit grows by what the processor is slower at a fixed task than a quiet one.
 */
export async function windowOf(size: number): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trackside-bench-'))
  makeBigStore(folder, size, GROUPS)
  // A port where nobody answers: offline.
  const core = startChild('electron/browser-host.ts', ['--data', folder, '--cloud', 'http://127.0.0.1:9'])
  const browser = await chromium.launch({ executablePath: findChromium(thisComputer()) })
  try {
    const [, address = ''] = await core.line(/^open (\S+)$/)
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    await page.goto(address)
    const grouped = new Intl.NumberFormat('en').format(size)
    const link = page.getByRole('link', { name: new RegExp(`^Devices.*(${size}|${grouped})`) })
    await link.click({ timeout: 120_000 })
    await page.getByRole('grid').getByText('CLBX').first().waitFor()
    // What came with the first state is drawn, and its garbage collected.
    for (let round = 0; round < 10; round += 1) await settle(page)
    const fixed = [await fixedTask(browser, page)]
    const frames = await longestTask(browser, page, () => scrollFrames(page, '.data-table-scroll', FRAMES))
    fixed.push(await fixedTask(browser, page))
    const keys = await keyTimes(browser, page)
    fixed.push(await fixedTask(browser, page))
    const heap = await page.evaluate(() => Reflect.get(performance, 'memory')?.usedJSHeapSize)
    const peakMib = typeof heap === 'number' ? heap / MIB : undefined
    const limit = LIMIT_MS * Math.max(1, percentile(fixed, 0.5) / QUIET_FIXED_MS)
    const figure = { size, unit: 'ms', limit, reach: { atMost: 1 }, peakMib }
    const byClock = `by the clock ${percentile(
      keys.map(({ clockMs }) => clockMs),
      0.95,
    ).toFixed(0)} ms`
    return [
      {
        ...figure,
        what: 'window: a key until the list is filtered, p95',
        ours: percentile(
          keys.map(({ ownMs }) => ownMs),
          0.95,
        ),
        note: byClock,
      },
      {
        ...figure,
        what: `window: the longest of ${FRAMES} frames scrolled`,
        ours: frames.ownMs,
        note: `by the clock ${frames.clockMs.toFixed(0)} ms`,
      },
    ]
  } finally {
    await browser.close()
    await core.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function keyTimes(browser: Browser, page: Page) {
  const times: Awaited<ReturnType<typeof longestTask>>[] = []
  await page.getByRole('searchbox').first().focus()
  for (const query of QUERIES) {
    for (const key of [...query, ...Array.from(query, () => 'Backspace')]) {
      times.push(
        await longestTask(browser, page, async () => {
          await page.keyboard.press(key === ' ' ? 'Space' : key)
          await settle(page)
        }),
      )
    }
  }
  return times
}
