import type { Page } from '@playwright/test'
import { openAddress } from '../support/accessible.ts'
import { expect, goTo, lendBox, rowOf, test } from '../support/e2e.ts'
import { organisationAtWork } from '../support/organisation-at-work.ts'

test.setTimeout(400_000)

function custodyOf(page: Page, serial: string) {
  return rowOf(page, serial).locator('[data-column=custody]')
}

test('[L11] [ux 20] whose a box is and until when is heard on every screen as it is seen', async ({ laptop }) => {
  const { page, eventId, network } = await organisationAtWork(laptop)
  await openAddress(page, 'devices')
  await expect(custodyOf(page, 'CLBX30201')).toMatchAriaSnapshot(`
    - 'gridcell /Shared out: with Valle Cronos until .+ · \\d+ (h|d)/'
  `)
  await expect(custodyOf(page, 'CLBX30202')).toMatchAriaSnapshot(`
    - 'gridcell /Reserved for sharing until .+ · \\d+ (h|d)/'
  `)
  await expect(custodyOf(page, 'CLBX30401')).toMatchAriaSnapshot(`
    - 'gridcell /Shared by Valle Cronos until .+ · \\d+ (h|d)/'
  `)
  const grid = page.getByRole('grid', { name: 'Boxes' })
  await expect(grid).toHaveAttribute('aria-rowcount', '14')
  await expect(grid.getByRole('row').nth(1)).toHaveAttribute('aria-rowindex', '2')
  await page.getByText('CLBX30401', { exact: true }).first().click()
  await expect(page.getByRole('complementary')).toMatchAriaSnapshot(`
    - complementary /CLBX30401/:
      - heading /CLBX30401/ [level=2]
      - strong: Shared by Valle Cronos
      - strong: /until .+/
  `)

  await openAddress(page, 'loans')
  await expect(custodyOf(page, 'CLBX30201')).toMatchAriaSnapshot(`
    - 'gridcell /Shared out: with Valle Cronos until .+/'
  `)
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', /\d+/)

  await openAddress(page, 'groups')
  await expect(page.getByRole('tree')).toMatchAriaSnapshot(`
    - tree "Groups":
      - treeitem "Madrid depot, Depot, 2 here, 5 with those below" [expanded] [level=1]
      - treeitem "North kit, Kit, 3 boxes" [level=2]
  `)

  await openAddress(page, `live/${eventId}`)
  await expect(page.getByRole('list', { name: 'Boxes' })).toMatchAriaSnapshot(`
    - list "Boxes":
      - listitem:
        - button /FINISH.*CLBX30204/
        - button "Start timing CLBX30204"
  `)

  await openAddress(page, 'today')
  await expect(page.getByRole('main')).toContainText(/CLBX30204/)
  const heard = page.getByRole('banner').getByRole('status')
  await expect(heard).toHaveText('Online')
  network.cut()
  await expect(heard).toHaveText(/^No internet\. Working/)
  await expect(page.getByRole('banner')).toMatchAriaSnapshot(`
    - banner:
      - link /No internet\\. Working/
      - status: /No internet\\. Working/
  `)

  // No sign is read out, and none is left without a name.
  const unnamed = page.locator('svg:not([aria-hidden=true]):not([role=img]), [role=img]:not([aria-label])')
  for (const address of ['today', 'devices', 'loans', 'groups', `live/${eventId}`]) {
    await openAddress(page, address)
    await expect(unnamed, address).toHaveCount(0)
  }
})

test('[ux 3] [ux 20] what isn’t confirmed is heard; a message speaks when there is time, an alarm at once', async ({
  laptop,
}) => {
  const { page, network } = await laptop('sierra', 'admin')
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await lendBox(page, 'CLBX30203')
  await expect(custodyOf(page, 'CLBX30203')).toMatchAriaSnapshot(`
    - 'gridcell /Reserved for sharing until .+ · not confirmed/'
  `)
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').getByRole('combobox').fill('take out of group 30211')
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Spare 1')
  await page.keyboard.press('Enter')
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages).toHaveAttribute('aria-live', 'polite')
  await expect(messages).toContainText('CLBX30211')
  await expect(messages.getByRole('alert')).toHaveCount(0)
  // It is there before there is an alarm: only what comes into it later is said.
  await expect(page.locator('.alarm-part > [aria-live=assertive][aria-atomic=true]')).toHaveCount(1)
  await expect(page.getByRole('banner').getByRole('status')).toHaveText(/2 waiting to send/)
})

test('[ux 20] a screen that is gone to has the focus on its heading and its name in the window’s title', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'admin')
  for (const [screen, heading] of [
    ['Loans', /^Loans/],
    ['Groups', /^Groups/],
    ['Today', /^Today/],
  ] as const) {
    await goTo(page, screen)
    await expect(page.getByRole('main').getByRole('heading', { level: 1, name: heading })).toBeFocused()
    await expect(page).toHaveTitle(`${screen} – Trackside`)
  }
  // The list that had the focus is gone with its row.
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('grid').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeFocused()
  // The inspector opens beside a list that keeps it.
  await goTo(page, 'Devices')
  const grid = page.getByRole('grid')
  await grid.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary')).toBeVisible()
  await expect(grid).toBeFocused()
})

test('[ux 20] who signs in by keyboard is on the screen’s heading, and who signs out at the form', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra')
  const email = page.getByLabel('E-mail address')
  const password = page.getByLabel('Password', { exact: true })
  await expect(email).toBeFocused()
  await page.keyboard.type('admin@sierra.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type('trackside-demo')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByRole('heading', { level: 1, name: /^Today/ })).toBeFocused()
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: /^Sign out/ }).click()
  const asked = page.getByRole('dialog').getByRole('button', { name: /^Sign out/ })
  await asked.or(password).first().waitFor()
  if (await asked.isVisible()) await asked.click()
  await expect(password).toBeFocused()
  await page.keyboard.type('trackside-demo')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeFocused()
})
