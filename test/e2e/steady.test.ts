import type { Page } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { assignBox, expect, goTo, test } from '../support/e2e.ts'

const SERIAL = 'CLBX30201'
const OTHER = 'CLBX30202'
const CHIP = 'E2801160600002084C0A'
const SIZES = [
  { width: 1280, height: 800 },
  { width: 400, height: 800 },
]

function simulated(): Promise<SimulatedBox> {
  return startSimulatedBox({
    ...{ serial: SERIAL, alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 40.4, longitude: -3.7 },
    random: createSeededRandom(1),
  })
}

/** Every page notes from its beginning what moves without a person's doing, and which elements. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = []
    Reflect.set(window, 'shifts', shifts)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, 'hadRecentInput') === true) continue
        const sources: readonly { readonly node?: Node }[] = Reflect.get(entry, 'sources')
        // What the chip says is short or long; it stands at its end of the bar, and moves nothing else.
        if (sources.every(({ node }) => node?.parentElement?.closest('.top-bar > .status-chip'))) continue
        const moved = sources.map(({ node }) => (node instanceof Element ? `${node.tagName}.${node.className}` : '–'))
        shifts.push(`${Reflect.get(entry, 'value')}: ${moved.join(', ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

async function expectSteady(page: Page, where: string): Promise<void> {
  // What was last painted is told a frame later.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect.soft(await page.evaluate(() => Reflect.get(window, 'shifts')), where).toEqual([])
}

async function openTab(page: Page, tab: 'Ready' | 'Live timing'): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('navigation', { name: 'Screens of this event' }).getByRole('link', { name: tab }).click()
}

function liveRow(page: Page, serial: string) {
  return page.getByRole('list', { name: 'Boxes' }).getByRole('listitem').filter({ hasText: serial })
}

async function startTiming(page: Page, box: SimulatedBox): Promise<void> {
  await openTab(page, 'Live timing')
  const row = liveRow(page, SERIAL)
  await row.getByRole('button', { name: `Start timing ${SERIAL}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(box.port))
  await dialog.getByRole('button', { name: `Start timing ${SERIAL}` }).click()
  await expect(row).toContainText('Connected since')
  await expect.poll(() => box.clientCount()).toBeGreaterThan(0)
}

test('[ux 18] nothing moves on live timing, Ready and Today, neither while they open nor while data arrives', async ({
  laptop,
}) => {
  const box = await simulated()
  const { page } = await laptop('sierra', 'timer')
  const { page: other } = await laptop('sierra', 'admin')
  await watchShifts(page)
  await assignBox(page, SERIAL)
  await assignBox(page, OTHER)
  await startTiming(page, box)
  await openTab(other, 'Live timing')
  let passed = 0
  const pass = (count: number) => {
    for (let each = 0; each < count; each += 1) {
      box.record({ epc: `${CHIP}${String(passed).padStart(4, '0')}` })
      passed += 1
    }
  }

  for (const size of SIZES) {
    await page.setViewportSize(size)
    await openTab(page, 'Live timing')
    await page.reload()
    const row = liveRow(page, SERIAL)
    await expect(row).toContainText('Connected since')
    await expectSteady(page, `live timing opens, ${size.width} px`)
    for (const count of [1, 12, 90]) {
      pass(count)
      await expect(row).toContainText(`laptop ${passed} · cloud ${passed}`, { timeout: 40_000 })
    }
    await startWithoutConnection(other)
    await expect(liveRow(page, OTHER)).toContainText('nothing yet')
    await expectSteady(page, `live timing, ${size.width} px`)
    await stopTiming(other)

    await openTab(page, 'Ready')
    await page.reload()
    const ready = page.getByRole('region', { name: 'Checkpoints and boxes' }).getByRole('listitem', { name: OTHER })
    await expect(ready).toContainText('No test read yet')
    await expectSteady(page, `Ready opens, ${size.width} px`)
    pass(5)
    await startWithoutConnection(other)
    await expect(ready).toContainText('Timing run is on')
    await expectSteady(page, `Ready, ${size.width} px`)
    await stopTiming(other)

    await goTo(page, 'Today')
    await page.reload()
    const place = page.getByRole('main').getByRole('listitem').filter({ hasText: OTHER })
    await expect(place).toContainText('no timing run')
    await expectSteady(page, `Today opens, ${size.width} px`)
    pass(5)
    await startWithoutConnection(other)
    await expect(place).toContainText('timing run since')
    await expectSteady(page, `Today, ${size.width} px`)
    await stopTiming(other)
  }
  await box.close()
})

/** On the other laptop: what it does arrives as data. */
async function startWithoutConnection(page: Page): Promise<void> {
  await liveRow(page, OTHER)
    .getByRole('button', { name: `Start timing ${OTHER}` })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /^Without connection/ }).check()
  await dialog.getByRole('button', { name: `Start timing ${OTHER}` }).click()
  await expect(dialog).toHaveCount(0)
}

async function stopTiming(page: Page): Promise<void> {
  await liveRow(page, OTHER)
    .getByRole('button', { name: `Stop timing ${OTHER}` })
    .click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Stop timing ${OTHER}` })
    .click()
  await expect(liveRow(page, OTHER).getByRole('button', { name: `Start timing ${OTHER}` })).toBeVisible()
}

test('[ux 18] the button that takes a code stays where it is when the laptop finds that it has no camera', async ({
  laptop,
}) => {
  const { page } = await laptop('costa', 'timer')
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      new Promise((_, refuse) => {
        Reflect.set(window, 'findNoCamera', () => refuse(new DOMException('none', 'NotFoundError')))
      })
  })
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await page.getByRole('banner').getByRole('button', { name: 'Scan' }).click()
    const dialog = page.getByRole('dialog')
    const add = dialog.getByRole('button', { name: 'Add the box' })
    await expect(dialog).toContainText('Starting the camera…')
    await expect(dialog).toHaveCSS('opacity', '1')
    const before = await add.boundingBox()
    await page.evaluate(() => Reflect.get(window, 'findNoCamera')())
    await expect(dialog).toContainText('No camera here.')
    expect(await add.boundingBox(), `${size.width} px`).toEqual(before)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
})
