import type { Page } from '@playwright/test'
import { assignBox, enterCode, expect, type Laptop, lendBox } from './e2e.ts'

type Open = (organisation: 'sierra' | 'valle', user: 'admin') => Promise<Laptop>

/** Sierra with boxes lent, reserved and borrowed, one at a checkpoint, and a time by hand; its event is open. */
export async function organisationAtWork(
  laptop: Open,
): Promise<{ readonly page: Page; readonly eventId: string; readonly network: Laptop['network'] }> {
  const { page, network } = await laptop('sierra', 'admin')
  const valle = await laptop('valle', 'admin')
  await expect(await enterCode(valle.page, await lendBox(page, 'CLBX30201'))).toContainText('is yours until')
  await valle.page.keyboard.press('Escape')
  await expect(await enterCode(page, await lendBox(valle.page, 'CLBX30401'))).toContainText('is yours until')
  await page.keyboard.press('Escape')
  await lendBox(page, 'CLBX30202')
  await assignBox(page, 'CLBX30204')
  const eventId = openedEvent(page)
  await page.getByRole('link', { name: 'Live timing', exact: true }).click()
  await expect(page.getByRole('complementary', { name: 'By hand' })).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByLabel(/^Bib for/)).toBeFocused()
  await page.keyboard.type('12')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Recorded by people' })).toContainText('bib 12')
  return { page, eventId, network }
}

/** The event that the page is about. */
export function openedEvent(page: Page): string {
  const [, id] = /#\/events\/([^/]+)/.exec(page.url()) ?? []
  if (id === undefined) throw new Error(`no event is open at ${page.url()}`)
  return id
}
