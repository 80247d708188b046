import type { Page } from '@playwright/test'
import { SHORTCUTS, type ShortcutId } from '../../renderer/palette/shortcuts.ts'
import { expectNoViolations } from '../support/axe.ts'
import { assignBox, expect, goTo, openBox, test } from '../support/e2e.ts'

const THEMES = ['Light', 'Dark', 'Sunlight'] as const

async function openPalette(page: Page) {
  await page.keyboard.press('ControlOrMeta+k')
  const field = page.getByRole('combobox', { name: 'Find or do anything' })
  await expect(field).toBeFocused()
  return field
}

function options(page: Page) {
  return page.getByRole('listbox', { name: 'What was found' }).getByRole('option')
}

function toasts(page: Page) {
  return page.getByRole('region', { name: 'Messages' })
}

/** Types into the palette and takes what comes first, by keyboard alone. */
async function doIt(page: Page, query: string, says: string | RegExp): Promise<void> {
  await openPalette(page)
  await page.keyboard.type(query)
  await expect(options(page).first()).toContainText(says)
  await page.keyboard.press('Enter')
}

test('[ux 14] Ctrl K reaches boxes, acts with them, screens and people, by keyboard alone', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'admin')
  await doIt(page, '30205', 'CLBX30205')
  await expect(page).toHaveURL(/#\/devices\/.+/)
  await expect(page.getByRole('complementary')).toContainText('CLBX30205')

  // What is open comes first; an act and its box are typed in one.
  await openPalette(page)
  await expect(options(page).nth(1)).toContainText('CLBX30205')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await doIt(page, 'lend 30201', 'Lend Start A (CLBX30201)')
  await expect(page.getByRole('dialog')).toContainText('Start A')
  // A dialog has keys of its own.
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await page.keyboard.press('Escape')

  // Where no box was typed, it asks which.
  await goTo(page, 'Today')
  await doIt(page, 'out of its group', 'Take a box out of its group…')
  await expect(page.getByRole('combobox', { name: 'Which box?' })).toBeFocused()
  await page.keyboard.type('30211')
  await page.keyboard.press('Enter')
  await expect(toasts(page)).toContainText('CLBX30211')
  await expect(page.getByRole('complementary')).toContainText('CLBX30211')

  await doIt(page, 'share north', 'Share North kit')
  await expect(page.getByRole('dialog')).toContainText('North kit')
  await page.keyboard.press('Escape')
  await doIt(page, 'create an event', 'Create an event')
  await expect(page.getByRole('complementary', { name: 'New event' })).toBeVisible()
  await doIt(page, 'add a race', 'Add a race')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary')).toContainText(/race/i)
  await doIt(page, 'invite', 'Invite somebody')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await doIt(page, 'dark', 'Dark colours')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await doIt(page, 'marta', 'Marta')
  await expect(page).toHaveURL(/#\/members\/.+/)
  await doIt(page, 'custody sheet', /Custody sheet/i)
  await expect(page).toHaveURL(/#\/custody-sheet/)

  // What is done in a form begins in its field.
  await doIt(page, 'organisation’s contact', 'Edit your organisation’s contact')
  await expect(page.getByLabel('Contact person')).toBeFocused()
  await doIt(page, 'change your password', 'Change your password')
  await expect(page.getByLabel('Password now')).toBeFocused()
  await doIt(page, 'rename this laptop', 'Rename this laptop')
  await expect(page.getByLabel('Name of this laptop')).toBeFocused()
})

test('[O4] what a role doesn’t allow is shown with the reason, and does nothing', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'viewer')
  await openPalette(page)
  await page.keyboard.type('invite')
  const first = options(page).first()
  await expect(first).toContainText('Your role, READ ONLY, doesn’t allow this.')
  await expect(first).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Enter')
  await first.click({ force: true })
  await expect(page.getByRole('combobox', { name: 'Find or do anything' })).toBeFocused()
  await expectNoViolations(page, 'blocked')
})

test('[ux 14] the top bar’s field narrows the list down and goes on to the palette; elsewhere it opens it', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'admin')
  await page.keyboard.press('/')
  const field = page.getByRole('searchbox', { name: 'Search this list' })
  await expect(field).toBeFocused()
  await page.keyboard.type('kit')
  await expect(page.getByRole('grid').getByText('CLBX30201')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Find or do anything' })).toHaveValue('kit')
  await page.keyboard.press('Escape')
  await expect(field).toBeFocused()
  await page.keyboard.press('Escape')
  await openPalette(page)
  await page.keyboard.type('Spare')
  await page.getByRole('option', { name: /^Show only “Spare”/ }).click()
  await expect(field).toHaveValue('Spare')
  await goTo(page, 'Today')
  await page.getByRole('button', { name: /^Find or do anything/ }).click()
  await expect(page.getByRole('combobox', { name: 'Find or do anything' })).toBeFocused()
})

