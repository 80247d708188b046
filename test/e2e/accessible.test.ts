import type { Page } from '@playwright/test'
import { addressesOfAllRoutes, expectNoViolationsInAnyTheme, holdStill, openAddress } from '../support/accessible.ts'
import { assignBox, expect, goTo, lendBox, test } from '../support/e2e.ts'
import { openedEvent, organisationAtWork } from '../support/organisation-at-work.ts'

/** Lists whose records open beside them. */
const WITH_RECORDS = ['devices', 'loans', 'events', 'groups', 'attention', 'waiting', 'members', 'roles', 'laptops']

async function everyRoute(page: Page, state: string, eventId: string | undefined): Promise<void> {
  await holdStill(page)
  for (const address of addressesOfAllRoutes(eventId)) {
    await openAddress(page, address)
    await expectNoViolationsInAnyTheme(page, `${address}, ${state}`)
    if (WITH_RECORDS.includes(address)) await firstRecord(page, `${address}, ${state}`)
  }
}

/** The first row, opened: its inspector, or its own page. */
async function firstRecord(page: Page, where: string): Promise<void> {
  const rows = page.getByRole('main').getByRole('row')
  if ((await rows.count()) < 2) return
  await rows.nth(1).click({ position: { x: 120, y: 12 } })
  if (/#\/[^/]+\/.+/.test(page.url())) await expectNoViolationsInAnyTheme(page, `${where}, one opened`)
}

test('[ux 20] no axe violation on any route, in any theme: an organisation at work', async ({ laptop }) => {
  test.setTimeout(600_000)
  const { page, eventId } = await organisationAtWork(laptop)
  await everyRoute(page, 'at work', eventId)
})

test('[ux 20] no axe violation at sign-in, and on any route of an empty organisation', async ({ laptop }) => {
  test.setTimeout(600_000)
  const { page } = await laptop('costa')
  await holdStill(page)
  for (const way of ['Sign in', 'I have an invitation', 'New organisation']) {
    await page.getByRole('group', { name: 'How to begin' }).getByRole('button', { name: way }).click()
    await expectNoViolationsInAnyTheme(page, way)
  }
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: /^Create / }).click()
  await expectNoViolationsInAnyTheme(page, 'New organisation, refused')
  await page.getByLabel('Organisation', { exact: true }).fill('Empty Timing')
  await page.getByLabel('Your name').fill('Eva Luna')
  await page.getByLabel('E-mail address').fill('eva@empty.example')
  await page.getByLabel('Password', { exact: true }).fill('a long password')
  await page.getByRole('button', { name: /^Create / }).click()
  await goTo(page, 'Devices')
  await everyRoute(page, 'empty', undefined)
})

test('[ux 20] no axe violation on any route with no internet and much that waits, nor with cards of what was refused', async ({
  laptop,
}) => {
  test.setTimeout(600_000)
  const office = await laptop('sierra', 'admin')
  const { page, network } = await laptop('sierra', 'timer')
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await lendBox(office.page, 'CLBX30204')
  await lendBox(page, 'CLBX30205')
  await assignBox(page, 'CLBX30204')
  await everyRoute(page, 'offline', openedEvent(page))

  network.mend()
  await expect(page.getByRole('banner')).toContainText('Online')
  await openAddress(page, 'attention')
  await expect(page.getByRole('list', { name: 'What needs your attention' })).toContainText('CLBX30204')
  await everyRoute(page, 'refused', undefined)
})

test('[ux 20] no axe violation on any route for who may only look', async ({ laptop }) => {
  test.setTimeout(600_000)
  const { page } = await laptop('sierra', 'viewer')
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await everyRoute(page, 'READ ONLY', openedEvent(page))
})
