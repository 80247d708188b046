import type { Page } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { expectNoViolations } from '../support/axe.ts'
import { assignBox, expect, goTo, test } from '../support/e2e.ts'

const SERIAL = 'CLBX30201'

function boxRow(page: Page) {
  return page.getByRole('list', { name: 'Boxes' }).getByRole('listitem').filter({ hasText: SERIAL })
}

async function startTiming(page: Page, box: SimulatedBox): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'Live timing' }).click()
  await boxRow(page)
    .getByRole('button', { name: `Start timing ${SERIAL}` })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(box.port))
  await dialog.getByRole('button', { name: `Start timing ${SERIAL}` }).click()
  await expect(boxRow(page)).toContainText('Connected since')
}

test('[F5] [L10] times that are still on a box, or in no run, are told and come', async ({ laptop }) => {
  const box = await startSimulatedBox({
    ...{ serial: SERIAL, alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    ...{ position: { latitude: 40.4, longitude: -3.7 }, random: createSeededRandom(1) },
  })
  const { page } = await laptop('sierra', 'timer')
  await assignBox(page, SERIAL)
  box.record({ epc: 'E2801160600002084C0A1001' })
  await startTiming(page, box)
  const row = boxRow(page)
  await expect(row).toContainText('1 time of the last 24 hours lies outside the timing runs')
  box.record({ epc: 'E2801160600002084C0A1002' })
  await expect(row).toContainText('box 1 · laptop 1')

  await row.getByRole('button', { name: `Show this box’s times: ${SERIAL}` }).click()
  const stream = page.getByRole('grid', { name: 'Passings' })
  await expect(stream.getByRole('row').filter({ hasText: 'no run' })).toHaveCount(1)

  box.setReachable(false)
  await expect(row).toContainText('No connection since')
  for (const epc of ['E2801160600002084C0A1003', 'E2801160600002084C0A1004']) box.record({ epc })
  await row.getByRole('button', { name: `Stop timing ${SERIAL}` }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Stop timing ${SERIAL}` })
    .click()
  await expect(row).toContainText('times may still be on it. They are fetched as soon as this laptop reaches it.')
  await expectNoViolations(page, 'times that are still on a box')
  box.setReachable(true)
  await expect(row).toContainText('The 2 times that were still on the box when timing was stopped came')
  await expect(row).toContainText('box 3 · laptop 3')

  await box.close()
})
