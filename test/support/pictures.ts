import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { test as base, expect, goTo } from './e2e.ts'
import { beginMorning } from './morning.ts'
import { packPng } from './pack-png.ts'

const PICTURE_FOLDER = 'docs/pictures'
/** They change only when somebody asks for it: `TRACKSIDE_PICTURES=1 npx playwright test pictures`. */
const KEEP = process.env['TRACKSIDE_PICTURES'] === '1'

interface Fixtures {
  readonly morning: ReturnType<typeof beginMorning>
  /** Takes the window as the documentation shows it. */
  readonly picture: (page: Page, name: string) => Promise<void>
  readonly box: (serial: string) => Promise<SimulatedBox>
}

/** Every program of the test lives on the same morning. */
export const test = base.extend<Fixtures>({
  morning: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures off the pattern
    async ({}, use) => {
      const morning = beginMorning()
      await use(morning)
      morning.end()
    },
    { auto: true },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures off the pattern
  picture: async ({}, use) => {
    mkdirSync(PICTURE_FOLDER, { recursive: true })
    await use(async (page, name) => {
      const path = join(PICTURE_FOLDER, `${name}.png`)
      if (KEEP) await keepPicture(page, path)
      expect(existsSync(path), path).toBe(true)
    })
  },

  box: async ({ morning }, use) => {
    const boxes: SimulatedBox[] = []
    await use(async (serial) => {
      const box = await startSimulatedBox({
        ...{ serial, alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: morning.now },
        position: { latitude: 40.4, longitude: -3.7 },
        random: createSeededRandom(1),
      })
      boxes.push(box)
      return box
    })
    for (const box of boxes) await box.close()
  },
})

export { expect }

async function keepPicture(page: Page, path: string): Promise<void> {
  // A toast that came meanwhile isn't what the picture is about.
  do {
    await settle(page)
    await page.screenshot({ path, animations: 'disabled', scale: 'css' })
  } while ((await toastsOn(page).count()) > 0)
  packPng(path)
}

function toastsOn(page: Page) {
  return page.locator('[data-toast]:visible')
}

/** The size of all pictures, with nothing under the pointer, no toast and no fade. */
export async function settle(page: Page, width = 1280): Promise<void> {
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.mouse.move(0, 0)
  const toasts = toastsOn(page)
  while ((await toasts.count()) > 0) {
    await toasts
      .first()
      .getByRole('button')
      .last()
      .click()
      .catch(() => undefined)
  }
  await page.evaluate(() => {
    for (const scrolled of document.querySelectorAll('*')) if (scrolled.scrollTop > 0) scrolled.scrollTop = 0
    return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  })
}

/** Opens a screen of the first event by its tab. */
export async function openTab(page: Page, tab: string): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  const tabs = page.getByRole('navigation', { name: 'Screens of this event' })
  await tabs.getByRole('link', { name: tab, exact: true }).click()
}

/** Starts a run on a box that stands in this network, from Live timing. */
export async function startTiming(page: Page, box: SimulatedBox): Promise<void> {
  const row = page.getByRole('list', { name: 'Boxes' }).getByRole('listitem').filter({ hasText: box.serial })
  await row.getByRole('button', { name: `Start timing ${box.serial}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(box.port))
  await dialog.getByRole('button', { name: `Start timing ${box.serial}` }).click()
  await expect(row).toContainText('Connected since')
}

/** Puts a box to a checkpoint by its number, as a scan does. */
export async function assignAt(page: Page, places: readonly (readonly [place: string, serial: string])[]) {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('button', { name: 'Assign boxes' }).click()
  const field = page.getByRole('complementary').getByRole('combobox')
  for (const [place, serial] of places) {
    for (const text of [place, serial]) {
      await field.fill(text)
      await field.press('Enter')
    }
    await expect(page.getByRole('region', { name: 'Scanned' })).toContainText(serial)
  }
}
