import type { Page } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { assignBox, enterCode, expect, goTo, lendBox, openBox, test } from '../support/e2e.ts'
import { savedText } from '../support/scanning.ts'

/**
 * Puts on the page what Electron's preload does, with the browser's way to the core behind it: so the page takes itself for
 * the desktop application's. What it tells the shell is kept in `window.told`.
 */
async function asDesktop(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const told: unknown[] = []
    Reflect.set(window, 'told', told)
    Reflect.set(window, 'trackside', {
      connect() {
        const { port1, port2 } = new MessageChannel()
        const socket = new WebSocket(`ws://${window.location.host}/core`)
        socket.addEventListener('message', ({ data }) => port1.postMessage(data))
        socket.addEventListener('open', () => {
          port1.addEventListener('message', ({ data }) => socket.send(data))
          port1.start()
          window.postMessage('trackside-core', '*', [port2])
        })
      },
      listen: () => told.push('listens'),
      tell: (message: unknown) => told.push(message),
    })
  })
  await page.reload()
}

const NOTHING_ON = { runs: [], unsent: 0, attention: 0, language: 'en', theme: 'system' }

function simulated(serial: string): Promise<SimulatedBox> {
  return startSimulatedBox({
    ...{ serial, alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 40.4, longitude: -3.7 },
    random: createSeededRandom(1),
  })
}

function ask(page: Page, asked: object): Promise<void> {
  return page.evaluate((request) => window.postMessage({ tracksideShell: request }, '*'), asked)
}

function told(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'told'))
}

test('[F4] the desktop’s menu leads to a screen, and a ticket that was opened waits for a person’s yes', async ({
  laptop,
}) => {
  const owner = await laptop('sierra', 'timer')
  const { page } = await laptop('costa', 'timer')
  const inspector = await openBox(owner.page, 'CLBX30201')
  await inspector.getByRole('button', { name: /^Lend / }).click()
  const lending = owner.page.getByRole('dialog')
  await lending.getByRole('button', { name: /^Lend / }).click()
  await expect(lending.getByRole('img', { name: /^QR code/ })).toBeVisible()
  const { text } = await savedText(owner.page)

  await asDesktop(page)
  await expect.poll(() => told(page)).toEqual(expect.arrayContaining(['listens', { type: 'facts', facts: NOTHING_ON }]))
  await ask(page, { type: 'go', screen: 'loans' })
  await expect(page).toHaveURL(/#\/loans$/)
  await ask(page, { type: 'go', screen: '//elsewhere' })
  await ask(page, { type: 'receive', text })
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Loan code')).toHaveValue(text)
  await expect(page).toHaveURL(/#\/loans$/)
  await expect(dialog).not.toContainText('CLBX30201')
  await dialog.getByRole('button', { name: 'Add the box' }).click()
  await expect(dialog).toContainText('CLBX30201')
})

test('Settings says where updates stand, and each step is a person’s', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'timer')
  await asDesktop(page)
  await expect.poll(() => told(page)).toContainEqual('listens')
  const stands = (update: object) => ask(page, { type: 'update', current: '1.1.0', update })
  const rail = page.getByRole('navigation', { name: 'Screens' })
  await stands({ state: 'idle' })
  await expect(rail.getByText('Update available')).toHaveCount(0)
  await stands({ state: 'available', version: '1.2.0' })
  await rail.getByRole('link', { name: 'Settings Update available' }).click()
  const section = page.getByRole('region', { name: 'Updates' })
  await expect(section).toContainText('1.1.0')
  await section.getByRole('button', { name: 'Download 1.2.0' }).click()
  await expect.poll(() => told(page)).toContainEqual({ type: 'update', act: 'download' })
  await stands({ state: 'downloading', version: '1.2.0', percent: 37 })
  await expect(section.getByRole('progressbar', { name: 'Downloading 1.2.0' })).toHaveAttribute('value', '37')
  await section.getByRole('button', { name: 'Cancel the download' }).click()
  await expect.poll(() => told(page)).toContainEqual({ type: 'update', act: 'cancel' })
  await stands({ state: 'failed', why: 'not-trusted' })
  await expect(section.getByRole('alert')).toContainText('isn’t the genuine update')
  await stands({ state: 'ready', version: '1.2.0' })
  await section.getByRole('button', { name: 'Restart and install' }).click()
  await expect.poll(() => told(page)).toContainEqual({ type: 'update', act: 'install' })
})

