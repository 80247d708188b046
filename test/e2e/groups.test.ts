import type { Page } from '@playwright/test'
import { assignBox, expect, goTo, openBox, rowOf, test } from '../support/e2e.ts'

/** Reads the partner code of whoever looks at the window (G4). */
async function partnerCode(page: Page): Promise<string> {
  await goTo(page, 'Groups')
  await page.getByRole('button', { name: 'Shared with you' }).click()
  const dialog = page.getByRole('dialog')
  const code = (await dialog.getByTestId('partner-code').textContent())?.trim() ?? ''
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  return code
}

function groupRow(page: Page, name: string) {
  return page.getByRole('tree').getByRole('treeitem', { name: new RegExp(`^${name}`) })
}

/** Opens the dialog in which the group is shared, and enters the code. */
async function enterPartnerCode(page: Page, group: string, code: string) {
  await goTo(page, 'Groups')
  await groupRow(page, group).click()
  await page.getByRole('button', { name: `Share ${group}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Partner code').fill(code)
  return dialog
}

async function shareGroup(page: Page, group: string, code: string, role = 'Use in races'): Promise<void> {
  const dialog = await enterPartnerCode(page, group, code)
  await expect(dialog).toContainText('number 1002')
  await dialog.getByText(role, { exact: true }).click()
  await dialog.getByRole('button', { name: `Share ${group} with Costa Events` }).click()
  await expect(dialog).toHaveCount(0)
}

async function stopSharing(page: Page, group: string): Promise<void> {
  await goTo(page, 'Groups')
  await groupRow(page, group).click()
  await page.getByRole('button', { name: `Stop sharing ${group}` }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Stop sharing ${group}` })
    .click()
}

test('[G4] [G5] [G7] [G8] both organisations, from the code to the icon to the stop', async ({ laptop }) => {
  const sierra = await laptop('sierra', 'admin')
  const costa = await laptop('costa', 'admin')
  const code = await partnerCode(costa.page)
  await shareGroup(sierra.page, 'North kit', code)

  await expect(groupRow(sierra.page, 'North kit')).toHaveAccessibleName(/shared with Costa Events/)
  await expect(groupRow(costa.page, 'North kit')).toHaveAccessibleName(/shared by Sierra Timing/)
  await goTo(sierra.page, 'Devices')
  await expect(
    rowOf(sierra.page, 'CLBX30207')
      .getByLabel(/Costa Events/)
      .first(),
  ).toBeVisible()
  await goTo(costa.page, 'Devices')
  await expect(rowOf(costa.page, 'CLBX30207')).toContainText('Sierra Timing')

  await assignBox(costa.page, 'CLBX30207')
  const inspector = await openBox(sierra.page, 'CLBX30207')
  await expect(inspector).toContainText('Costa Events')

  await stopSharing(sierra.page, 'North kit')
  await goTo(costa.page, 'Devices')
  await expect(rowOf(costa.page, 'CLBX30207')).toHaveCount(0)
  await goTo(costa.page, 'Needs attention')
  await expect(costa.page.getByRole('main')).toContainText('Sierra Timing stopped sharing North kit')
  await expect(costa.page.getByRole('main')).toContainText('FINISH')
})

test('[G8] [F2] the receiver is offline while the share is stopped; back online it is gone, and is told', async ({
  laptop,
}) => {
  const sierra = await laptop('sierra', 'admin')
  const costa = await laptop('costa', 'admin')
  await shareGroup(sierra.page, 'North kit', await partnerCode(costa.page))
  await goTo(costa.page, 'Devices')
  await expect(rowOf(costa.page, 'CLBX30207')).toBeVisible()
  costa.network.cut()
  await expect(costa.page.getByRole('banner')).toContainText('No internet')
  await assignBox(costa.page, 'CLBX30207')
  await stopSharing(sierra.page, 'North kit')
  await costa.restart()
  await goTo(costa.page, 'Devices')
  await expect(rowOf(costa.page, 'CLBX30207')).toBeVisible()
  costa.network.mend()
  await expect(costa.page.getByRole('banner')).toContainText('Online')
  await expect(rowOf(costa.page, 'CLBX30207')).toHaveCount(0)
  await goTo(costa.page, 'Needs attention')
  await expect(costa.page.getByRole('main')).toContainText('Sierra Timing stopped sharing North kit')
})

