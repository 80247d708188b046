import type { Page } from '@playwright/test'
import { byKeyboard } from '../support/by-keyboard.ts'
import { expect, type Laptop, test } from '../support/e2e.ts'

function dialogOf(page: Page) {
  return page.getByRole('dialog')
}

async function goOffline({ network, page }: Laptop): Promise<void> {
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
}

/** Runs in the page: quicker than the focus comes into the dialog. */
async function clickAndEscape(button: HTMLElement | SVGElement): Promise<void> {
  if (button instanceof HTMLElement) button.click()
  await Promise.resolve()
  button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
}

// Each key is looked at: many small questions to the page.
test.setTimeout(400_000)

test('[L1] [L2] [L13] [ux 14] by keyboard alone: lend, receive, extend, give back', async ({ laptop }) => {
  const owner = (await laptop('sierra', 'timer')).page
  const taker = (await laptop('costa', 'timer')).page
  const [lending, taking] = [byKeyboard(owner), byKeyboard(taker)]

  await lending.row('CLBX30201')
  await lending.press('Enter')
  const inspector = owner.getByRole('complementary')
  await lending.use(inspector.getByRole('button', { name: /^Lend / }))
  const dialog = dialogOf(owner)
  await expect(dialog.getByRole('radio', { name: /^1 day/ })).toBeFocused()
  await lending.press('ArrowRight')
  await expect(dialog.getByRole('radio', { name: /^1 week/ })).toBeChecked()
  await lending.use(dialog.getByRole('button', { name: /^Lend / }))
  const code = (await dialog.getByTestId('loan-code').textContent())?.trim() ?? ''
  await lending.use(dialog.getByRole('button', { name: 'Done' }))
  await expect(dialog).toHaveCount(0)

  const add = taker.getByRole('button', { name: 'Add a borrowed box' })
  await taking.use(add)
  await expect(dialogOf(taker).getByLabel('Loan code')).toBeFocused()
  await taking.type(code)
  await taking.press('Enter')
  await expect(dialogOf(taker)).toContainText('is yours until')
  await taking.press('Escape')
  await expect(add).toBeFocused()

  const extend = inspector.getByRole('button', { name: 'Extend' })
  await extend.evaluate(clickAndEscape)
  await expect(dialog).toHaveCount(0)
  await lending.use(extend)
  await lending.press('Escape')
  await expect(extend).toBeFocused()
  await lending.press('Enter')
  await lending.use(dialog.getByRole('button', { name: /^Extend until/ }))
  await expect(dialog).toHaveCount(0)
  await expect(extend).toBeFocused()

  await taking.row('CLBX30201')
  await taking.press('Enter')
  await taking.use(taker.getByRole('complementary').getByRole('button', { name: 'Give back to Sierra Timing' }))
  await taking.use(dialogOf(taker).getByRole('button', { name: /^Give back/ }))
  await expect(taker.getByRole('grid')).not.toContainText('CLBX30201')
  await expect(owner.getByRole('grid')).toContainText('Loan over, not back yet')
})

test('[G1] [G5] [O6] [ux 14] by keyboard alone: create a group, share it, invite a colleague', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'admin')
  const partner = (await laptop('costa', 'admin')).page
  const theirs = byKeyboard(partner)
  await theirs.open('Groups')
  const shared = partner.getByRole('button', { name: 'Shared with you' })
  await theirs.use(shared)
  const partnerCode = (await partner.getByTestId('partner-code').textContent())?.trim() ?? ''
  await theirs.press('Escape')
  await expect(shared).toBeFocused()

  const keys = byKeyboard(page)
  const dialog = dialogOf(page)
  await keys.open('Groups')
  const create = page.getByRole('button', { name: 'Create group' })
  await keys.use(create)
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await keys.type('West kit')
  await keys.press('Enter')
  await expect(dialog).toHaveCount(0)
  const group = page.getByRole('treeitem', { name: /^West kit/ })
  await keys.to(page.getByRole('tree').locator('[tabindex="0"]'))
  // The last one holds what is in no group.
  await keys.press('End')
  await keys.press('ArrowUp')
  await expect(group).toBeFocused()
  await keys.press('Enter')
  await keys.use(page.getByRole('button', { name: 'Share West kit' }))
  await keys.to(dialog.getByLabel('Partner code'))
  await keys.type(partnerCode)
  await expect(dialog).toContainText('Costa Events, number 1002')
  await keys.use(dialog.getByRole('button', { name: 'Share West kit with Costa Events' }))
  await expect(dialog).toHaveCount(0)
  await expect(group).toHaveAccessibleName(/shared with Costa Events/)

  await keys.open('Settings')
  await keys.use(page.getByRole('main').getByRole('link', { name: /^Members/ }))
  const invite = page.getByRole('button', { name: 'Invite a member' })
  await keys.use(invite)
  await expect(dialog.getByLabel('E-mail address')).toBeFocused()
  await keys.type('eva@example.org')
  await keys.press('Enter')
  await expect(dialog.getByTestId('invitation-code')).toHaveText(/^J/)
  await keys.press('Escape')
  await keys.use(dialog.getByRole('button').last())
  await expect(dialog).toHaveCount(0)
  await expect(invite).toBeFocused()
  await expect(page.getByRole('grid')).toContainText('eva@example.org')
})

