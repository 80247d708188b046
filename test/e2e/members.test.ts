import type { Page } from '@playwright/test'
import { expect, goTo, rowOf, test } from '../support/e2e.ts'

async function openMembers(page: Page): Promise<void> {
  await goTo(page, 'Settings')
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Members/ })
    .click()
}

test('[O6] [O10] a colleague is invited, joins, works, and is removed: what the laptop held is deleted', async ({
  laptop,
}) => {
  const admin = await laptop('sierra', 'admin')
  await openMembers(admin.page)
  await admin.page.getByRole('button', { name: 'Invite a member' }).click()
  const dialog = admin.page.getByRole('dialog')
  await dialog.getByLabel('E-mail address').fill('eva@example.org')
  await dialog.getByText('TIMER', { exact: false }).first().click()
  await dialog.getByRole('button', { name: 'Invite eva@example.org' }).click()
  const code = (await dialog.getByTestId('invitation-code').textContent())?.trim() ?? ''
  expect(code).toMatch(/^J/)

  const eva = await laptop('sierra')
  await eva.page.getByText('I have an invitation').click()
  await eva.page.getByLabel('Invitation code').fill(code)
  await eva.page.getByLabel('Your name').fill('Eva Luna')
  await eva.page.getByLabel('Password', { exact: true }).fill('a long password')
  await eva.page.getByRole('button', { name: 'Join' }).click()
  await goTo(eva.page, 'Devices')
  await expect(rowOf(eva.page, 'CLBX30201')).toBeVisible()

  await admin.page.keyboard.press('Escape')
  await admin.page.reload()
  await openMembers(admin.page)
  await expect(rowOf(admin.page, 'Eva Luna')).toBeVisible()
  await rowOf(admin.page, 'Eva Luna').click()
  await admin.page
    .getByRole('button', { name: 'Remove Eva Luna' })
    .or(admin.page.getByRole('menuitem', { name: 'Remove Eva Luna' }))
    .first()
    .click()
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Remove Eva Luna' }).click()
  // The status in the top bar says so too, but only as long as there is something left to hand in.
  const farewell = eva.page.getByRole('status').filter({ hasText: 'You were removed from Sierra Timing' })
  await expect(farewell).toContainText('has been deleted')
})