test('[F2] [G5] a group is shared offline: it waits and says so, and is done when the connection returns', async ({
  laptop,
}) => {
  const sierra = await laptop('sierra', 'admin')
  const costa = await laptop('costa', 'admin')
  const code = await partnerCode(costa.page)
  sierra.network.cut()
  await expect(sierra.page.getByRole('banner')).toContainText('No internet')
  const dialog = await enterPartnerCode(sierra.page, 'North kit', code)
  await expect(dialog).toContainText('can’t be checked without internet')
  await dialog.getByRole('button', { name: 'Share North kit when the code is checked' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(groupRow(sierra.page, 'North kit')).toHaveAccessibleName(/Waits to be shared/)
  sierra.network.mend()
  await expect(groupRow(sierra.page, 'North kit')).toHaveAccessibleName(/shared with Costa Events/)
  await expect(groupRow(costa.page, 'North kit')).toBeVisible()
})

test('[G5] [L3] a code field says what else it was given, and refuses what is nobody’s or its own', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'admin')
  const own = await partnerCode(page)
  const dialog = await enterPartnerCode(page, 'North kit', own)
  const field = dialog.getByLabel('Partner code')
  await expect(dialog).toContainText('your own partner code')
  await field.fill('7K3M 9QXW 2HDT 4FBF')
  await expect(dialog).toContainText('This is a loan code')
  await field.fill('J7K3M 9QXW 2HDT 4FBF')
  await expect(dialog).toContainText('invitation')
  await field.fill('PZZZZ ZZZZ ZZZZ ZZZF')
  await expect(dialog).toContainText('No organisation has this partner code')
  await field.fill('PZZZZ ZZZZ ZZZZ ZZZG')
  await expect(dialog).toContainText('mistyped')
  await expect(dialog.getByRole('button', { name: /^Share North kit/ })).toBeDisabled()
})

test('[G6] who may only look can’t use, and a READ ONLY member stays so whatever the share’s role', async ({
  laptop,
}) => {
  const sierra = await laptop('sierra', 'admin')
  const costa = await laptop('costa', 'admin')
  await shareGroup(sierra.page, 'North kit', await partnerCode(costa.page), 'Look')
  const looking = await openBox(costa.page, 'CLBX30207')
  await expect(looking).toContainText('Sierra Timing')
  await expect(looking.getByRole('button', { name: /^Lend/ })).toHaveCount(0)
  await goTo(costa.page, 'Events')
  await costa.page.getByRole('main').getByRole('row').nth(1).click()
  await costa.page.getByRole('button', { name: 'Assign boxes' }).click()
  const panel = costa.page.getByRole('complementary')
  await expect(panel).toContainText('CLBX30301')
  await expect(panel.getByRole('option', { name: /CLBX30207/, disabled: false })).toHaveCount(0)

  await goTo(sierra.page, 'Groups')
  await groupRow(sierra.page, 'North kit').click()
  await sierra.page.getByRole('button', { name: 'More for North kit' }).click()
  await sierra.page.getByRole('menuitem', { name: /Change what Costa Events may do/ }).click()
  const dialog = sierra.page.getByRole('dialog')
  await dialog.getByText('Use and edit', { exact: true }).click()
  await dialog.getByRole('button', { name: /^Let Costa Events/ }).click()
  const viewer = await laptop('costa', 'viewer')
  const seen = await openBox(viewer.page, 'CLBX30207')
  await expect(seen).toContainText('Sierra Timing')
  await expect(seen.getByRole('button', { name: /^Edit/, disabled: false })).toHaveCount(0)
})
