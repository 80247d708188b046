import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { violations } from './axe.ts'
import { expect } from './e2e.ts'

const THEMES = ['light', 'dark', 'sunlight'] as const
type Theme = (typeof THEMES)[number]

/** What a theme can change: colours and sizes. All else is the same page. */
const BY_LOOK = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable']

/** Routes of an event: their address has its id. */
const OF_AN_EVENT: readonly string[] = ['ready', 'live', 'start-list', 'scoring']

/** The addresses of all routes, as renderer/routes.ts has them now: a new one is in every test that asks for them. */
export function addressesOfAllRoutes(eventId: string | undefined): readonly string[] {
  const source = readFileSync(join(import.meta.dirname, '../../renderer/routes.ts'), 'utf8')
  const paths = [...source.matchAll(/\bpath: '([^']+)'/g)].flatMap(([, path]) => path ?? [])
  const screens = source.match(/\bscreen: lazy\(/g) ?? []
  expect(paths.length, 'every route’s address is read').toBe(screens.length)
  return paths.map((path) => (eventId !== undefined && OF_AN_EVENT.includes(path) ? `${path}/${eventId}` : path))
}

/** Opens a route's address without loading the page anew. */
export async function openAddress(page: Page, address: string): Promise<void> {
  await page.evaluate(async (hash) => {
    window.location.hash = hash
    // The old screen is gone once the address has been heard of.
    await new Promise((heard) => requestAnimationFrame(() => requestAnimationFrame(heard)))
  }, `#/${address}`)
  await expect(page.locator('.frame-screen :is(main, .empty-state)').first(), address).toBeVisible()
  await expect(page.getByRole('heading', { name: 'This screen doesn’t exist.' })).toHaveCount(0)
}

/** The theme as app.tsx would put it on the page, without asking the core to keep it. */
export async function wear(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((worn) => {
    const { dataset } = document.documentElement
    dataset['theme'] = worn
    dataset['rows'] = worn === 'sunlight' ? 'touch' : 'default'
    dataset['mantineColorScheme'] = worn === 'dark' ? 'dark' : 'light'
    // Lists measure their rows anew.
    return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  }, theme)
}

/** No violation of WCAG 2.2 A and AA that axe finds in the page, or a part, in any theme. The page is left in light. */
export async function expectNoViolationsInAnyTheme(page: Page, where: string, part = 'html'): Promise<void> {
  const found: string[] = []
  for (const theme of THEMES) {
    await wear(page, theme)
    const ofTheme = await violations(page, part, theme === 'light' ? undefined : BY_LOOK)
    found.push(...ofTheme.map((violation) => `${theme}: ${violation}`))
  }
  await wear(page, 'light')
  expect.soft(found, where).toEqual([])
}

/** The same for the dialog that is open, which just opened; `file` is the one in renderer/ that it is made by. */
export async function expectDialogWithoutViolations(page: Page, file: string): Promise<void> {
  const dialog = page.getByRole('dialog').last()
  await expect(dialog, file).toBeVisible()
  await expect(dialog.locator(':focus'), file).toHaveCount(1)
  // Who begins to type would close it.
  const hasFields = (await dialog.locator(':is(input, select, textarea):enabled:visible').count()) > 0
  if (hasFields) await expect.soft(dialog.getByRole('button', { name: 'Close' }), file).not.toBeFocused()
  await expectNoViolationsInAnyTheme(page, file, '[role=dialog]')
}

/** Fades would be measured half way. */
export async function holdStill(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
}
