// Measures what a person feels, each figure beside its limit, as a ratio: below 1 is within it. `node tools/speed-clicks.ts`
// Needs the built renderer (`npm run build`) and a Chromium. Figures of a busy machine say little: look at the ratios.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { type Child, startChild } from '../test/support/child.ts'
import { startTestCloud } from '../test/support/test-cloud.ts'
import { findChromium, thisComputer } from './chromium.ts'
import { makeBigStore } from './speed/big-store.ts'
import { scrollFrames, watchClick, watchFor } from './speed/watch.ts'
import { DEMO_ORGANISATIONS, demoAccounts } from './start/demo.ts'

const BOXES = 10_000
const GROUPS = 200
const ROUNDS = 8

interface Figure {
  readonly what: string
  readonly ms: number
  readonly limitMs: number
}

const folders: string[] = []
const children: Child[] = []

async function main(): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium(thisComputer()) })
  try {
    for (const measure of [measureTwoOrganisations, measureManyBoxes, measureSecondStart]) {
      for (const { what, ms, limitMs } of await measure(browser)) {
        const ratio = (ms / limitMs).toFixed(2)
        process.stdout.write(
          `${what.padEnd(58)} ${ms.toFixed(0).padStart(6)} ms   limit ${limitMs} ms   ratio ${ratio}\n`,
        )
      }
    }
  } finally {
    await browser.close()
    for (const child of children) await child.end()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trackside-speed-'))
  folders.push(folder)
  return folder
}

async function openDesktop(browser: Browser, dataDir: string, cloudUrl: string, accounts?: string): Promise<Page> {
  const env = accounts === undefined ? {} : { TRACKSIDE_DEMO_ACCOUNTS: accounts }
  const child = startChild('electron/browser-host.ts', ['--data', dataDir, '--cloud', cloudUrl], env)
  children.push(child)
  const [, address] = await child.line(/^open (\S+)$/)
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(address ?? '')
  return page
}

async function signIn(browser: Browser, folder: string, cloudUrl: string): Promise<Page> {
  const organisation = DEMO_ORGANISATIONS.find((one) => one.folder === folder)
  if (organisation === undefined) throw new Error(`no demo organisation ${folder}`)
  const page = await openDesktop(browser, freshFolder(), cloudUrl, JSON.stringify(demoAccounts(organisation)))
  await page.getByRole('button', { name: 'admin' }).click()
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Devices/ })
    .click()
  await page.getByRole('grid').getByText('CLBX').first().waitFor()
  return page
}

/** Lending back and forth: a click's effect in its own window, and in the partner's. */
async function measureTwoOrganisations(browser: Browser): Promise<readonly Figure[]> {
  const cloud = await startTestCloud()
  const sierra = await signIn(browser, 'sierra', cloud.url)
  const valle = await signIn(browser, 'valle', cloud.url)
  const own: number[] = []
  const other: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const serial = `CLBX302${String(round + 1).padStart(2, '0')}`
    const code = await lend(sierra, serial)
    await borrow(valle, code)
    await sierra.getByRole('grid').getByText('Shared out').first().waitFor()
    await sierra.getByText(serial, { exact: true }).first().click()
    await sierra.getByRole('complementary').getByRole('button', { name: 'End loan' }).click()
    const button = sierra.getByRole('dialog').getByRole('button', { name: 'End loan now' })
    await button.hover()
    const clicked = await watchClick(sierra)
    const seenHere = await watchFor(sierra, '[role=row]', `${serial}.*not back yet`)
    // The row goes: the filter's count of borrowed boxes tells it.
    const seenThere = await watchFor(valle, 'button', '^Borrowed 0$')
    await button.click()
    const start = await clicked()
    own.push((await seenHere()) - start)
    other.push((await seenThere()) - start)
    await valle.keyboard.press('Escape')
  }
  await cloud.end()
  return [
    { what: `a click shows its effect, median of ${ROUNDS}`, ms: median(own), limitMs: 50 },
    { what: `a click shows its effect, worst of ${ROUNDS}`, ms: Math.max(...own), limitMs: 50 },
    { what: `it is on the partner’s screen, median of ${ROUNDS}`, ms: median(other), limitMs: 300 },
    { what: `it is on the partner’s screen, worst of ${ROUNDS}`, ms: Math.max(...other), limitMs: 300 },
  ]
}

