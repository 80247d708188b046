import type { Page } from '@playwright/test'
import type { Push } from '../../shared/desktop-api.ts'
import {
  expectDialogWithoutViolations,
  expectNoViolationsInAnyTheme,
  holdStill,
  openAddress,
} from '../support/accessible.ts'
import { enterCode, expect, type Laptop, lendBox, openBox, test } from '../support/e2e.ts'
import { savedText } from '../support/scanning.ts'

test.setTimeout(400_000)

/**
 * What no test can wait for, as a full disk: the window hears it as the core would say it, and all else as the core does.
 * `undefined` leaves a push as it is.
 */
async function openHearing(page: Page, retold: (push: Push) => Push | undefined): Promise<void> {
  await page.routeWebSocket(/\/core$/, (socket) => {
    const core = socket.connectToServer()
    core.onMessage((text) => {
      const push: Push = JSON.parse(String(text))
      socket.send(JSON.stringify(retold(push) ?? push))
    })
  })
  await page.reload()
}

/** A sign-in that ran out, and a disk that is nearly full. */
function inTrouble(push: Push): Push | undefined {
  if (push.push === 'status') return { ...push, status: { ...push.status, connection: 'sign-in-again' } }
  if (push.push !== 'alarms') return undefined
  const since = new Date().toISOString()
  return { ...push, alarms: [{ id: 'disk-low', kind: 'disk-low', since, freeBytes: 300_000_000 }] }
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, text)
}

/** Lends a box. @returns what another laptop scans */
async function ticketFor({ page }: Laptop, serial: string): Promise<string> {
  const inspector = await openBox(page, serial)
  await inspector.getByRole('button', { name: /^Lend / }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /^Anyone/ }).check()
  await dialog.getByRole('button', { name: /^Lend / }).click()
  const { text } = await savedText(page)
  await close(page)
  return text
}

test('[ux 20] no axe violation while a laptop loads, nor when its sign-in ran out and its disk is full', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'admin')
  await holdStill(page)
  await openHearing(page, (push) =>
    push.push === 'status' ? { ...push, status: { ...push.status, loading: true } } : undefined,
  )
  await expect(page.locator('.frame-screen .empty-state')).toBeVisible()
  await expectNoViolationsInAnyTheme(page, 'loading')

  await openHearing(page, inTrouble)
  await openAddress(page, 'devices')
  const alarms = page.getByRole('region', { name: 'Alarms' })
  await expect(alarms.getByRole('listitem')).toHaveCount(1)
  await expectNoViolationsInAnyTheme(page, 'sign-in ran out, disk nearly full')
  // Said at once, and once.
  await expect(page.locator('.alarm-part > [aria-live=assertive]')).toHaveText(/disk/)
  await alarms.getByRole('button', { name: 'How to make room' }).click()
  await expectDialogWithoutViolations(page, 'alarms/space-dialog')
  await close(page)
  await page
    .getByRole('status')
    .getByRole('button')
    .or(page.getByRole('button', { name: 'Sign in' }))
    .first()
    .click()
  await expectDialogWithoutViolations(page, 'sign-in/sign-in-again')
})

test('[ux 20] no axe violation in what comes from another laptop: a card, a slip, and a code that waits', async ({
  laptop,
}) => {
  const sierra = await laptop('sierra', 'admin')
  const costa = await laptop('costa', 'admin')
  const [owner, taker] = [sierra.page, costa.page]
  await holdStill(owner)
  await holdStill(taker)
  await taker.getByRole('banner').getByRole('button', { name: 'Scan' }).click()
  await taker.getByRole('dialog').getByRole('button', { name: 'Show my card' }).click()
  const { text: card } = await savedText(taker)
  await close(taker)
  await paste(owner, card)
  await expect(owner.getByRole('dialog')).toContainText('Card of Costa Events')
  await expectDialogWithoutViolations(owner, 'tickets/card-view')
  await close(owner)

  await paste(taker, await ticketFor(sierra, 'CLBX30201'))
  await expect(taker.getByRole('dialog')).toContainText('CLBX30201 is yours until')
  const { text: receipt } = await savedText(taker)
  await close(taker)
  await paste(owner, receipt)
  await expect(owner.getByRole('dialog')).toContainText('Costa Events has taken CLBX30201')
  await expectDialogWithoutViolations(owner, 'tickets/slip-view')
  await close(owner)

  costa.network.cut()
  await expect(taker.getByRole('banner')).toContainText('No internet')
  await enterCode(taker, await lendBox(owner, 'CLBX30202'))
  await expect(taker.getByRole('dialog').getByRole('button', { name: 'Close' }).last()).toBeVisible()
  await expectDialogWithoutViolations(taker, 'tickets/received-view')
})
