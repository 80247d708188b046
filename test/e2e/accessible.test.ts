import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { enterCode, expect, goTo, lendBox, openBox, test } from '../support/e2e.ts'

const SCREENS = ['Today', 'Devices', 'Loans', 'Events', 'Groups', 'Needs attention', 'Settings']
/** Reached from Settings. */
const PEOPLE = ['Members', 'Roles', 'Laptops', 'API keys']
/** Reached from an event. */
const EVENT_TABS = ['Live timing', 'Start list', 'Scoring']
const THEMES = ['Light', 'Dark', 'Sunlight']

async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const found = violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ target }) => target).join(', ')}`)
  expect(found).toEqual([])
}

async function chooseTheme(page: Page, theme: string): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByText(theme, { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
}

test('no axe violation on any screen, in any theme, full, empty and in dialogs', async ({ laptop }) => {
  test.setTimeout(300_000)
  const sierra = await laptop('sierra', 'admin')
  const valle = await laptop('valle', 'admin')
  const { page } = sierra
  await enterCode(valle.page, await lendBox(page, 'CLBX30201'))
  await lendBox(page, 'CLBX30202')
  for (const theme of THEMES) {
    await chooseTheme(page, theme)
    for (const screen of SCREENS) {
      await goTo(page, screen)
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
      await expectNoViolations(page, `${screen}, ${theme}`)
    }
    for (const screen of PEOPLE) {
      await goTo(page, 'Settings')
      await page
        .getByRole('main')
        .getByRole('link', { name: new RegExp(`^${screen}`) })
        .click()
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
      await expectNoViolations(page, `${screen}, ${theme}`)
    }
    await goTo(page, 'Events')
    await page.getByRole('main').getByRole('row').nth(1).click()
    for (const tab of EVENT_TABS) {
      await page.getByRole('link', { name: tab, exact: true }).click()
      await expect(page.getByRole('link', { name: tab, exact: true })).toHaveAttribute('aria-current', 'page')
      await expectNoViolations(page, `${tab}, ${theme}`)
    }
    await goTo(page, 'Groups')
    await page.getByRole('button', { name: 'Shared with you' }).click()
    await expectNoViolations(page, `shared with you, ${theme}`)
    await page.keyboard.press('Escape')
    await page.getByRole('treeitem', { name: /^North kit/ }).click()
    await page.getByRole('button', { name: 'Share North kit' }).click()
    await expectNoViolations(page, `share dialog, ${theme}`)
    await page.keyboard.press('Escape')
    const inspector = await openBox(page, 'CLBX30203')
    await expectNoViolations(page, `inspector, ${theme}`)
    await inspector.getByRole('button', { name: /^Lend / }).click()
    await expectNoViolations(page, `lend dialog, ${theme}`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Add a borrowed box' }).click()
    await expectNoViolations(page, `borrow dialog, ${theme}`)
    await page.keyboard.press('Escape')
  }
})

test('no axe violation on the sign-in screen', async ({ laptop }) => {
  const { page } = await laptop('costa')
  await expect(page.getByLabel('E-mail address')).toBeVisible()
  await expectNoViolations(page, 'sign-in')
})