test('[R1] [ux 14] by keyboard alone: create an event, a race and a checkpoint, and assign a box', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'admin')
  const keys = byKeyboard(page)
  const [main, panel] = [page.getByRole('main'), page.getByRole('complementary')]
  await keys.open('Events')
  await keys.use(main.getByRole('button', { name: 'Create event' }))
  await expect(panel.getByLabel('Name')).toBeFocused()
  await keys.type('Ridge run')
  await keys.use(panel.getByRole('button', { name: 'Create event' }))
  await expect(page.getByRole('heading', { name: 'Ridge run' })).toBeVisible()

  await keys.use(main.getByRole('button', { name: 'Add race' }).first())
  await expect(panel.getByLabel('Name')).toBeFocused()
  await keys.type('Ridge 12K')
  await keys.press('Enter')
  await expect(main.getByRole('heading', { name: 'Ridge 12K' })).toBeVisible()

  const addCheckpoint = main.getByRole('button', { name: 'Add checkpoint' })
  await keys.use(addCheckpoint)
  await expect(panel.getByLabel('Name')).toBeFocused()
  await keys.type('HUT')
  await keys.press('Enter')
  await expect(main).toContainText('HUT')
  await keys.press('Escape')
  await keys.use(panel.getByRole('button', { name: 'Cancel' }))
  await expect(addCheckpoint).toBeFocused()

  await keys.use(page.getByRole('button', { name: 'Assign boxes' }))
  await expect(panel.getByRole('combobox')).toBeFocused()
  await keys.type('2')
  await keys.press('Enter')
  await keys.type('CLBX30201')
  await keys.press('Enter')
  await expect(main).toContainText('CLBX30201')
})

test('[F3] [ux 6] by keyboard alone: a refused command is looked at and dealt with', async ({ laptop }) => {
  const office = (await laptop('sierra', 'admin')).page
  const trackside = await laptop('sierra', 'timer')
  const { page, network } = trackside
  const [lending, keys] = [byKeyboard(office), byKeyboard(page)]
  await goOffline(trackside)
  await lending.row('CLBX30204')
  await lending.press('Enter')
  await lending.use(office.getByRole('complementary').getByRole('button', { name: /^Lend / }))
  await lending.use(dialogOf(office).getByRole('button', { name: /^Lend / }))
  await expect(dialogOf(office).getByTestId('loan-code')).toBeVisible()

  await keys.open('Events')
  await keys.row('Sierra Trail')
  // Another screen begins at its start, as a page does: nothing in it has the focus yet.
  await page.keyboard.press('Enter')
  await keys.use(page.getByRole('button', { name: 'Assign boxes' }))
  await keys.type('CLBX30204')
  await keys.press('Enter')
  await expect(page.getByRole('main')).toContainText('CLBX30204')
  network.mend()
  await expect(page.getByRole('banner')).toContainText('Online')

  await keys.open('Needs attention')
  const main = page.getByRole('main')
  await expect(main).toContainText('Not done: Assign CLBX30204')
  await keys.use(main.getByRole('button', { name: /^Dealt with/ }))
  await expect(main).toContainText('Nothing needs your attention')
})
