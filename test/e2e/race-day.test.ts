import type { Page } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { expectNoViolations } from '../support/axe.ts'
import { assignBox, expect, goTo, test } from '../support/e2e.ts'

const CHIP = 'E2801160600002084C0A'

function simulated(serial: string) {
  return startSimulatedBox({
    ...{ serial, alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 40.4, longitude: -3.7 },
    random: createSeededRandom(1),
  })
}

function liveRow(page: Page, serial: string) {
  return page.getByRole('list', { name: 'Boxes' }).getByRole('listitem').filter({ hasText: serial }).first()
}

function readyBox(page: Page, serial: string) {
  return page.getByRole('region', { name: 'Checkpoints and boxes' }).getByRole('listitem', { name: serial })
}

async function openTab(page: Page, tab: 'Ready' | 'Live timing'): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('navigation', { name: 'Screens of this event' }).getByRole('link', { name: tab }).click()
}

async function testRead(page: Page, box: Awaited<ReturnType<typeof simulated>>): Promise<void> {
  const row = readyBox(page, box.serial)
  await row.getByRole('button', { name: `Test read at ${box.serial}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(box.port))
  await dialog.getByRole('button', { name: `Test read at ${box.serial}` }).click()
  await expect(row).toContainText('Waiting for a chip')
  await expect(row.getByText('Connected', { exact: true })).toBeVisible()
  box.record({ epc: `${CHIP}0001` })
  await expect(row).toContainText(/Test read \d\d:\d\d ✓/)
}

async function look(page: Page, theme: 'Light' | 'Dark' | 'Sunlight'): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByText(theme, { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
}

test('[R1] before the gun, without internet: what is missing, a test read that is never a time', async ({
  laptop,
}, info) => {
  const box = await simulated('CLBX30201')
  const { page, network } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  network.cut()
  await openTab(page, 'Ready')
  const summary = page.getByRole('heading', { name: /thing(s)? to look at/ })
  await expect(summary).toBeVisible()
  const row = readyBox(page, 'CLBX30201')
  await expect(row).toContainText('No test read yet')
  await expect(row).toContainText('Ours')
  const laptopPart = page.getByRole('region', { name: 'This laptop' })
  await expect(laptopPart).toContainText('On mains power')
  await expect(laptopPart).toContainText(/Disk: .* free/)
  await expect(laptopPart).toContainText('No internet, working')
  await expect(laptopPart).toContainText('Kept awake')

  // The summary leads to the place.
  await page.getByRole('button', { name: 'FINISH, CLBX30201: No test read yet' }).click()
  await expect(row).toBeFocused()
  await testRead(page, box)
  await expect(page.getByRole('button', { name: /CLBX30201: No test read yet/ })).toHaveCount(0)
  await row.scrollIntoViewIfNeeded()
  await page.screenshot({ path: info.outputPath('test-read.png') })

  await page.getByRole('group', { name: 'Ready for what' }).getByRole('button', { name: 'To leave the office' }).click()
  await expect(page.getByText(/^Works without internet until/)).toBeVisible()
  await expect(laptopPart).toContainText('Address known of 1 of 1 box')
  await expect(laptopPart).toContainText('No start list on this laptop')

  // It is nowhere among the times, though the box would send it again.
  await openTab(page, 'Live timing')
  await liveRow(page, 'CLBX30201').getByRole('button', { name: 'Start timing CLBX30201' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Start timing CLBX30201' }).click()
  await expect(liveRow(page, 'CLBX30201')).toContainText('Connected since')
  box.record({ epc: `${CHIP}0002` })
  const stream = page.getByRole('grid', { name: 'Passings' })
  await expect(stream).toContainText(`${CHIP}0002`)
  // New rows wait while somebody points into the list.
  await page.mouse.move(0, 0)
  box.rewind()
  box.record({ epc: `${CHIP}0003` })
  await expect(stream).toContainText(`${CHIP}0003`)
  await expect(stream).not.toContainText(`${CHIP}0001`)
  await openTab(page, 'Ready')
  await page.getByRole('group', { name: 'Ready for what' }).getByRole('button', { name: 'For the gun' }).click()
  await expect(readyBox(page, 'CLBX30201')).toContainText('Timing run is on: reads count')
  await box.close()
})

test('[R1, R5] a box dies without internet: an alarm on every screen, seen, and replaced in three steps', async ({
  laptop,
}, info) => {
  const [dead, spare] = [await simulated('CLBX30201'), await simulated('CLBX30203')]
  const { page, network } = await laptop('sierra', 'timer')
  await page.addInitScript(() => {
    const Real = window.OscillatorNode
    Reflect.set(window, 'tones', 0)
    window.OscillatorNode = class extends Real {
      constructor(context: BaseAudioContext, options?: OscillatorOptions) {
        super(context, options)
        Reflect.set(window, 'tones', Number(Reflect.get(window, 'tones')) + 1)
      }
    }
  })
  await page.reload()
  await assignBox(page, 'CLBX30201')
  await assignBox(page, 'CLBX30203')
  network.cut()
  await openTab(page, 'Ready')
  await testRead(page, dead)
  await testRead(page, spare)
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('button', { name: /^More for .*CLBX30203/ }).click()
  await page.getByRole('menuitem', { name: 'Take off this event' }).click()

  await openTab(page, 'Live timing')
  await liveRow(page, 'CLBX30201').getByRole('button', { name: 'Start timing CLBX30201' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Start timing CLBX30201' }).click()
  await expect(liveRow(page, 'CLBX30201')).toContainText('Connected since')
  dead.record({ epc: `${CHIP}0011` })
  dead.record({ epc: `${CHIP}0012` })
  await expect(liveRow(page, 'CLBX30201')).toContainText('laptop 2')
  const live = page.url()
  const alarms = page.getByRole('region', { name: 'Alarms' })
  await expect(alarms).toHaveCount(0)

  await dead.close()
  await expect(alarms).toContainText('CLBX30201 FINISH: no connection for', { timeout: 40_000 })
  await expect(liveRow(page, 'CLBX30201')).toHaveAttribute('data-alarm', 'unseen')
  await expect(page.locator('[aria-live=assertive]')).toContainText('CLBX30201 FINISH: no connection')
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'tones'))).toBeGreaterThan(0)
  await page.setViewportSize({ width: 1280, height: 800 })
  for (const theme of ['Dark', 'Light', 'Sunlight'] as const) {
    await look(page, theme)
    await expect(alarms).toBeVisible()
    await page.goto(live)
    await expect(liveRow(page, 'CLBX30201')).toHaveAttribute('data-alarm', 'unseen')
    await expectNoViolations(page, `an alarm, ${theme}`)
  }
  await page.screenshot({ path: info.outputPath('alarm-sunlight.png') })
  await page.setViewportSize({ width: 400, height: 800 })
  await page.screenshot({ path: info.outputPath('alarm-narrow.png') })
  await expectNoViolations(page, 'an alarm, 400')
  await page.setViewportSize({ width: 1280, height: 800 })
  await goTo(page, 'Today')
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('CLBX30201 FINISH: no connection')
  await page.screenshot({ path: info.outputPath('today-sunlight.png') })

  // Three steps: the alarm's button, the scan, the one button.
  await alarms.getByRole('button', { name: 'Replace this box: CLBX30201' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('searchbox')).toBeFocused()
  await page.screenshot({ path: info.outputPath('replace-sunlight.png') })
  await page.keyboard.type('CLBX30203')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('CLBX30203 takes FINISH as main, and timing starts on it.')
  await expect(dialog).toContainText('CLBX30201’s 2 times stay.')
  await expect(dialog.getByRole('radio', { name: /127\.0\.0\.1/ })).toBeChecked()
  await page.screenshot({ path: info.outputPath('replace-picked-sunlight.png') })
  await expectNoViolations(page, 'replace')
  await dialog.getByRole('button', { name: 'Replace CLBX30201 with CLBX30203' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(alarms).toHaveCount(0)

  await page.goto(live)
  await expect(liveRow(page, 'CLBX30203')).toContainText('Connected since')
  await expect(liveRow(page, 'CLBX30203')).toContainText('FINISH')
  await expect(liveRow(page, 'CLBX30201')).toContainText('no longer in this event')
  await expect(liveRow(page, 'CLBX30201')).toContainText('laptop 2')
  // Over the list, it would make new rows wait.
  await page.mouse.move(0, 0)
  spare.record({ epc: `${CHIP}0021` })
  await expect(liveRow(page, 'CLBX30203')).toContainText('box 1 · laptop 1')
  // The head, the old box's two times, and the new one's.
  await expect(page.getByRole('grid', { name: 'Passings' }).getByRole('row')).toHaveCount(4)

  // All of it holds once there is internet again.
  network.mend()
  await expect(page.getByRole('banner')).toContainText(/Online(?!;)/, { timeout: 60_000 })
  await expect(liveRow(page, 'CLBX30203')).toContainText('cloud 1')
  await expect(liveRow(page, 'CLBX30201')).toContainText('cloud 2')
  await spare.close()
})

test('[R5] an alarm that a person has seen stays quietly on its box until it is over', async ({ laptop }) => {
  const box = await simulated('CLBX30201')
  const { page, network } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  network.cut()
  await openTab(page, 'Ready')
  await testRead(page, box)
  await openTab(page, 'Live timing')
  const row = liveRow(page, 'CLBX30201')
  await row.getByRole('button', { name: 'Start timing CLBX30201' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Start timing CLBX30201' }).click()
  await expect(row).toContainText('Connected since')
  await box.close()
  const alarms = page.getByRole('region', { name: 'Alarms' })
  await alarms.getByRole('button', { name: /^I’ve seen it: CLBX30201/ }).click({ timeout: 40_000 })
  await expect(alarms).toHaveCount(0)
  await expect(row).toHaveAttribute('data-alarm', 'seen')
  await expect(row).toContainText('seen')
  // Also in a window that is opened later.
  await page.reload()
  await expect(row).toHaveAttribute('data-alarm', 'seen')
  await row.getByRole('button', { name: 'Stop timing CLBX30201' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop timing CLBX30201' }).click()
  await expect(row).not.toHaveAttribute('data-alarm', { timeout: 30_000 })
})

test('[R5] by keys alone: an alarm is seen, a test begun and ended, and the focus stays where it was', async ({
  laptop,
}) => {
  const box = await simulated('CLBX30201')
  const { page } = await laptop('sierra', 'timer')
  await page.addInitScript(() => {
    const battery = Object.assign(new EventTarget(), { charging: false, level: 0.1 })
    Reflect.set(navigator, 'getBattery', () => Promise.resolve(battery))
  })
  await page.reload()
  await assignBox(page, 'CLBX30201')
  await openTab(page, 'Ready')
  await page.getByRole('button', { name: /^I’ve seen it: / }).press('Enter')
  await expect(page.getByRole('region', { name: 'Alarms' })).toHaveCount(0)
  await expect(page.locator('.alarm-part')).toBeFocused()

  await testRead(page, box)
  const row = readyBox(page, 'CLBX30201')
  await row.getByRole('button', { name: 'Test read at CLBX30201 again' }).press('Enter')
  await expect(row).toContainText('Waiting for a chip')
  const cancel = row.getByRole('button', { name: /^Cancel/ })
  await expect(cancel).toBeFocused()
  await cancel.press('Enter')
  await expect(row.getByRole('button', { name: 'Test read at CLBX30201 again' })).toBeFocused()
  await box.close()
})

test('no axe violation on the ready page, wide and narrow, in any theme', async ({ laptop }, info) => {
  const { page } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  await openTab(page, 'Ready')
  const url = page.url()
  const parts = page.getByRole('group', { name: 'Ready for what' })
  for (const theme of ['Light', 'Dark', 'Sunlight'] as const) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await look(page, theme)
    await page.goto(url)
    for (const width of [1280, 400]) {
      await page.setViewportSize({ width, height: 800 })
      for (const part of ['To leave the office', 'For the gun']) {
        await parts.getByRole('button', { name: part }).click()
        await expect(page.getByRole('heading', { name: /to look at|Ready$/ })).toBeVisible()
        await expectNoViolations(page, `${part}, ${width}`)
        await page.screenshot({ path: info.outputPath(`${theme}-${width}-${part.slice(-6)}.png`) })
      }
    }
  }
})