async function lend(page: Page, serial: string): Promise<string> {
  await page.getByText(serial, { exact: true }).first().click()
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /^Lend / })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Lend / }).click()
  const code = await dialog.getByTestId('loan-code').textContent()
  await dialog.getByRole('button', { name: 'Done' }).click()
  return code ?? ''
}

async function borrow(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a borrowed box' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Loan code').fill(code)
  await dialog.getByRole('button', { name: 'Add the box' }).click()
  await dialog.getByText('is yours until').waitFor()
  await page.keyboard.press('Escape')
}

async function measureManyBoxes(browser: Browser): Promise<readonly Figure[]> {
  const dataDir = freshFolder()
  makeBigStore(dataDir, BOXES, GROUPS)
  // A port where nobody answers: offline.
  const page = await openDesktop(browser, dataDir, 'http://127.0.0.1:9')
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Devices/ })
    .click()
  await page.getByRole('grid').getByText('CLBX').first().waitFor()
  const frames = await scrollFrames(page, '[role=grid]', 120)
  const search = page.getByRole('searchbox')
  await search.focus()
  const keys: number[] = []
  for (const text of ['CLBX1', 'CLBX10', 'CLBX100', 'CLBX1000', 'CLBX10000']) {
    const start = await page.evaluate(() => performance.timeOrigin + performance.now())
    await search.fill(text)
    const end = await page.evaluate(
      () =>
        new Promise<number>((resolve) =>
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())),
        ),
    )
    keys.push(end - start)
  }
  return [
    { what: `${BOXES} boxes: a frame while scrolling, median`, ms: frames.median, limitMs: 33 },
    { what: `${BOXES} boxes: a frame while scrolling, worst of 120`, ms: frames.worst, limitMs: 33 },
    { what: `${BOXES} boxes: from a key to the filtered list, median`, ms: median(keys), limitMs: 33 },
    ...(await measureGroups(page)),
  ]
}

/** Choosing a group, and moving all of its boxes to another one: from the click to the list that shows it. */
async function measureGroups(page: Page): Promise<readonly Figure[]> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Groups/ })
    .click()
  const tree = page.getByRole('tree')
  const chosen: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    const row = tree.getByRole('treeitem', { name: `Group ${1000 + round}`, exact: false }).first()
    await row.hover()
    const clicked = await watchClick(page)
    const seen = await watchFor(page, '.group-head h2', `^Group ${1000 + round}$`)
    await row.click()
    chosen.push((await seen()) - (await clicked()))
  }
  await page.getByRole('grid').getByRole('checkbox').first().check()
  await page.getByRole('button', { name: /^Move .*to a group/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').or(dialog.getByRole('combobox')).first().fill('Group 1199')
  await dialog.getByRole('option').first().click()
  const button = dialog.getByRole('button', { name: /^Move / })
  await button.hover()
  const clicked = await watchClick(page)
  const seen = await watchFor(page, 'main', `No boxes in Group ${1000 + ROUNDS}`)
  await button.click()
  const moved = (await seen()) - (await clicked())
  const [what, count] = [`${BOXES} boxes in ${GROUPS} groups`, BOXES / GROUPS]
  return [
    { what: `${what}: a group is chosen, median of ${ROUNDS}`, ms: median(chosen), limitMs: 50 },
    { what: `${what}: a group is chosen, worst of ${ROUNDS}`, ms: Math.max(...chosen), limitMs: 50 },
    { what: `${what}: ${count} boxes are moved`, ms: moved, limitMs: 300 },
  ]
}

async function measureSecondStart(): Promise<readonly Figure[]> {
  const args = ['--browser', '--no-open', '--port', '0', '--data', freshFolder()]
  const first = startChild('tools/start.ts', args)
  children.push(first)
  await first.line(/^Ready/)
  await first.end()
  const start = performance.now()
  const second = startChild('tools/start.ts', args)
  children.push(second)
  await second.line(/^Ready/)
  const ms = performance.now() - start
  await second.end()
  return [{ what: 'npm start is ready, after the first time', ms, limitMs: 8000 }]
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

await main()
