import { holdStill, openAddress } from '../support/accessible.ts'
import { expect, rowOf, test } from '../support/e2e.ts'
import { organisationAtWork } from '../support/organisation-at-work.ts'

test.setTimeout(400_000)

test('[L11] [ux 20] states and times are heard in words, signs are silent, and what changes is announced', async ({
  laptop,
}) => {
  const { page, network, eventId } = await organisationAtWork(laptop)
  await openAddress(page, 'devices')
  // Whose, with whom, until when: of each state the same words as on the screen.
  const custody = (serial: string) => rowOf(page, serial).locator('[data-column=custody]')
  await expect(custody('CLBX30201')).toMatchAriaSnapshot(`
    - gridcell /Shared out: with Valle Cronos until \\w+ (\\d+ \\w+ )?\\d\\d:\\d\\d · \\d+ (h|d)/
  `)
  await expect(custody('CLBX30202')).toMatchAriaSnapshot(`
    - gridcell /Reserved for sharing until \\w+ (\\d+ \\w+ )?\\d\\d:\\d\\d · \\d+ (h|d)/
  `)
  await expect(custody('CLBX30401')).toMatchAriaSnapshot(`
    - gridcell /Shared by Valle Cronos until \\w+ (\\d+ \\w+ )?\\d\\d:\\d\\d · \\d+ (h|d)/
  `)
  const grid = page.getByRole('grid', { name: 'Boxes' })
  await expect(grid).toHaveAttribute('aria-rowcount', '14')
  await expect(grid.getByRole('row').nth(1)).toHaveAttribute('aria-rowindex', '2')
  await expect(page.getByRole('navigation', { name: 'Screens' })).toMatchAriaSnapshot(`
    - navigation "Screens":
      - link "Today"
      - link /Devices \\d+/
      - link /Loans \\d+/
      - link "Events"
      - link "Groups"
      - link "Needs attention"
      - link "Settings"
  `)
  // No sign is read out, and none is left without a name.
  const unnamed = page.locator('svg:not([aria-hidden=true]):not([role=img]), [role=img]:not([aria-label])')
  for (const address of ['today', 'devices', 'loans', 'groups', `live/${eventId}`]) {
    await openAddress(page, address)
    await expect(unnamed).toHaveCount(0)
  }
  await openAddress(page, 'today')
  const status = page.getByRole('banner').getByRole('status')
  await expect(status).toHaveText('Online')
  network.cut()
  await expect(status).toHaveText(/^No internet\. Working/)
  await expect(page.getByRole('banner').getByRole('link', { name: /No internet\. Working/ })).toHaveCount(1)
})

test('[ux 3] [ux 20] what isn’t confirmed is heard, and a message speaks politely', async ({ laptop }) => {
  const { page, network } = await laptop('sierra', 'timer')
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('out of service 30203')
  await expect(page.getByRole('option').first()).toContainText('Finish')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'CLBX30203').locator('[data-column=custody]')).toHaveAccessibleName(/not confirmed yet/)
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages.getByRole('status').or(messages.locator('[aria-live=polite]')).first()).toContainText(
    'CLBX30203',
  )
  await expect(messages.getByRole('alert')).toHaveCount(0)
})

test('[ux 20] in forced colours what is chosen, whose a box is and where the focus is are still seen', async ({
  laptop,
}, info) => {
  const { page, eventId } = await organisationAtWork(laptop)
  await holdStill(page)
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  for (const address of ['today', 'devices', 'loans', 'groups', `events/${eventId}`, `live/${eventId}`, 'settings']) {
    await openAddress(page, address)
    await page.screenshot({ path: info.outputPath(`${address.split('/')[0]}.png`) })
    // Filled as the system fills what is chosen, each against its neighbours.
    const chosen = await page
      .locator(':is(button, a):is([aria-pressed=true], [aria-current=page])')
      .evaluateAll((all) =>
        all.filter((one) => one.checkVisibility()).map((one) => getComputedStyle(one).backgroundColor),
      )
    const others = await page
      .locator(':is(button, a):is([aria-pressed=false], .rail-link:not([aria-current]))')
      .evaluateAll((all) =>
        all.filter((one) => one.checkVisibility()).map((one) => getComputedStyle(one).backgroundColor),
      )
    expect(chosen.length, address).toBeGreaterThan(0)
    expect(new Set(chosen).size, address).toBe(1)
    expect(
      others.filter((colour) => chosen.includes(colour)),
      address,
    ).toEqual([])
  }
  await openAddress(page, 'devices')
  const shapes = await page.locator('[data-column=custody] .custody-shape').evaluateAll((all) =>
    all.map((shape) => {
      const { fill, stroke } = getComputedStyle(shape)
      return { drawn: shape.innerHTML, fill, stroke, behind: getComputedStyle(document.body).backgroundColor }
    }),
  )
  // Available, lent, reserved and borrowed: four shapes, none in the colour of the paper.
  expect(new Set(shapes.map(({ drawn }) => drawn)).size).toBeGreaterThanOrEqual(4)
  expect(shapes.filter(({ stroke, behind }) => stroke === behind)).toEqual([])

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
})
