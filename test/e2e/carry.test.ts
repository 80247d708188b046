import { mkdirSync } from 'node:fs'
import type { Page, TestInfo } from '@playwright/test'
import { expectNoViolations } from '../support/axe.ts'
import { assignBox, enterCode, expect, goTo, type Laptop, lendBox, rowOf, test } from '../support/e2e.ts'

async function goOffline({ network, page }: Laptop): Promise<void> {
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
}

async function goOnline({ network, page }: Laptop): Promise<void> {
  network.mend()
  await expect(page.getByRole('banner')).toContainText('Online')
}

async function choose(page: Page, theme: 'Light' | 'Sunlight'): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByText(theme, { exact: true }).click()
}

/** No axe violation, nothing wider than the window; and a picture of it, to be looked at. */
async function looksRight(page: Page, info: TestInfo, name: string): Promise<void> {
  await expectNoViolations(page, name)
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
  mkdirSync(info.outputDir, { recursive: true })
  await page.screenshot({ path: info.outputPath(`${name}.png`) })
}

async function createEvent(page: Page, name: string): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('button', { name: 'Create event' }).first().click()
  await page.getByRole('complementary').getByLabel('Name').fill(name)
  await page.getByRole('complementary').getByRole('button', { name: 'Create event' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
}

async function openTakeAlong(page: Page) {
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Take along to a second laptop…' }).click()
  return page.getByRole('dialog')
}

async function savedFile(page: Page): Promise<{ readonly name: string; readonly text: string }> {
  const saving = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'Save file' }).click()
  const download = await saving
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString('utf8') }
}

async function drop(page: Page, { name, text }: { readonly name: string; readonly text: string }): Promise<void> {
  const file = { content: text, called: name }
  await page.evaluate(({ content, called }) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([content], called))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, file)
}

test('[F8] an event and a place go to a second laptop by file, and both come together without doubles', async ({
  laptop,
}, info) => {
  const [one, two] = [await laptop('sierra', 'timer'), await laptop('sierra', 'admin')]
  await goOffline(one)
  await goOffline(two)
  const empty = await openTakeAlong(one.page)
  await expect(empty).toContainText('Nothing to take along')
  await expect(empty.getByRole('button', { name: 'Save file' })).toHaveCount(0)
  await one.page.keyboard.press('Escape')

  await assignBox(one.page, 'CLBX30201')
  await createEvent(one.page, 'Ridge run')
  for (const theme of ['Light', 'Sunlight'] as const) {
    await choose(one.page, theme)
    const dialog = await openTakeAlong(one.page)
    await expect(dialog).toContainText('1 step on events, races and checkpoints')
    await expect(dialog).toContainText('1 step on boxes')
    await looksRight(one.page, info, `take-along-${theme}`)
    await one.page.keyboard.press('Escape')
  }
  await openTakeAlong(one.page)
  const file = await savedFile(one.page)
  await one.page.keyboard.press('Escape')
  expect(file.name).toMatch(/^Trackside .+\.trackside$/)

  await choose(two.page, 'Sunlight')
  await drop(two.page, file)
  const received = two.page.getByRole('dialog')
  await expect(received).toContainText('From Diego Santos’s laptop')
  await expect(received).toContainText('2 steps taken')
  await expect(received).toContainText('It shows here at once')
  await looksRight(two.page, info, 'carried-Sunlight')
  await two.page.keyboard.press('Escape')
  await drop(two.page, file)
  await expect(received).toContainText('Nothing taken, 2 known already')
  await expect(received).toContainText('There was nothing new in it')
  await two.page.keyboard.press('Escape')
  await expect(two.page.getByRole('banner')).toContainText('2 waiting to send')
  await expect(rowOf(two.page, 'CLBX30201')).toHaveCount(0)
  await goTo(two.page, 'Devices')
  await expect(rowOf(two.page, 'CLBX30201')).toContainText('FINISH, main')
  await goTo(two.page, 'Events')
  await expect(two.page.getByRole('main').getByText('Ridge run')).toHaveCount(1)

  // The one that took the file is online first.
  await goOnline(two)
  await goOnline(one)
  for (const { page } of [one, two]) {
    await goTo(page, 'Events')
    await expect(page.getByRole('main').getByText('Ridge run')).toHaveCount(1)
    await goTo(page, 'Needs attention')
    await expect(page.getByRole('main').getByRole('article')).toHaveCount(0)
  }
})

test('[F8] [O7] a file with what this laptop can’t do says which and why; another organisation’s takes nothing', async ({
  laptop,
}, info) => {
  const [one, two, costa] = [
    await laptop('sierra', 'timer'),
    await laptop('sierra', 'admin'),
    await laptop('costa', 'timer'),
  ]
  // What is confirmed isn't carried: the second laptop, without internet since before, hasn't heard of this box.
  await goOffline(two)
  await expect(await enterCode(one.page, await lendBox(costa.page, 'CLBX30301'))).toContainText('is yours until')
  await one.page.keyboard.press('Escape')
  await expect(rowOf(one.page, 'CLBX30301')).not.toContainText('not confirmed yet')
  await goOffline(one)
  await assignBox(one.page, 'CLBX30301')
  await openTakeAlong(one.page)
  const file = await savedFile(one.page)
  await drop(two.page, file)
  const received = two.page.getByRole('dialog')
  await expect(received).toContainText('1 step couldn’t be taken here. It stays on')
  await expect(received).toContainText('This laptop hasn’t heard of what it is about')
  await looksRight(two.page, info, 'not-taken-Light')
  await two.page.keyboard.press('Escape')

  await drop(costa.page, file)
  await expect(costa.page.getByRole('dialog')).toContainText('This file is for another organisation’s laptops.')
  await costa.page.keyboard.press('Escape')
  await drop(two.page, { ...file, text: file.text.slice(0, 400) })
  await expect(two.page.getByRole('dialog')).toContainText('The file is damaged or cut off.')
})