test('[F8] the desktop’s menu opens what is taken along, and an opened file is looked at as a dropped one', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'timer')
  await asDesktop(page)
  await expect.poll(() => told(page)).toContainEqual('listens')
  await ask(page, { type: 'take-along' })
  await expect(page.getByRole('dialog', { name: /take along/i })).toBeVisible()
  await page.keyboard.press('Escape')
  await ask(page, { type: 'file', name: 'work.trackside', text: 'TRKF1:damaged.file' })
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible()
})

test('[L14] what the page says by itself it has the desktop’s shell say too; a click there leads to the record', async ({
  laptop,
}) => {
  const owner = await laptop('sierra', 'timer')
  const { page } = await laptop('costa', 'timer')
  await asDesktop(page)
  await expect(await enterCode(page, await lendBox(owner.page, 'CLBX30201'))).toContainText('is yours until')
  await page.keyboard.press('Escape')
  const inspector = await openBox(owner.page, 'CLBX30201')
  await inspector.getByRole('button', { name: 'End loan' }).click()
  await owner.page.getByRole('dialog').getByRole('button', { name: 'End loan now' }).click()
  const words = 'Sierra Timing ended the loan of'
  const alert = {
    type: 'notify',
    text: expect.stringContaining(words),
    place: { screen: 'attention', id: expect.any(String) },
  }
  await expect.poll(() => told(page)).toContainEqual(alert)
  const said = (await told(page)) as readonly { readonly type?: string; readonly place?: object }[]
  const place = said.find(({ type }) => type === 'notify')?.place
  await goTo(page, 'Today')
  await ask(page, { type: 'show', place })
  await expect(page).toHaveURL(/#\/attention\/./)
  await expect(page.getByRole('main')).toContainText(words)
})

test('[L14] the shell is told of an alarm once, and opens the board that the page asks for', async ({ laptop }) => {
  const box = await simulated('CLBX30201')
  const { page } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  await asDesktop(page)
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'Live timing' }).click()
  await page.getByRole('button', { name: 'Start timing CLBX30201' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(box.port))
  await dialog.getByRole('button', { name: 'Start timing CLBX30201' }).click()
  await expect(page.getByRole('main')).toContainText('Connected since')
  await box.close()

  await page.getByRole('button', { name: 'Board', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Open the board' }).click()
  const opens = { type: 'open-board', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d{4,5}\/#key=[\w-]{32}$/) }
  await expect.poll(() => told(page)).toContainEqual(opens)
  expect(page.context().pages()).toHaveLength(1)

  const alarms = page.getByRole('region', { name: 'Alarms' })
  // It says so with its minutes; the shell heard its first sentence.
  await expect(alarms).toContainText(/no connection for ([2-5]0 s|\d+ min)/, { timeout: 60_000 })
  const said = (await told(page)) as readonly { readonly type?: string; readonly place?: object }[]
  expect(said.filter(({ type }) => type === 'notify')).toEqual([
    {
      type: 'notify',
      text: expect.stringContaining('CLBX30201 FINISH: no connection for'),
      place: { screen: 'live', id: expect.stringMatching(/^[\w-]+\.[\w-]+$/) },
    },
  ])
  await goTo(page, 'Today')
  await ask(page, { type: 'show', place: said.find(({ type }) => type === 'notify')?.place })
  await expect(page.getByRole('complementary', { name: /CLBX30201/ })).toBeVisible()
})

test('[L11] the desktop’s menu prints the custody sheet, which saves itself as PDF, too; an empty one isn’t printed', async ({
  laptop,
}, info) => {
  const owner = await laptop('sierra', 'timer')
  const { page } = owner
  const taker = await laptop('costa', 'timer')
  await asDesktop(page)
  await expect.poll(() => told(page)).toContainEqual('listens')
  const prints = (to: string) => ({
    type: 'print',
    to,
    name: expect.stringMatching(/^Custody sheet \d{4}-\d\d-\d\d Sierra Timing$/),
  })
  await ask(page, { type: 'print' })
  await expect(page.getByRole('main')).toContainText('No box belongs on this sheet')
  await page.screenshot({ path: info.outputPath('sheet-empty.png') })
  await enterCode(taker.page, await lendBox(page, 'CLBX30201'))
  await goTo(page, 'Today')
  await ask(page, { type: 'print' })
  await expect(page.getByRole('row').filter({ hasText: 'CLBX30201' })).toBeVisible()
  await expect.poll(() => told(page)).toContainEqual(prints('printer'))
  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect.poll(() => told(page)).toContainEqual(prints('pdf'))
  const said = (await told(page)) as readonly { readonly type?: string }[]
  expect(said.filter(({ type }) => type === 'print')).toHaveLength(2)
})
