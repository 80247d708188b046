import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expectNoViolations } from '../support/axe.ts'
import { assignBox, enterCode, expect, goTo, lendBox, openBox, test } from '../support/e2e.ts'

async function openActivity(page: Page) {
  await goTo(page, 'Settings')
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Activity/ })
    .click()
  const list = page.getByRole('list', { name: 'What happened, newest first' })
  await expect(list).toBeVisible()
  return list
}

test('[L16] the organisation’s activity: sentences, filters that stay, offline marks, a file', async ({ laptop }) => {
  const { page, network, restart } = await laptop('sierra', 'timer')
  const costa = await laptop('costa', 'timer')
  await enterCode(costa.page, await lendBox(page, 'CLBX30203'))
  const list = await openActivity(page)
  await expect(list.getByRole('heading').first()).toContainText('Today, ')
  const taken = list.getByRole('listitem').filter({ hasText: 'Costa Events took it' })
  await expect(taken).toContainText('CLBX30203')
  await expect(taken).toContainText('Costa Events')

  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await assignBox(page, 'CLBX30204')
  await openActivity(page)
  const assigned = list.getByRole('listitem').filter({ hasText: 'Assigned to' }).first()
  await expect(assigned).toContainText('CLBX30204')
  await expect(assigned).toContainText('not confirmed yet')
  await expect(assigned).toContainText('done offline')

  await page.getByRole('button', { name: 'Done offline' }).click()
  await expect(taken).toHaveCount(0)
  await expect(assigned).toBeVisible()
  await page.getByRole('button', { name: 'Loans', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Nothing like that has happened' })).toBeVisible()
  await page.getByRole('button', { name: 'Done offline' }).click()
  await page.getByLabel('Partner', { exact: true }).selectOption('Costa Events')
  await expect(taken).toBeVisible()
  await expect(assigned).toHaveCount(0)

  await restart()
  await openActivity(page)
  await expect(page.getByLabel('Partner', { exact: true })).toContainText('Costa Events')
  await expect(taken).toBeVisible()
  await expect(assigned).toHaveCount(0)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('Sierra Timing activity.csv')
  const [head, ...lines] = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(head).toContain('time,local_time,box,step,what_happened,partner')
  expect(lines.length).toBeGreaterThanOrEqual(1)
  for (const line of lines) expect(line).toContain('Costa Events')

  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(assigned).toBeVisible()
  network.mend()
  await expect(assigned).not.toContainText('not confirmed yet')
  await expectNoViolations(page, 'activity')
})

test('[L16] one box’s activity from its history, and the way to its inspector', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'timer')
  await lendBox(page, 'CLBX30203')
  await openBox(page, 'CLBX30203')
  await page.getByRole('complementary').getByRole('link', { name: 'All activity of this box' }).click()
  const list = page.getByRole('list', { name: 'What happened, newest first' })
  await expect(list.getByRole('listitem').filter({ hasText: 'CLBX3020' }).first()).toContainText('Lent to anyone')
  await expect(list.getByRole('link').filter({ hasNotText: 'CLBX30203' })).toHaveCount(0)
  expect(new URL(page.url()).hash).toBe('#/activity')
  await list.getByRole('link', { name: 'Open CLBX30203' }).first().press('Enter')
  await expect(page.getByRole('complementary')).toContainText('CLBX30203')
})

test('[L16] what comes in while somebody reads waits behind a bar; nothing moves', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'timer')
  const office = await laptop('sierra', 'admin')
  const list = await openActivity(page)
  const before = await list.getByRole('listitem').allInnerTexts()
  await list.focus()
  await lendBox(office.page, 'CLBX30205')
  const bar = page.getByRole('button', { name: '1 new – show it' })
  await expect(bar).toBeVisible()
  expect(await list.getByRole('listitem').allInnerTexts()).toEqual(before)
  await bar.click()
  await expect(list.getByRole('listitem').nth(1)).toContainText('CLBX30205')
  await expect(bar).toHaveCount(0)
})

test('[F3] a refusal’s card says why, what is safe, and leads on with one button', async ({ laptop }) => {
  const office = await laptop('sierra', 'admin')
  const { page, network } = await laptop('sierra', 'timer')
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await lendBox(office.page, 'CLBX30204')
  await assignBox(page, 'CLBX30204')
  await page.evaluate((hash) => window.location.assign(hash), '#/waiting')
  const main = page.getByRole('main')
  await expect(main).toContainText('1 thing waits to be sent')
  await expect(main).toContainText('tries again by itself')
  network.mend()
  await expect(page.getByRole('banner')).toContainText('Online')
  await goTo(page, 'Needs attention')
  await expect(main).toContainText('Not done: Assign CLBX30204')
  await expect(main).toContainText('Nothing else has changed: the event')
  const card = main.getByRole('listitem').filter({ hasText: 'CLBX30204' })
  await expect(card.getByRole('button')).toHaveCount(1)
  await card.getByRole('link', { name: 'Open CLBX30204' }).click()
  await expect(page.getByRole('complementary')).toContainText('CLBX30204')
})
