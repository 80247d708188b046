import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { expectNoViolations } from '../support/axe.ts'
import { assignBox, expect, goTo, test } from '../support/e2e.ts'

function simulated(serial: string) {
  return startSimulatedBox({
    ...{ serial, alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 40.4, longitude: -3.7 },
    random: createSeededRandom(1),
  })
}

function boxRow(page: Page, serial: string) {
  return page.getByRole('list', { name: 'Boxes' }).getByRole('listitem').filter({ hasText: serial })
}

async function openLive(page: Page): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'Live timing' }).click()
  await expect(page.getByRole('complementary', { name: 'By hand' })).toBeVisible()
}

async function startTiming(page: Page, box: SimulatedBox): Promise<void> {
  const row = boxRow(page, box.serial)
  await row.getByRole('button', { name: `Start timing ${box.serial}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(box.port))
  await dialog.getByRole('button', { name: `Start timing ${box.serial}` }).click()
  await expect(row).toContainText('Connected since')
  await expect.poll(() => box.clientCount()).toBeGreaterThan(0)
}

test('[R2] [R4] times a finish by a box and by hand, without internet, and saves the CSV', async ({ laptop }) => {
  const box = await simulated('CLBX30201')
  const sierra = await laptop('sierra', 'timer')
  const { page, network } = sierra
  await assignBox(page, 'CLBX30201')
  await assignBox(page, 'CLBX30202')
  network.cut()
  await openLive(page)
  const row = boxRow(page, 'CLBX30201')
  await expect(row).toContainText('Not started')
  await startTiming(page, box)
  box.record({ epc: 'E2801160600002084C0A1001' })
  box.record({ epc: 'E2801160600002084C0A1002' })
  const stream = page.getByRole('grid', { name: 'Passings' })
  await expect(stream).toContainText('E2801160600002084C0A1002')
  await expect(row).toContainText('box 2 · laptop 2 · cloud 0 · missing 0')

  // One key, and the bib follows; another time meanwhile.
  await page.keyboard.press('Space')
  const bib = page.getByLabel(/^Bib for/)
  await expect(bib).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByText('2 times wait for their bibs')).toBeVisible()
  await page.keyboard.type('12')
  await page.keyboard.press('Enter')
  const entries = page.getByRole('region', { name: 'Recorded by people' })
  await expect(entries).toContainText('bib 12 · time by hand')
  await page.keyboard.type('7')
  await page.keyboard.press('Enter')
  await expect(entries).toContainText('bib 7 · time by hand')
  // Faster than any answer: the time waits for its bib at once.
  await page.keyboard.press('Space')
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await expect(entries).toContainText('bib 3 · time by hand')
  await expect(stream.getByRole('row').filter({ hasText: 'by hand' })).toHaveCount(3)

  // Keys of the race, once nothing is typed in.
  await page.keyboard.press('Escape')
  await page.keyboard.press('d')
  await page.keyboard.type('99')
  await page.keyboard.press('Enter')
  await expect(entries).toContainText('bib 99 · DNF')
  await entries.getByRole('button', { name: /bib 99/ }).click()
  await page.getByRole('menuitem', { name: 'Cross out this entry' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cross out this entry' }).click()
  await expect(entries).toContainText('crossed out by')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/ passings\.csv$/)
  const csv = readFileSync(await download.path(), 'utf8')
  expect(csv).toContain('E2801160600002084C0A1001')
  expect(csv).toMatch(/(^|\n)12,/)

  await row.getByRole('button', { name: 'Stop timing CLBX30201' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop timing CLBX30201' }).click()
  await expect(row.getByRole('button', { name: 'Start timing CLBX30201' })).toBeVisible()
  await box.close()
})

test('[R3] new passings wait while somebody reads, a chip gets its name, and a lost box says so', async ({
  laptop,
}) => {
  const box = await simulated('CLBX30201')
  const { page } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  await openLive(page)
  await startTiming(page, box)
  const stream = page.getByRole('grid', { name: 'Passings' })
  box.record({ epc: 'E2801160600002084C0A1001' })
  const first = stream.getByRole('row').filter({ hasText: 'E2801160600002084C0A1001' })
  await expect(first).toContainText('unknown chip')

  await first.hover()
  box.record({ epc: 'E2801160600002084C0A1002' })
  // On the way to the bar, and over it, the rows wait all the same.
  await page.getByRole('button', { name: '1 new – show it' }).hover()
  box.record({ epc: 'E2801160600002084C0A1003' })
  await page.getByRole('button', { name: '2 new – show them' }).click()
  await expect(stream).toContainText('E2801160600002084C0A1002')
  await expect(stream).toContainText('E2801160600002084C0A1003')

  await stream.getByRole('button', { name: 'Name it: E2801160600002084C0A1001' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Bib', { exact: true }).fill('101')
  await dialog.getByLabel(/^Name/).fill('Zoë Núñez')
  await dialog.getByRole('button', { name: 'Name this chip' }).click()
  await expect(first).toContainText('Zoë Núñez')
  await expect(first).toContainText('101')

  await box.close()
  await expect(boxRow(page, 'CLBX30201')).toContainText('No connection since')
})

test('shows live timing without its buttons to who may only look, and says why', async ({ laptop }) => {
  const timer = await laptop('sierra', 'timer')
  await assignBox(timer.page, 'CLBX30201')
  const viewer = await laptop('sierra', 'viewer')
  const { page } = viewer
  await openLive(page)
  await expect(boxRow(page, 'CLBX30201')).toContainText('Not started')
  await expect(page.getByText('Your role, READ ONLY, doesn’t allow this.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Start timing|Take time)/ })).toHaveCount(0)
  await page.keyboard.press('Space')
  await expect(page.getByRole('region', { name: 'Recorded by people' })).toContainText('Nothing yet.')
})

test('no axe violation on live timing, wide and narrow, in any theme', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  await openLive(page)
  await page.keyboard.press('Space')
  const url = page.url()
  for (const theme of ['Light', 'Dark', 'Sunlight']) {
    await goTo(page, 'Settings')
    await page.getByText(theme, { exact: true }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
    await page.goto(url)
    await expect(page.getByRole('region', { name: 'Recorded by people' })).toContainText('waits for its bib')
    await expectNoViolations(page, `live timing, ${theme}`)
    await page.setViewportSize({ width: 400, height: 800 })
    for (const part of ['Passings', 'By hand', 'Boxes']) {
      await page.getByRole('group', { name: 'Part of live timing' }).getByRole('button', { name: part }).click()
      await expectNoViolations(page, `${part}, ${theme}, 400`)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  await boxRow(page, 'CLBX30201').getByRole('button', { name: 'Start timing CLBX30201' }).click()
  await expect(page.getByRole('dialog').getByLabel('Port')).toBeVisible()
  await expectNoViolations(page, 'start timing')
})
