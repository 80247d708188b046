import type { Page } from '@playwright/test'
import { expect, openBox, test } from '../support/e2e.ts'
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
