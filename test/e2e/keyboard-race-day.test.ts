import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { addressesOfAllRoutes, openAddress } from '../support/accessible.ts'
import { byKeyboard } from '../support/by-keyboard.ts'
import { assignBox, enterCode, expect, lendBox, test } from '../support/e2e.ts'
import { openedEvent } from '../support/organisation-at-work.ts'
import { stepsBack } from '../support/reading-order.ts'

// Each key is looked at: many small questions to the page.
test.setTimeout(400_000)

test('[R2] [R4] [L17] [ux 14] by keyboard alone: start timing, times by hand, and the end of the day', async ({
  laptop,
}) => {
  const box = await startSimulatedBox({
    ...{ serial: 'CLBX30201', alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 40.4, longitude: -3.7 },
    random: createSeededRandom(1),
  })
  const sierra = await laptop('sierra', 'timer')
  const { page } = await laptop('valle', 'timer')
  await expect(await enterCode(page, await lendBox(sierra.page, 'CLBX30201'))).toContainText('is yours until')
  await page.keyboard.press('Escape')
  await assignBox(page, 'CLBX30201')

  const keys = byKeyboard(page)
  const [main, dialog] = [page.getByRole('main'), page.getByRole('dialog')]
  await keys.use(page.getByRole('link', { name: 'Live timing', exact: true }))
  const start = main.getByRole('listitem').getByRole('button', { name: 'Start timing CLBX30201' })
  await keys.use(start)
  await expect(dialog).toBeVisible()
  await keys.press('Escape')
  await expect(start).toBeFocused()
  await keys.press('Enter')
  await keys.to(dialog.getByLabel('Address on the local network'))
  await keys.type('127.0.0.1')
  await keys.to(dialog.getByLabel('Port'))
  await keys.press('ControlOrMeta+a')
  await keys.type(String(box.port))
  // The button that opened the dialog is gone with it: the focus goes to the screen as a whole.
  await page.keyboard.press('Enter')
  await expect(main).toContainText('Connected since')

  await page.keyboard.press('Space')
  await expect(page.getByLabel(/^Bib for/)).toBeFocused()
  await keys.type('12')
  await keys.press('Enter')
  const entries = page.getByRole('region', { name: 'Recorded by people' })
  await expect(entries).toContainText('bib 12 · time by hand')
  await keys.use(entries.getByRole('button', { name: /bib 12/ }))
  await keys.press('ArrowDown')
  await expect(page.getByRole('menu').locator(':focus')).toHaveCount(1)
  await keys.press('Escape')
  await expect(entries.getByRole('button', { name: /bib 12/ })).toBeFocused()

  await keys.open('Today')
  await keys.use(page.getByRole('link', { name: 'Give back all to Sierra Timing (1)' }))
  await keys.use(main.getByRole('button', { name: /^Give back .* to Sierra Timing$/ }))
  await expect(main).toContainText('given back to Sierra Timing')
  await box.close()
})

test('[ux 20] Tab goes through every screen as it is read, and every stop is seen', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'admin')
  await assignBox(page, 'CLBX30204')
  for (const address of addressesOfAllRoutes(openedEvent(page))) {
    await openAddress(page, address)
    expect.soft(await stepsBack(page), address).toEqual([])
  }
})
