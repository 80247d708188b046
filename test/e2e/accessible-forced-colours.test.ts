import type { Locator, Page } from '@playwright/test'
import { holdStill, openAddress } from '../support/accessible.ts'
import { expectFocusSeen } from '../support/by-keyboard.ts'
import { expect, test } from '../support/e2e.ts'
import { organisationAtWork } from '../support/organisation-at-work.ts'

/** The background of each that is seen. */
function backgrounds(controls: Locator): Promise<readonly string[]> {
  return controls.evaluateAll((all) =>
    all.filter((one) => one.checkVisibility()).map((one) => getComputedStyle(one).backgroundColor),
  )
}

async function expectChosenSeen(page: Page, where: string): Promise<void> {
  const chosen = await backgrounds(page.locator(':is(button, a):is([aria-pressed=true], [aria-current=page])'))
  const others = await backgrounds(page.locator(':is(button[aria-pressed=false], .rail-link:not([aria-current]))'))
  expect(chosen.length, where).toBeGreaterThan(0)
  expect(new Set(chosen).size, where).toBe(1)
  expect(
    others.filter((colour) => chosen.includes(colour)),
    where,
  ).toEqual([])
}

test('[ux 20] in forced colours what is chosen, whose a box is and where the focus is are still seen', async ({
  laptop,
}, info) => {
  test.setTimeout(400_000)
  const { page, eventId } = await organisationAtWork(laptop)
  await holdStill(page)
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  for (const address of ['today', 'devices', 'loans', 'groups', `events/${eventId}`, `live/${eventId}`, 'settings']) {
    await openAddress(page, address)
    await page.screenshot({ path: info.outputPath(`${address.split('/')[0]}.png`) })
    await expectChosenSeen(page, address)
    for (let stops = 0; stops < 6; stops += 1) {
      await page.keyboard.press('Tab')
      await expectFocusSeen(page)
    }
  }

  await openAddress(page, 'devices')
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const shapes = await page
    .locator('[data-column=custody] .custody-shape')
    .evaluateAll((all) => all.map((shape) => ({ drawn: shape.innerHTML, stroke: getComputedStyle(shape).stroke })))
  // Available, lent, reserved and borrowed.
  expect(new Set(shapes.map(({ drawn }) => drawn)).size).toBeGreaterThanOrEqual(4)
  expect(shapes.filter(({ stroke }) => stroke === paper)).toEqual([])
  const drained = page.locator('[data-column=custody] .custody-bar > span')
  expect((await backgrounds(drained)).filter((colour) => colour === paper)).toEqual([])

  await openAddress(page, 'loans')
  await page.getByRole('main').getByRole('button', { name: 'In time', exact: true }).click()
  const bars = page.getByRole('grid').locator('.strip-bar')
  await expect(bars).toHaveCount(3)
  await page.screenshot({ path: info.outputPath('strip.png') })
  const looks = await bars.evaluateAll((all) =>
    all.map((bar) => {
      const { borderStyle, borderRadius, backgroundColor } = getComputedStyle(bar)
      return `${borderStyle} ${borderRadius} ${backgroundColor}`
    }),
  )
  expect(new Set(looks).size, 'lent, reserved and borrowed').toBe(3)
  const unread = await bars.evaluateAll(
    (all) => all.filter((bar) => getComputedStyle(bar).backgroundColor === getComputedStyle(bar).color).length,
  )
  expect(unread, 'bars whose words can’t be read').toBe(0)
  // A dark scheme of the system's own, whatever theme the program has.
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  await page.screenshot({ path: info.outputPath('strip-dark.png') })
})
