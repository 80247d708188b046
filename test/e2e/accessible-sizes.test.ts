import type { Page } from '@playwright/test'
import { addressesOfAllRoutes, openAddress } from '../support/accessible.ts'
import { assignBox, expect, lendBox, openBox, test } from '../support/e2e.ts'
import { openedEvent } from '../support/organisation-at-work.ts'
import { lostWhenEnlarged, stillMoving, tooSmallToTouch } from '../support/page-sizes.ts'

type Measure = (page: Page) => Promise<readonly string[]>

/** Measures every route, an inspector and a dialog; all that is found is told at once. */
async function expectNothingFound(page: Page, measure: Measure, eventId: string, how: string): Promise<void> {
  for (const address of addressesOfAllRoutes(eventId)) {
    await openAddress(page, address)
    expect.soft(await measure(page), `${address}, ${how}`).toEqual([])
  }
  const inspector = await openBox(page, 'CLBX30203')
  expect.soft(await measure(page), `an inspector, ${how}`).toEqual([])
  await inspector.getByRole('button', { name: /^Lend / }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect.soft(await measure(page), `a dialog, ${how}`).toEqual([])
  await page.keyboard.press('Escape')
}

/** A box reserved, and one at a checkpoint. @returns the event */
async function prepare(page: Page): Promise<string> {
  await lendBox(page, 'CLBX30202')
  await assignBox(page, 'CLBX30204')
  return openedEvent(page)
}

test('[ux 16] in touch size, primary targets have 56 px and all others 44, wide and narrow', async ({ laptop }) => {
  test.setTimeout(400_000)
  const { page } = await laptop('sierra', 'admin')
  const eventId = await prepare(page)
  await page.evaluate(() => {
    document.documentElement.dataset['rows'] = 'touch'
  })
  for (const width of [1280, 400]) {
    await page.setViewportSize({ width, height: 800 })
    await expectNothingFound(page, tooSmallToTouch, eventId, `${width} px`)
  }
})

test('[ux 20] at 200 % nothing is lost, covered or cut off, and only tables scroll sideways', async ({ laptop }) => {
  test.setTimeout(400_000)
  const { page } = await laptop('sierra', 'admin')
  const eventId = await prepare(page)
  // A window of 1280 × 800 in which everything is twice as large.
  await page.setViewportSize({ width: 640, height: 400 })
  await expectNothingFound(page, lostWhenEnlarged, eventId, 'zoom')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  await expectNothingFound(page, lostWhenEnlarged, eventId, 'text')
})

test('[ux 20] with reduced motion nothing moves or fades', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'admin')
  const eventId = await prepare(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expectNothingFound(page, stillMoving, eventId, 'reduced motion')
})
