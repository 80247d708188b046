import { copyFileSync, mkdirSync } from 'node:fs'
import { NO_FAULTS } from '../../tools/box-simulator/packet-faults.ts'
import { startSimulatedBoxes } from '../../tools/box-simulator/simulated-boxes.ts'
import { demoBoxes } from '../../tools/start/demo.ts'
import { assignBox, enterCode, expect, goTo, lendBox, openBox, rowOf, test } from '../support/e2e.ts'

/** Pictures in the documentation change only when somebody asks for it: `TRACKSIDE_PICTURES=1 npx playwright test pictures`. */
const KEEP = process.env['TRACKSIDE_PICTURES'] === '1'

test('shows what boxes report, and makes the picture of the README', async ({ laptop, cloud }, info) => {
  mkdirSync(info.outputPath(), { recursive: true })
  const list = (await demoBoxes(cloud.url, info.outputPath())).map((box) => ({ ...box, port: 0 }))
  const boxes = await startSimulatedBoxes(list, {
    now: Date.now,
    seed: 1,
    ratePerSecond: 0,
    faults: NO_FAULTS,
    healthIntervalMs: 60_000,
    onHealth: () => undefined,
  })
  const sierra = await laptop('sierra', 'timer')
  const costa = await laptop('costa', 'timer')
  const valle = await laptop('valle', 'timer')
  const { page } = sierra
  await expect(await enterCode(costa.page, await lendBox(page, 'CLBX30204'))).toContainText('is yours until')
  await lendBox(page, 'CLBX30205')
  await expect(await enterCode(page, await lendBox(valle.page, 'CLBX30401'))).toContainText('is yours until')
  await page.keyboard.press('Escape')
  await assignBox(page, 'CLBX30401')
  await openBox(page, 'CLBX30401')
  await expect(rowOf(page, 'CLBX30204')).toContainText('Shared out: with Costa Events')
  await expect(rowOf(page, 'CLBX30401')).toContainText('Shared by Valle Cronos')
  await goTo(page, 'Devices')
  await openBox(page, 'CLBX30401')
  await expect(rowOf(page, 'CLBX30201')).toContainText('98 %')
  const picture = info.outputPath('devices.png')
  await page.getByRole('button', { name: 'Close' }).last().click()
  await openBox(page, 'CLBX30401')
  await page.screenshot({ path: picture })
  await boxes.close()
  if (!KEEP) return
  mkdirSync('docs/pictures', { recursive: true })
  copyFileSync(picture, 'docs/pictures/devices.png')
})