test('[ux 4] Undo stands for ten seconds, by Ctrl Z too; a message covers nothing, and Esc puts it away', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'admin')
  await page.setViewportSize({ width: 400, height: 800 })
  for (const width of [400, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await openBox(page, 'CLBX30211')
    await doIt(page, 'take out of group 30211', 'Take Spare 1 (CLBX30211) out of its group')
    const toast = toasts(page)
    await expect(toast.getByRole('button', { name: 'Undo' })).toBeVisible()
    const strip = await toast.boundingBox()
    const screen = await page.locator('.frame-screen').boundingBox()
    expect(strip && screen && strip.y >= screen.y + screen.height - 1).toBe(true)
    await expectNoViolations(page, `toast at ${width}`)
    const group = page
      .getByRole('complementary')
      .getByRole('term')
      .filter({ hasText: /^Group$/ })
    await expect(group).toHaveCount(0)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(group).toHaveCount(1)
    await expect(toast.getByRole('button', { name: 'Undo' })).toHaveCount(0)
    await page
      .getByRole('button', { name: /^(Close|Back to the list)$/ })
      .last()
      .click()
  }
  // Held by the pointer and the focus; put away by Esc, which gives the focus back.
  await doIt(page, 'take out of group 30211', 'Take Spare 1 (CLBX30211) out of its group')
  const undo = toasts(page).getByRole('button', { name: 'Undo' })
  await undo.focus()
  // biome-ignore lint/nursery/noPlaywrightWaitForTimeout: that it stays is only seen by waiting for longer than it lasts
  await page.waitForTimeout(11_000)
  await expect(undo).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(undo).toHaveCount(0)
  // The inspector is still open: Esc was the message's.
  await expect(page.getByRole('complementary')).toContainText('CLBX30211')
})

test('[ux 14] ? shows the keys of the screen, not while somebody types', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'admin')
  await page.keyboard.press('/')
  await page.keyboard.type('?')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog.getByRole('region', { name: 'In lists' })).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'In live timing' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await assignBox(page, 'CLBX30201')
  await doIt(page, 'live', 'Open live timing')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/live\/.+/)
  await page.keyboard.press('?')
  await expect(dialog.getByRole('region', { name: 'In live timing' })).toContainText('Take a time')
})

