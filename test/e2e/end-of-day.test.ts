import { mkdirSync } from 'node:fs'
import type { Page, TestInfo } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { expectNoViolations } from '../support/axe.ts'
import { assignBox, enterCode, expect, goTo, type Laptop, lendBox, openBox, test } from '../support/e2e.ts'
import { pdfPages, pdfText } from '../support/pdf-text.ts'

const THREE = ['CLBX30201', 'CLBX30202', 'CLBX30203'] as const

async function lendTo(owner: Page, taker: Page, serials: readonly string[]): Promise<void> {
  for (const serial of serials) {
    await expect(await enterCode(taker, await lendBox(owner, serial))).toContainText('is yours until')
    await taker.keyboard.press('Escape')
  }
}

async function goOffline({ network, page }: Laptop): Promise<void> {
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
}

async function startTiming(page: Page, serial: string, port: number): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'Live timing' }).click()
  await page.getByRole('button', { name: `Start timing ${serial}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(port))
  await dialog.getByRole('button', { name: `Start timing ${serial}` }).click()
  await expect(page.getByRole('main')).toContainText('Connected since')
}

async function slipText(page: Page): Promise<string> {
  const saving = page.waitForEvent('download')
  await page.getByRole('main').getByRole('button', { name: 'Save as file' }).click()
  const stream = await (await saving).createReadStream()
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

async function pasteAnywhere(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, text)
}

async function typeAndEnter(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

async function choose(page: Page, theme: 'Light' | 'Dark' | 'Sunlight'): Promise<void> {
  const url = page.url()
  await goTo(page, 'Settings')
  await page.getByText(theme, { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
  await page.goto(url)
}

async function expectNoTrouble(page: Page, where: string): Promise<void> {
  await expectNoViolations(page, where)
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), where).toBe(false)
}

async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  mkdirSync(info.outputPath(), { recursive: true })
  await page.screenshot({ path: info.outputPath(`${name}.png`) })
}

test('[L17] [R5] [F4] gives back all of a partner’s boxes at once without internet, and the owner ticks them in', async ({
  laptop,
}, info) => {
  const box = await startSimulatedBox({
    ...{ serial: 'CLBX30201', alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 40.4, longitude: -3.7 },
    random: createSeededRandom(1),
  })
  const sierra = await laptop('sierra', 'timer')
  const valle = await laptop('valle', 'timer')
  const [owner, page] = [sierra.page, valle.page]
  await lendTo(owner, page, THREE)
  await assignBox(page, 'CLBX30201')
  await choose(page, 'Sunlight')
  await choose(owner, 'Sunlight')
  await goOffline(valle)
  await goOffline(sierra)
  await startTiming(page, 'CLBX30201', box.port)
  for (const epc of ['E2801160600002084C0A1001', 'E2801160600002084C0A1002', 'E2801160600002084C0A1003']) {
    box.record({ epc })
  }
  await expect(page.getByRole('main')).toContainText('laptop 3 · cloud 0')
  await goTo(page, 'Today')

  // Two steps from where the day starts.
  let steps = 0
  const step = async (act: Promise<void>) => {
    await act
    steps += 1
  }
  await step(page.getByRole('link', { name: 'Give back all to Sierra Timing (3)' }).click())
  const main = page.getByRole('main')
  const rows = main.getByRole('list', { name: 'Boxes of Sierra Timing that are with you' })
  const timed = rows.locator('> li').filter({ hasText: 'CLBX30201' })
  await expect(timed).toContainText(/Stops: timing run since \d\d:\d\d, 3 times\./)
  await expect(timed).toContainText('Leaves Valle Gran Fondo: FINISH.')
  await expect(timed).toContainText('3 times wait to be sent; they stay yours and go up later.')
  await expect(timed).toContainText('Shared by Sierra Timing')
  await expect(rows.locator('> li').filter({ hasText: 'CLBX30202' })).toContainText('Not in use.')
  await expect(main).toContainText('1 timing run stops.')
  await picture(page, info, 'give-back-sunlight')
  await expectNoTrouble(page, 'give back')
  const third = rows.getByRole('checkbox', { name: 'CLBX30203' })
  await third.uncheck()
  await expect(main.getByRole('button', { name: 'Give back 2 boxes to Sierra Timing' })).toBeVisible()
  await third.check()
  await step(main.getByRole('button', { name: 'Give back 3 boxes to Sierra Timing' }).click())
  await expect(
    main.getByRole('img', { name: /^QR code: return slip for CLBX30201, CLBX30202 and CLBX30203/ }),
  ).toBeVisible()
  expect(steps).toBe(2)
  await expect(main).toContainText('Sierra Timing scans this')
  await expect(main).toContainText('3 boxes are given back to Sierra Timing')
  await picture(page, info, 'return-slip-sunlight')
  await expectNoTrouble(page, 'return slip')
  const slip = await slipText(page)
  info.annotations.push({ type: 'characters in a slip of three', description: String(slip.length) })

  // The slip can be shown again, after a restart too, and nothing was lost.
  await valle.restart('SIGKILL')
  await page.getByRole('link', { name: 'Return slip for Sierra Timing (3)' }).click()
  await main.getByRole('button', { name: 'Show return slip (3 boxes)' }).click()
  await expect(main.getByRole('img', { name: /^QR code: return slip/ })).toBeVisible()
  await box.close()

  await pasteAnywhere(owner, slip)
  const received = owner.getByRole('dialog')
  await expect(received).toContainText('Valle Cronos gave back CLBX30201, CLBX30202 and CLBX30203')
  await expect(received.getByRole('button', { name: 'All 3 are back' })).toBeVisible()
  await owner.keyboard.press('Escape')
  await goTo(owner, 'Loans')
  await owner.getByRole('button', { name: 'Not back 3' }).click()
  const waited = owner.getByRole('list', { name: 'Not back yet' })
  const call = waited.getByRole('link', { name: 'Call Elena Prado, +34 600 000 301' })
  await expect(call).toHaveCount(3)
  await expect(call.first()).toHaveAttribute('href', 'tel:+34600000301')
  await expect(waited).toContainText('Loan over since')
  await picture(owner, info, 'not-back-sunlight')
  await expectNoTrouble(owner, 'not back')
  // As a scanner types it, wherever the focus is.
  await typeAndEnter(owner, 'CLBX39999')
  await expect(owner.getByRole('main')).toContainText('CLBX39999 isn’t waited for')
  await typeAndEnter(owner, 'CLBX30202')
  await expect(waited.getByRole('listitem')).toHaveCount(2)
  await waited.getByRole('checkbox', { name: /CLBX30201/ }).check()
  await waited.getByRole('checkbox', { name: /CLBX30203/ }).check()
  await owner.getByRole('button', { name: 'Tick in 2 boxes' }).click()
  await expect(owner.getByRole('main')).toContainText('Everything is back')

  valle.network.mend()
  await expect(page.getByRole('banner')).toContainText('Online')
  await goTo(page, 'Events')
  await main.getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'Live timing' }).click()
  await expect(main).toContainText('laptop 3 · cloud 3')
})

test('[R1] assigns twelve boxes by scans in under a minute, without the mouse; what can’t be says so and stops nothing', async ({
  laptop,
}, info) => {
  const sierra = await laptop('sierra', 'timer')
  const valle = await laptop('valle', 'timer')
  const { page } = sierra
  await lendTo(valle.page, page, ['CLBX30401'])
  await choose(page, 'Sunlight')
  await goOffline(sierra)
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await expect(page.getByRole('heading', { name: 'Trail 21K' })).toBeVisible()
  const startedMs = performance.now()
  await page.keyboard.press('a')
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(panel).toContainText('Scans go to: START, main')
  for (const number of [1, 2, 3]) await typeAndEnter(page, `CLBX3020${number}`)
  await typeAndEnter(page, 'CLBX99999')
  await page.keyboard.press('ControlOrMeta+b')
  await typeAndEnter(page, 'clbx30204')
  // The fourth checkpoint, and numbers alone, as fingers type them.
  await typeAndEnter(page, '4')
  await page.keyboard.press('ControlOrMeta+b')
  await expect(panel).toContainText('Scans go to: FINISH, main')
  for (const number of [30_205, 30_206, 30_207, 30_208, 30_209, 30_210, 30_211])
    await typeAndEnter(page, String(number))
  await typeAndEnter(page, 'https://label.example/box/CLBX30401')
  const lines = panel.getByRole('region', { name: 'Scanned' })
  await expect(lines).toContainText('12 boxes assigned here.')
  const elapsedMs = performance.now() - startedMs
  expect(elapsedMs).toBeLessThan(60_000)
  info.annotations.push({ type: 'twelve boxes assigned in', description: `${Math.round(elapsedMs)} ms` })
  await expect(lines.getByRole('listitem').first()).toContainText('Shared by Valle Cronos')
  await expect(lines.getByRole('listitem').filter({ hasText: 'CLBX99999' })).toContainText(
    'No box of yours, or lent to you, has the serial CLBX99999.',
  )
  await expect(lines.getByRole('listitem').filter({ hasText: 'CLBX30204' })).toContainText('START, backup')
  await picture(page, info, 'assign-sunlight')
  await expectNoTrouble(page, 'assign by scan')
  const finish = page.getByRole('region', { name: 'Trail 21K' })
  await expect(finish).toContainText('CLBX30211')

  await panel.getByRole('button', { name: 'Undo: CLBX30211' }).click()
  await expect(lines.getByRole('listitem').filter({ hasText: 'CLBX30211' })).toContainText('taken back')
  await expect(finish).not.toContainText('CLBX30211')
  // After a click elsewhere a scan still goes into the field.
  await panel.getByRole('button', { name: 'backup' }).click()
  await typeAndEnter(page, 'CLBX30211')
  await expect(lines.getByRole('listitem').first()).toContainText('FINISH, backup')

  await goTo(page, 'Events')
  await page.getByRole('button', { name: 'Create event' }).click()
  await page.getByLabel('Name').fill('Night Run')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Night Run', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Assign boxes' }).click()
  await typeAndEnter(page, 'CLBX30201')
  await expect(lines.getByRole('listitem').first()).toContainText('Sierra Trail')
  await expect(lines).toContainText('0 boxes assigned here.')
})

test('[R1] assigns the boxes that are ticked in Devices to a checkpoint, and leaves out what can’t go', async ({
  laptop,
}) => {
  const sierra = await laptop('sierra', 'timer')
  const { page } = sierra
  await lendBox(page, 'CLBX30206')
  for (const serial of ['CLBX30201', 'CLBX30202', 'CLBX30206']) {
    await page.getByRole('row').filter({ hasText: serial }).getByRole('checkbox').check()
  }
  await page.getByRole('button', { name: 'Assign to…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Assign 3 boxes to an event' })
  await expect(dialog.getByRole('listitem').filter({ hasText: 'CLBX30206' })).toContainText('Left out: CLBX30206')
  await dialog.getByLabel('Checkpoint').selectOption({ label: 'KM 5, Trail 21K' })
  await dialog.getByRole('button', { name: 'backup' }).click()
  await expectNoTrouble(page, 'assign to')
  await dialog.getByRole('button', { name: 'Assign 2 boxes' }).click()
  for (const serial of ['CLBX30201', 'CLBX30202']) {
    await expect(page.getByRole('row').filter({ hasText: serial })).toContainText('KM 5, backup')
  }
  await expect(page.getByRole('button', { name: 'Assign to…' })).toHaveCount(0)
})

test('[L11] prints a custody sheet with whose, until when, whom to call and where to sign', async ({
  laptop,
}, info) => {
  const sierra = await laptop('sierra', 'timer')
  const valle = await laptop('valle', 'timer')
  const { page } = sierra
  await lendTo(page, valle.page, ['CLBX30202'])
  await lendTo(valle.page, page, ['CLBX30402'])
  await assignBox(page, 'CLBX30402')
  await assignBox(page, 'CLBX30201')
  await choose(page, 'Dark')
  await goOffline(sierra)
  await goTo(page, 'Loans')
  await page.getByRole('link', { name: 'Custody sheet' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'CLBX30402' })).toContainText('Shared by Valle Cronos')
  await expectNoTrouble(page, 'custody sheet')
  const all = await printed(page)
  expect(all).toContain('Custody sheet: Sierra Timing')
  expect(all).toMatch(/Printed \w+ \d+ \w+ \d\d:\d\d, times in Europe\/Madrid/)
  expect(all).toContain('CLBX30202')
  expect(all).toContain('Shared out: with Valle Cronos')
  expect(all).toContain('Elena Prado')
  expect(all).toContain('+34 600 000 301')
  expect(all).toContain('CLBX30402')
  expect(all).toContain('FINISH')
  expect(all).toContain('Signature')
  expect(all).toContain('1 / 1')
  // Nothing of the window around it.
  for (const word of ['Needs attention', 'No internet', 'Print custody sheet']) expect(all).not.toContain(word)
  expect(all).not.toContain('CLBX30201')

  await page.getByLabel('Which boxes').selectOption({ label: 'In Sierra Trail' })
  await expect(page.getByRole('row').filter({ hasText: 'CLBX30201' })).toContainText('Ours')
  await expect(page.getByRole('row').filter({ hasText: 'CLBX30202' })).toHaveCount(0)
  expect(await printed(page)).toContain('Custody sheet: Sierra Timing – Sierra Trail')
  await page.getByLabel('Which boxes').selectOption({ label: 'With or of Valle Cronos' })
  await expect(page.getByRole('row').filter({ hasText: 'CLBX' })).toHaveCount(2)

  await choose(page, 'Sunlight')
  await expect(page.getByRole('row').filter({ hasText: 'CLBX30402' })).toBeVisible()
  await picture(page, info, 'custody-sheet-sunlight')
  await expectNoTrouble(page, 'custody sheet, sunlight')
  await page.emulateMedia({ media: 'print' })
  await picture(page, info, 'custody-sheet-print')
})

test('no axe violation at the end of the day, wide and narrow, light and dark', async ({ laptop }) => {
  const sierra = await laptop('sierra', 'timer')
  const valle = await laptop('valle', 'timer')
  const { page } = sierra
  await lendTo(valle.page, page, ['CLBX30401'])
  await lendTo(page, valle.page, ['CLBX30202'])
  const returned = await openBox(valle.page, 'CLBX30202')
  await returned.getByRole('button', { name: 'Give back to Sierra Timing' }).click()
  await valle.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Give back/ })
    .click()
  for (const theme of ['Light', 'Dark', 'Sunlight'] as const) {
    await choose(page, theme)
    for (const width of [1440, 400]) {
      await page.setViewportSize({ width, height: 800 })
      const where = `${theme}, ${width}`
      await goTo(page, 'Loans')
      await page.getByRole('button', { name: 'Not back 1' }).click()
      await expect(page.getByRole('list', { name: 'Not back yet' })).toContainText('CLBX30202')
      await expectNoTrouble(page, `not back, ${where}`)
      await page.getByRole('link', { name: 'Custody sheet' }).click()
      await expect(page.getByRole('row').filter({ hasText: 'CLBX30202' })).toContainText('Loan over, not back yet')
      await expectNoTrouble(page, `custody sheet, ${where}`)
      await goTo(page, 'Loans')
      await page.getByRole('button', { name: 'Borrowed 1' }).click()
      await page.getByRole('link', { name: 'Give back all to Valle Cronos (1)' }).click()
      await expect(page.getByRole('main')).toContainText('Not in use.')
      await expectNoTrouble(page, `give back, ${where}`)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }
})

async function printed(page: Page): Promise<string> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  expect(pdfPages(pdf)).toBe(1)
  return pdfText(pdf)
}
