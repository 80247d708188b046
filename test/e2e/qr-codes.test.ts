import type { Page } from '@playwright/test'
import { expect, goTo, type Laptop, openBox, test } from '../support/e2e.ts'
import { blurred, dimmed, type GrayPicture, tilted } from '../support/gray-picture.ts'
import {
  FAKE_CAMERA,
  holdBeforeCamera,
  holdNothingBeforeCamera,
  pictureOf,
  readByZbar,
  savedText,
} from '../support/scanning.ts'

const executablePath = process.env['TRACKSIDE_CHROMIUM'] ?? ''
test.use({ launchOptions: { executablePath, args: FAKE_CAMERA } })

/** As a picture of a screen comes out in the field, and who has to read it: zbar gives up on a slanted one. */
const SPOILED: readonly (readonly [string, (picture: GrayPicture) => GrayPicture, 'both' | 'ours'])[] = [
  ['a little blurred', (picture) => blurred(picture, 1), 'both'],
  ['blurred', (picture) => blurred(picture, 3), 'ours'],
  ['tilted', (picture) => tilted(picture, 12, 0.25), 'ours'],
  ['dim', (picture) => dimmed(picture, 0.3, 12), 'both'],
]

async function chooseTheme(page: Page, theme: string): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByText(theme, { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
}

async function lend(page: Page, serial: string) {
  const inspector = await openBox(page, serial)
  await inspector.getByRole('button', { name: /^Lend / }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Lend / }).click()
  await expect(dialog.getByRole('img', { name: /^QR code/ })).toBeVisible()
  return dialog
}

/** Holds a picture before a laptop's camera, opens the one door, and gives what it answers. */
async function scan({ page }: Laptop, picture: GrayPicture) {
  holdBeforeCamera(picture)
  await page.getByRole('banner').getByRole('button', { name: 'Scan' }).click()
  return page.getByRole('dialog')
}

test('[F4] a ticket is read back from the screen in every theme, by zbar and by the camera, also blurred, tilted and dim', async ({
  laptop,
}) => {
  const sierra = await laptop('sierra', 'timer')
  const costa = await laptop('costa', 'timer')
  const dialog = await lend(sierra.page, 'CLBX30201')
  const first = await pictureOf(dialog.getByRole('img', { name: /^QR code/ }))
  const { name, text } = await savedText(sierra.page)
  expect(name).toBe('loan-CLBX30201.trackside')
  expect(text).toMatch(/^TRK1:/)
  await sierra.page.keyboard.press('Escape')
  const expectRead = async (picture: GrayPicture, how: string, answered: string, readers = 'both') => {
    if (readers === 'both') expect(readByZbar(picture), `zbar, ${how}`).toBe(text)
    const answer = await scan(costa, picture)
    await expect(answer, `camera, ${how}`).toContainText(answered)
    await costa.page.keyboard.press('Escape')
    await expect(answer).toBeHidden()
  }
  const shown = async (theme: string) => {
    await chooseTheme(sierra.page, theme)
    await openBox(sierra.page, 'CLBX30201')
    await sierra.page.getByRole('button', { name: /^More for Start A/ }).click()
    await sierra.page.getByRole('menuitem', { name: 'Show code' }).click()
    const dialog = sierra.page.getByRole('dialog')
    const picture = await pictureOf(dialog.getByRole('img', { name: /^QR code/ }))
    await sierra.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    return picture
  }
  await expectRead(first, 'Light', 'is yours until')
  for (const theme of ['Dark', 'Sunlight']) await expectRead(await shown(theme), theme, 'Already yours')
  for (const [how, spoil, readers] of SPOILED) await expectRead(spoil(first), how, 'Already yours', readers)
})

test('[F4] the camera that reads nothing for 8 s says what helps', async ({ laptop }) => {
  holdNothingBeforeCamera()
  const costa = await laptop('costa', 'timer')
  await costa.page.getByRole('banner').getByRole('button', { name: 'Scan' }).click()
  const dialog = costa.page.getByRole('dialog')
  await expect(dialog).toContainText('Hold the code before the camera')
  await expect(dialog).toContainText('Nothing read yet')
  await expect(dialog).toContainText('Shade the code')
})
