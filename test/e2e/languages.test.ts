import type { Browser, Page } from '@playwright/test'
import { LANGUAGES, type Language } from '../../shared/desktop-settings.ts'
import { addressesOfAllRoutes, holdStill, openAddress } from '../support/accessible.ts'
import { assignBox, enterCode, expect, type Laptop, lendBox, test } from '../support/e2e.ts'
import { CATALOGUES, englishOnly, languageTroubles } from '../support/language-troubles.ts'

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 400, height: 800 },
] as const
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES', it: 'it-IT' }

/** How many addresses each laptop has used. */
const windows = new WeakMap<Laptop, number>()

/** A further window of the laptop, in a browser that speaks the language. */
async function windowIn(language: Language, browser: Browser, laptop: Laptop): Promise<Page> {
  const addresses = () => [...laptop.output().matchAll(/^open (\S+)$/gm)].flatMap(([, address]) => address ?? [])
  // The next is printed once the one before is used.
  await expect.poll(() => addresses().length).toBeGreaterThan(windows.get(laptop) ?? 1)
  windows.set(laptop, addresses().length)
  const context = await browser.newContext({ locale: LOCALES[language], timezoneId: 'Europe/Madrid' })
  const page = await context.newPage()
  await page.goto(addresses().at(-1) ?? '')
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await holdStill(page)
  return page
}

async function expectReadable(page: Page, language: Language, where: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    // Columns and rail follow the new width in the next frame.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    const place = `${where}, ${language}, ${size.width}`
    expect
      .soft(
        (await languageTroubles(page, language)).map((trouble) => `${place}: ${trouble}`),
        place,
      )
      .toEqual([])
  }
}

/** Lent, reserved and borrowed boxes, and one at a checkpoint. @returns the event's id */
async function organisationAtWork(sierra: Laptop, valle: Laptop): Promise<string> {
  const { page } = sierra
  await expect(await enterCode(valle.page, await lendBox(page, 'CLBX30201'))).toContainText('is yours until')
  await valle.page.keyboard.press('Escape')
  await lendBox(page, 'CLBX30202')
  await expect(await enterCode(page, await lendBox(valle.page, 'CLBX30401'))).toContainText('is yours until')
  await page.keyboard.press('Escape')
  await assignBox(page, 'CLBX30204')
  return /#\/events\/([^/]+)/.exec(page.url())?.[1] ?? ''
}

async function openFirstRecord(page: Page): Promise<boolean> {
  const rows = page.getByRole('main').getByRole('row')
  if ((await rows.count()) < 2) return false
  await rows.nth(1).click({ position: { x: 120, y: 12 } })
  return /#\/[^/]+\/.+/.test(page.url())
}

async function openBoard(page: Page, language: Language, eventId: string): Promise<Page> {
  const words = CATALOGUES[language].board
  await openAddress(page, `live/${eventId}`)
  await page.getByRole('button', { name: words.menu, exact: true }).click()
  const [board] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('menuitem', { name: words.open }).click(),
  ])
  await expect(board.getByRole('listitem')).toContainText(words.main)
  await expect(board.locator('html')).toHaveAttribute('lang', language)
  await expect(board).toHaveTitle(`${words.title} – Trackside`)
  return board
}

/** Every screen of a window, and the board that it opens. */
async function readEverything(page: Page, language: Language, eventId: string): Promise<void> {
  await expect(page.getByRole('navigation', { name: CATALOGUES[language].nav.label })).toBeVisible()
  for (const address of addressesOfAllRoutes(eventId)) {
    await page.setViewportSize(SIZES[0])
    await openAddress(page, address)
    await expectReadable(page, language, address)
    await page.setViewportSize(SIZES[0])
    if (['devices', 'groups', 'members', 'roles'].includes(address) && (await openFirstRecord(page))) {
      await expectReadable(page, language, `${address}, one opened`)
    }
  }
  await page.setViewportSize(SIZES[0])
  await expectReadable(await openBoard(page, language, eventId), language, 'board')
}

test('[ux 21] all screens and the board speak every language, and nothing is cut off', async ({ browser, laptop }) => {
  test.setTimeout(900_000)
  const sierra = await laptop('sierra', 'admin')
  const eventId = await organisationAtWork(sierra, await laptop('valle', 'admin'))
  for (const language of LANGUAGES) {
    const page = await windowIn(language, browser, sierra)
    await readEverything(page, language, eventId)
    await page.context().close()
  }
})

test('[ux 21] signing in speaks every language', async ({ browser, laptop }) => {
  test.setTimeout(400_000)
  const sierra = await laptop('sierra')
  for (const language of LANGUAGES) {
    const { signIn } = CATALOGUES[language]
    const page = await windowIn(language, browser, sierra)
    for (const way of [signIn.tabIn, signIn.tabUp, signIn.tabInvited]) {
      await page.getByRole('group', { name: signIn.choose }).getByRole('button', { name: way }).click()
      await expectReadable(page, language, `sign-in, ${way}`)
    }
    await page.context().close()
  }
})

test('the search for English finds it, and leaves what reads alike in both languages', () => {
  const isEnglish = englishOnly('es')
  expect(['Today', 'Take off Valle 10K', 'Lend CLBX30201'].map(isEnglish)).toEqual([true, true, false])
  expect(['Chip', 'Cajas', 'CLBX30201', 'Quitar de Valle 10K'].some(isEnglish)).toBe(false)
})
