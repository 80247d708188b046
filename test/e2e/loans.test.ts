import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { expectNoViolations } from '../support/axe.ts'
import { enterCode, expect, goTo, type Laptop, lendBox, openBox, test } from '../support/e2e.ts'

type Open = (organisation: 'sierra' | 'valle', user: 'admin') => Promise<Laptop>

/** Sierra has lent a box to Valle, reserved another one, and borrowed one. */
async function withLoans(laptop: Open) {
  const sierra = await laptop('sierra', 'admin')
  const valle = await laptop('valle', 'admin')
  const { page } = sierra
  const taken = await enterCode(valle.page, await lendBox(page, 'CLBX30201'))
  await expect(taken).toContainText('is yours until')
  await valle.page.keyboard.press('Escape')
  await lendBox(page, 'CLBX30202')
  await expect(await enterCode(page, await lendBox(valle.page, 'CLBX30401'))).toContainText('is yours until')
  await page.keyboard.press('Escape')
  await goTo(page, 'Loans')
  return { sierra, valle }
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click()
}

async function savedCsv(page: Page) {
  const download = page.waitForEvent('download')
  await press(page, 'Save as CSV')
  const file = await download
  const rows = parse(readFileSync(await file.path(), 'utf8'), { bom: true, columns: true }) as Record<string, string>[]
  return { name: file.suggestedFilename(), rows }
}

/** Those of `texts` that have less room than they need. */
function cutOff(texts: Locator): Promise<readonly (string | null)[]> {
  return texts.evaluateAll((elements) =>
    elements
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
      .map(({ textContent }) => textContent),
  )
}

test('[L11] loans by what is to be done, in time, and added up, each as a file', async ({ laptop, cloud }) => {
  const { sierra } = await withLoans(laptop)
  const { page } = sierra
  const main = page.getByRole('main')
  for (const filter of ['Out now 2', 'Coming back 1', 'Not back 0', 'Borrowed 1', 'Ended 0']) {
    await expect(main.getByRole('button', { name: filter })).toBeVisible()
  }
  await expect(main.getByRole('row').filter({ hasText: 'CLBX30201' })).toContainText('Shared out: with Valle Cronos')
  await expect(main.getByRole('button', { name: 'Extend CLBX30201' })).toBeVisible()
  await expect(main.getByRole('button', { name: 'Show code of CLBX30202' })).toBeVisible()
  const out = await savedCsv(page)
  expect(out.name).toMatch(/^Loans – Out now \d{4}-\d\d-\d\d\.csv$/)
  expect(out.rows.map(({ Box, Direction, Partner }) => [Box, Direction, Partner]).toSorted()).toEqual([
    ['CLBX30201', 'lent', 'Valle Cronos'],
    ['CLBX30202', 'lent', ''],
  ])

  await press(page, 'In time')
  const strip = page.getByRole('grid')
  // Today's event is there.
  await expect(strip).toHaveAccessibleName(/^Loans from .* times in Europe\/Madrid$/)
  await expect(strip.getByRole('rowheader')).toHaveText([/CLBX30201/, /CLBX30202/, /CLBX30401/])
  const lent = strip.getByRole('img', { name: /^Shared out: with Valle Cronos, until .*, from / })
  await expect(lent).toHaveCount(1)
  await expect(strip.getByRole('img', { name: /^Reserved for sharing, until / })).toHaveCount(1)
  await expect(strip.getByRole('img', { name: /^Shared by Valle Cronos, until / })).toHaveCount(1)
  await strip.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary')).toHaveAccessibleName(/CLBX30401/)
  await page.keyboard.press('Escape')
  await press(page, '3 months')
  await expect(lent).toHaveCount(1)
  await press(page, 'Later')
  await expect(lent).toHaveCount(1)
  await press(page, 'Later')
  await expect(main).toContainText('No loans in these days')
  await press(page, 'Show the days around today')
  await expect(lent).toHaveCount(1)
  await page.getByRole('searchbox').fill('valle')
  await expect(strip.getByRole('rowheader')).toHaveText([/CLBX30201/, /CLBX30401/])

  await press(page, 'Balance')
  await cloud.advance(12 * 3_600_000)
  // After a restart, the laptop asks the cloud what time it is.
  await sierra.restart()
  await goTo(page, 'Loans')
  await expect(main.getByRole('listitem')).toHaveText('You lent Valle Cronos 0.5 box-days, they lent you 0.5.')
  const balance = await savedCsv(page)
  expect(balance.rows).toMatchObject([
    { Partner: 'Valle Cronos', 'Box-days lent': '0.50', 'Box-days borrowed': '0.50' },
  ])
})

test('[L11] who, until when and the act are never cut off, however narrow', async ({ laptop }) => {
  const { sierra } = await withLoans(laptop)
  const { page } = sierra
  for (const width of [1440, 1280, 1000, 760, 560, 400]) {
    await page.setViewportSize({ width, height: 800 })
    for (const filter of ['Out now 2', 'Borrowed 1']) {
      await page.getByRole('button', { name: filter }).click()
      const rows = page.getByRole('grid').getByRole('row')
      await expect(rows.filter({ hasText: 'Valle Cronos' })).toHaveCount(1)
      const texts = rows.locator('.custody-lead, .custody-until > span:first-child, .loan-acts .button')
      expect(await cutOff(texts), `${filter} at ${width}`).toEqual([])
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('grid').getByText('CLBX30401').click()
  await expect(page.getByRole('complementary')).toBeVisible()
  expect(await cutOff(page.getByRole('grid').locator('.loan-acts .button'))).toEqual([])
  await expect(page.getByRole('button', { name: /^Give back to Valle Cronos: .*CLBX30401/ })).toBeVisible()
})

test('[L18] a box that is late is hatched until it is ticked in; no axe violation in any theme or width', async ({
  laptop,
}) => {
  test.setTimeout(300_000)
  const { sierra, valle } = await withLoans(laptop)
  const { page } = sierra
  const returned = await openBox(valle.page, 'CLBX30201')
  await returned.getByRole('button', { name: 'Give back to Sierra Timing' }).click()
  const dialog = valle.page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Give back/ }).click()
  await expect(page.getByRole('button', { name: 'Not back 1' })).toBeVisible()
  await press(page, 'In time')
  const late = page.getByRole('img', { name: /^Loan over, not back yet, with Valle Cronos/ })
  await expect(late).toHaveAttribute('data-phase', 'over')
  await expectNoViolations(page, 'strip')
  for (const theme of ['Light', 'Dark', 'Sunlight']) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await goTo(page, 'Settings')
    await page.getByText(theme, { exact: true }).click()
    await goTo(page, 'Loans')
    for (const width of [1280, 400]) {
      await page.setViewportSize({ width, height: 800 })
      for (const view of ['In time', 'Balance', 'List']) {
        await press(page, view)
        await expectNoViolations(page, `${view}, ${theme}, ${width}`)
      }
    }
  }
  await press(page, 'In time')
  const inspector = await openBox(page, 'CLBX30201')
  await inspector.getByRole('button', { name: 'It is back' }).click()
  await goTo(page, 'Loans')
  await expect(page.getByRole('img', { name: /^Loan over: with Valle Cronos from / })).toHaveCount(1)
  await expect(late).toHaveCount(0)
})