test('[ux 14] every key of the list does what it says', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'admin')
  const tried = new Set<ShortcutId>()
  const press = async (id: ShortcutId, which = 0) => {
    tried.add(id)
    const key = (SHORTCUTS[id].keys[which] ?? '').replace('mod', 'ControlOrMeta').replace('0–9', '7')
    await page.keyboard.press(key)
  }
  const dialog = page.getByRole('dialog')
  await press('palette')
  await expect(dialog).toBeVisible()
  await press('dismiss')
  await expect(dialog).toHaveCount(0)
  await press('shortcuts')
  await expect(dialog).toBeVisible()
  await press('dismiss')
  await expect(dialog).toHaveCount(0)
  await press('search')
  await expect(page.getByRole('searchbox', { name: 'Search this list' })).toBeFocused()
  await page.keyboard.press('Escape')

  // In a list.
  const grid = page.getByRole('grid')
  await grid.focus()
  for (const id of ['rows', 'pages', 'ends'] as const) {
    for (const which of [1, 0]) {
      await press(id, which)
      await expect(grid).toHaveAttribute('aria-activedescendant', /.+/)
    }
  }
  await press('tickRow')
  await expect(grid.getByRole('checkbox', { checked: true })).toHaveCount(1)
  await press('tickAll')
  await expect(grid.getByRole('checkbox', { checked: true })).not.toHaveCount(1)
  await press('dismiss')
  await expect(grid.getByRole('checkbox', { checked: true })).toHaveCount(0)
  await press('openRow')
  await expect(page).toHaveURL(/#\/devices\/.+/)
  await press('dismiss')
  await expect(page).toHaveURL(/#\/devices$/)
  await doIt(page, 'take out of group 30211', 'Take Spare 1')
  await expect(toasts(page).getByRole('button', { name: 'Undo' })).toBeVisible()
  await press('undo')
  await expect(toasts(page).getByRole('button', { name: 'Undo' })).toHaveCount(0)

  // In the group tree.
  await goTo(page, 'Groups')
  const depot = page.getByRole('treeitem', { name: /^Madrid depot/ })
  await depot.focus()
  await press('fold', 0)
  await expect(depot).toHaveAttribute('aria-expanded', 'false')
  await press('fold', 1)
  await expect(depot).toHaveAttribute('aria-expanded', 'true')
  await press('groupMenu')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  for (const id of ['renameGroup', 'createGroup'] as const) {
    await depot.focus()
    await press(id)
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
  await doIt(page, 'create a group', 'Create a group')
  await dialog.getByRole('textbox').first().fill('Short-lived')
  await page.keyboard.press('Enter')
  const gone = page.getByRole('treeitem', { name: /^Short-lived/ })
  await gone.focus()
  await press('deleteGroup')
  await expect(gone).toHaveCount(0)

  // In an event.
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await press('assign')
  const panel = page.getByRole('complementary')
  const picker = panel.getByRole('combobox')
  await expect(picker).toBeFocused()
  const placed = await panel.locator('.assign-to').textContent()
  await press('assignPlace', 1)
  await expect(panel.locator('.assign-to')).not.toHaveText(placed ?? '')
  await press('assignBackup')
  await expect(panel.getByRole('button', { name: 'Backup' })).toHaveAttribute('aria-pressed', 'true')
  await picker.fill('CLBX30210')
  await page.keyboard.press('ArrowDown')
  await panel.getByRole('option', { name: /CLBX30210/ }).click()
  await press('assignDo')
  await expect(page.getByRole('main')).toContainText('CLBX30210')

  // In live timing.
  await page.getByRole('link', { name: 'Live timing', exact: true }).click()
  const entries = page.getByRole('region', { name: 'Recorded by people' })
  await expect(entries).toBeVisible()
  await press('time')
  await press('bib')
  const bib = page.getByRole('combobox', { name: /^Bib/ })
  await expect(bib).toHaveValue('7')
  await press('saveBib')
  await expect(entries).toContainText('bib 7 · time by hand')
  await page.keyboard.press('Escape')
  // No time waits: the bib's own is taken.
  await page.keyboard.type('81')
  await expect(bib).toHaveValue('81')
  await page.keyboard.press('Enter')
  await expect(entries).toContainText('bib 81 · time by hand')
  await page.keyboard.press('Escape')
  await press('gun')
  await expect(entries).toContainText('gun')
  for (const id of ['dnf', 'dns', 'dsq', 'note'] as const) {
    await press(id)
    await expect(page.getByRole('form')).not.toHaveCount(0)
    await page.keyboard.press('Escape')
  }
  expect([...tried].toSorted()).toEqual((Object.keys(SHORTCUTS) as ShortcutId[]).toSorted())
})

test('[ux 14] a name of the start list gives its bib', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  await page.getByRole('link', { name: 'Start list', exact: true }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'list.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('bib,name\n212,Zoë Núñez\n21,Ana Ruiz\n'),
    })
  await expect(page.getByRole('main')).toContainText('Zoë Núñez')
  await page.getByRole('link', { name: 'Live timing', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Recorded by people' })).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByRole('combobox', { name: /^Bib/ })).toBeFocused()
  await page.keyboard.type('zoe')
  const matches = page.getByRole('listbox', { name: 'On the start list' })
  await expect(matches.getByRole('option', { name: /212 Zoë Núñez/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Recorded by people' })).toContainText('bib 212 · time by hand')
})

test('no axe violation in palette, shortcuts and messages, wide and narrow, in any theme', async ({ laptop }, info) => {
  const { page } = await laptop('sierra', 'admin')
  for (const theme of THEMES) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await goTo(page, 'Settings')
    await page.getByText(theme, { exact: true }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
    for (const width of [1280, 400]) {
      await page.setViewportSize({ width, height: 800 })
      await goTo(page, 'Devices')
      const where = `${theme} ${width}`
      const look = async (name: string) => {
        await page.screenshot({ path: info.outputPath(`${name}-${theme}-${width}.png`) })
        await expectNoViolations(page, `${name} ${where}`)
      }
      await openPalette(page)
      await page.keyboard.type('302')
      await expect(options(page).first()).toContainText('CLBX302')
      await look('palette')
      await page.keyboard.type('nothing')
      await expect(page.getByText('Nothing found for “302nothing”')).toBeVisible()
      await look('nothing')
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
      await look('shortcuts')
      await page.keyboard.press('Escape')
      await doIt(page, 'take out of group 30211', /Spare 1/)
      await expect(toasts(page).getByRole('button', { name: 'Undo' })).toBeVisible()
      await toasts(page).getByRole('button', { name: 'Undo' }).hover()
      await look('message')
      await page.keyboard.press('ControlOrMeta+z')
      await expect(toasts(page).getByRole('button', { name: 'Undo' })).toHaveCount(0)
      await page.keyboard.press('Escape')
    }
  }
})
