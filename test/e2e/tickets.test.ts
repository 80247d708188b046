import type { Page } from '@playwright/test'
import { expectNoViolations } from '../support/axe.ts'
import { expect, goTo, type Laptop, openBox, rowOf, test } from '../support/e2e.ts'
import { savedText } from '../support/scanning.ts'

/** A hand scanner that types, on whatever screen is open. */
async function scanByKeys(page: Page, text: string): Promise<void> {
  await page.locator('body').click({ position: { x: 640, y: 1 } })
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

async function pasteAnywhere(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, text)
}

async function dropAnywhere(page: Page, text: string): Promise<void> {
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([content], 'slip.trackside'))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, text)
}

async function goOffline({ network, page }: Laptop): Promise<void> {
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
}

/** Shows this laptop's card, and gives its text. */
async function cardOf({ page }: Laptop): Promise<string> {
  await page.getByRole('banner').getByRole('button', { name: 'Scan' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Show my card' }).click()
  const { text } = await savedText(page)
  await page.keyboard.press('Escape')
  return text
}

async function closed(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

for (const first of ['owner', 'taker'] as const) {
  test(`[F4] lend, take, see by receipt, extend and give back with no internet; the ${first} is online first`, async ({
    laptop,
  }) => {
    const sierra = await laptop('sierra', 'timer')
    const costa = await laptop('costa', 'timer')
    await goOffline(sierra)
    await goOffline(costa)
    const [owner, taker] = [sierra.page, costa.page]

    await pasteAnywhere(owner, await cardOf(costa))
    await expect(owner.getByRole('dialog')).toContainText('Costa Events, number 1002 – first time')
    await owner.getByRole('button', { name: 'Lend to Costa Events…' }).click()
    await owner
      .getByRole('checkbox', { name: /CLBX30201/ })
      .last()
      .check()
    await owner.getByRole('button', { name: 'Go on with 1 box' }).click()
    await owner
      .getByRole('dialog')
      .getByRole('button', { name: /^Lend / })
      .click()
    const lent = owner.getByRole('dialog')
    await expect(lent).toContainText('Nobody else can take it')
    await expect(lent).toContainText('The QR code works now, without internet.')
    await expect(lent).toContainText('The short code works once this laptop has been online.')
    const { text: ticket } = await savedText(owner)
    await closed(owner)

    await goTo(taker, 'Loans')
    await scanByKeys(taker, ticket)
    const taken = taker.getByRole('dialog')
    await expect(taken).toContainText('CLBX30201 is yours until')
    await expect(taken).toContainText('Sierra Timing, number 1001 – first time')
    await expect(taken).toContainText('Let Sierra Timing scan this')
    const { text: receipt } = await savedText(taker)
    await taken.getByRole('button', { name: 'Later' }).click()
    await expect(rowOf(taker, 'CLBX30201')).toContainText('Shared by Sierra Timing')
    await expect(rowOf(taker, 'CLBX30201')).toContainText('not confirmed yet')

    await goTo(owner, 'Devices')
    await dropAnywhere(owner, receipt)
    await expect(owner.getByRole('dialog')).toContainText('Costa Events has taken CLBX30201')
    await closed(owner)
    await expect(rowOf(owner, 'CLBX30201')).toContainText('Shared out: with Costa Events')
    await expect(rowOf(owner, 'CLBX30201')).toContainText('by receipt')

    const inspector = await openBox(owner, 'CLBX30201')
    await inspector.getByRole('button', { name: 'Extend' }).click()
    await owner
      .getByRole('dialog')
      .getByRole('button', { name: /^Extend until/ })
      .click()
    await expect(owner.getByRole('dialog')).toContainText('Let Costa Events scan this')
    const { text: extension } = await savedText(owner)
    await closed(owner)
    await pasteAnywhere(taker, extension)
    await expect(taker.getByRole('dialog')).toContainText('Sierra Timing lends CLBX30201 until')
    await closed(taker)

    const borrowed = await openBox(taker, 'CLBX30201')
    await borrowed.getByRole('button', { name: 'Give back to Sierra Timing' }).click()
    await taker
      .getByRole('dialog')
      .getByRole('button', { name: /^Give back/ })
      .click()
    await expect(taker.getByRole('dialog')).toContainText('they see that you gave it back')
    const { text: slip } = await savedText(taker)
    await closed(taker)
    await expect(rowOf(taker, 'CLBX30201')).toHaveCount(0)
    await taker.getByRole('complementary').getByRole('button', { name: 'Show return slip' }).click()
    await expect(taker.getByRole('img', { name: /^QR code: return slip/ })).toBeVisible()
    await scanByKeys(owner, slip)
    await expect(owner.getByRole('dialog')).toContainText('Costa Events gave back CLBX30201')
    await owner
      .getByRole('dialog')
      .getByRole('button', { name: /^It is back/ })
      .click()
    await closed(owner)
    await expect(rowOf(owner, 'CLBX30201')).toContainText('Ours')

    // In both orders nothing is left to deal with: each told the cloud of the same.
    for (const { network, page } of first === 'owner' ? [sierra, costa] : [costa, sierra]) {
      network.mend()
      await expect(page.getByRole('banner')).toContainText('Online')
      await expect(page.getByRole('banner')).not.toContainText('waiting')
    }
    await expect(rowOf(owner, 'CLBX30201')).not.toContainText('not confirmed yet')
    for (const page of [owner, taker]) {
      await page.keyboard.press('Escape')
      await goTo(page, 'Needs attention')
      await expect(page.getByRole('main')).toContainText('Nothing needs your attention')
    }
  })
}

test('[L17] three boxes to the last partner: six steps, one code, one receipt', async ({ laptop }) => {
  const sierra = await laptop('sierra', 'timer')
  const valle = await laptop('valle', 'timer')
  await pasteAnywhere(sierra.page, await cardOf(valle))
  await expect(sierra.page.getByRole('dialog')).toContainText('Card of Valle Cronos')
  await closed(sierra.page)
  await goOffline(sierra)
  await goOffline(valle)
  const { page } = sierra
  let steps = 0
  const step = async (click: Promise<void>) => {
    steps += 1
    await click
  }
  for (const serial of ['CLBX30201', 'CLBX30202', 'CLBX30203']) {
    await step(rowOf(page, serial).getByRole('checkbox').check())
  }
  await step(page.getByRole('button', { name: 'Lend 3 boxes' }).click())
  await expect(page.getByRole('radio', { name: /^Valle Cronos/ })).toBeChecked()
  await expect(page.getByRole('radio', { name: /^1 day/ })).toBeChecked()
  await step(page.getByRole('dialog').getByRole('button', { name: 'Lend 3 boxes' }).click())
  await expect(page.getByRole('img', { name: /^QR code: loan of CLBX30201, CLBX30202/ })).toBeVisible()
  const { text: ticket } = await savedText(page)
  await scanByKeys(valle.page, ticket)
  for (const serial of ['CLBX30201', 'CLBX30202', 'CLBX30203']) {
    await expect(valle.page.getByRole('dialog')).toContainText(`${serial} is yours until`)
  }
  const { text: receipt } = await savedText(valle.page)
  await step(page.getByRole('button', { name: 'Scan their receipt' }).click())
  await page.getByRole('dialog').getByLabel('Loan code').fill(receipt)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Valle Cronos has taken CLBX30201, CLBX30202')
  expect(steps).toBe(6)
  await closed(page)
  await expect(rowOf(page, 'CLBX30203')).toContainText('Shared out: with Valle Cronos')
})

function changedAt(text: string, index: number): string {
  return `${text.slice(0, index)}${text[index] === '0' ? '1' : '0'}${text.slice(index + 1)}`
}

test('[F4] what can not be taken says why: one’s own, another’s, damaged, none of ours', async ({ laptop }) => {
  const sierra = await laptop('sierra', 'timer')
  const costa = await laptop('costa', 'timer')
  const valle = await laptop('valle', 'timer')
  await pasteAnywhere(sierra.page, await cardOf(costa))
  await expect(sierra.page.getByRole('dialog')).toContainText('Card of Costa Events')
  await closed(sierra.page)
  const inspector = await openBox(sierra.page, 'CLBX30204')
  await inspector.getByRole('button', { name: /^Lend / }).click()
  await sierra.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Lend / })
    .click()
  const { text } = await savedText(sierra.page)
  await closed(sierra.page)
  const answer = async ({ page }: Laptop, scanned: string, says: string) => {
    await scanByKeys(page, scanned)
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(says)
    await closed(page)
  }
  await answer(sierra, text, 'This is your own loan code')
  await answer(valle, text, 'meant for another organisation')
  await answer(costa, changedAt(text, 300), 'can’t tell who signed it')
  await answer(costa, changedAt(text, text.length - 30), 'The signature is wrong')
  await answer(costa, text.slice(0, 200), 'cut off')
  await dropAnywhere(costa.page, 'Dear Costa, see you on Sunday!')
  await expect(costa.page.getByRole('dialog').getByRole('alert')).toBeVisible()
})

const THEMES = ['Light', 'Dark', 'Sunlight']

test('no axe violation in what is shown and scanned, in any theme, wide and narrow', async ({ laptop }) => {
  test.setTimeout(300_000)
  const sierra = await laptop('sierra', 'admin')
  const { page } = sierra
  const inspector = await openBox(page, 'CLBX30205')
  await inspector.getByRole('button', { name: /^Lend / }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Lend / })
    .click()
  await closed(page)
  const expectNoTrouble = async (where: string) => {
    await expectNoViolations(page, where)
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(tooWide, `${where} fits the window`).toBe(false)
  }
  for (const theme of THEMES) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await goTo(page, 'Settings')
    await page.getByText(theme, { exact: true }).click()
    await openBox(page, 'CLBX30205')
    for (const width of [1280, 400]) {
      await page.setViewportSize({ width, height: 800 })
      const where = `${theme}, ${width}`
      await page.getByRole('button', { name: 'Show code' }).click()
      await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
      await expectNoTrouble(`ticket, ${where}`)
      await closed(page)
      await page.getByRole('banner').getByRole('button', { name: 'Scan' }).click()
      await expect(page.getByRole('dialog')).toContainText('No camera here')
      await expectNoTrouble(`scan, ${where}`)
      await page.getByRole('button', { name: 'Show my card' }).click()
      await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
      await expectNoTrouble(`card, ${where}`)
      await closed(page)
    }
  }
})
