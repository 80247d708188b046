// The longest task of the window in each of its main flows, with a season's worth of records, beside the 50 ms after which
// a person feels it. Ends with 1 where one is over. `node tools/speed.ts [--rounds 3] [--only devices]`
// Needs the built renderer (`npm run build`) and a Chromium. What counts is the processor's time, and the limit grows by
// what the processor is slower at a fixed task, in the same page, than a quiet one: so a busy machine says much the same.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { startChild } from '../test/support/child.ts'
import { findChromium, thisComputer } from './chromium.ts'
import { consoleFlows } from './speed/console-flows.ts'
import { makeSeasonStore } from './speed/season-store.ts'
import { fixedTask, type Longest, longestTask, QUIET_FIXED_MS, settle } from './speed/tasks.ts'

const SIZE = { boxes: 10_000, groups: 200, partners: 30, loans: 1000, checkpoints: 20 }
const LIMIT_MS = 50

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, only: { type: 'string', default: '' } },
})

/** One person's day, from the first load on. */
async function measureDay(browser: Browser, say: (flow: string, longest: Longest) => void): Promise<readonly number[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trackside-speed-'))
  makeSeasonStore(dataDir, SIZE, Date.now())
  // A port where nobody answers: offline.
  const core = startChild('electron/browser-host.ts', ['--data', dataDir, '--cloud', 'http://127.0.0.1:9'])
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const closing: (() => Promise<void>)[] = [() => context.close(), () => core.end()]
  try {
    const [, address = ''] = await core.line(/^open (\S+)$/)
    const page = await context.newPage()
    const fixed: number[] = []
    const flows = consoleFlows({
      page,
      address,
      folder: dataDir,
      onClose: (close) => closing.unshift(close),
    })
    for (const [index, { name, prepare, act }] of flows.entries()) {
      // What else the machine does changes from one minute to the next.
      if (index % 4 === 1) {
        const ms = await fixedTask(browser, page)
        // A trace that missed it says nothing.
        if (ms > 1) fixed.push(ms)
      }
      await prepare?.()
      await settle(page)
      const work = async () => {
        await act()
        await settle(page)
      }
      if (name.includes(values.only)) say(name, await longestTask(browser, page, work))
      else await work()
    }
    return fixed
  } finally {
    for (const close of closing) await close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

async function main(): Promise<void> {
  const measured = new Map<string, Longest[]>()
  const fixed: number[] = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const browser = await chromium.launch({ executablePath: findChromium(thisComputer()) })
    const say = (flow: string, longest: Longest) => measured.set(flow, [...(measured.get(flow) ?? []), longest])
    try {
      fixed.push(...(await measureDay(browser, say)))
    } finally {
      await browser.close()
    }
  }
  const factor = Math.max(1, median(fixed) / QUIET_FIXED_MS)
  const limitMs = LIMIT_MS * factor
  process.stdout.write(
    `fixed task ${median(fixed).toFixed(1)} ms (${Math.min(...fixed).toFixed(1)} at best), on a quiet machine ${QUIET_FIXED_MS} ms: limit ${limitMs.toFixed(0)} ms\n`,
  )
  for (const [flow, rounds] of measured) {
    const [ownMs, clockMs] = [median(rounds.map((one) => one.ownMs)), median(rounds.map((one) => one.clockMs))]
    const isOver = ownMs > limitMs
    if (isOver) process.exitCode = 1
    process.stdout.write(
      `${flow.padEnd(50)} ${ownMs.toFixed(1).padStart(6)} ms, by the clock ${clockMs.toFixed(1).padStart(6)} ms   ratio ${(ownMs / limitMs).toFixed(2)}${isOver ? '   OVER' : ''}\n`,
    )
  }
}

await main()
