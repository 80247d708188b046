import { mkdirSync } from 'node:fs'
import { NO_FAULTS } from '../../tools/box-simulator/packet-faults.ts'
import { startSimulatedBoxes } from '../../tools/box-simulator/simulated-boxes.ts'
import { demoBoxes } from '../../tools/start/demo.ts'
import { assignBox, enterCode, goTo, lendBox, openBox, rowOf } from '../support/e2e.ts'
import { expect, test } from '../support/pictures.ts'

test('the guide’s pictures of lending, receiving, working offline and groups', async ({
  laptop,
  cloud,
  picture,
  morning,
}, info) => {
  test.setTimeout(600_000)
  mkdirSync(info.outputPath(), { recursive: true })
  const list = (await demoBoxes(cloud.url, info.outputPath())).map((box) => ({ ...box, port: 0 }))
  const boxes = await startSimulatedBoxes(list, {
    now: morning.now,
    seed: 1,
    ratePerSecond: 0,
    faults: NO_FAULTS,
    healthIntervalMs: 60_000,
    onHealth: () => undefined,
  })
  const sierra = await laptop('sierra', 'timer')
  const costa = await laptop('costa')
  await expect(costa.page.getByRole('button', { name: 'Sign in', exact: true }).first()).toBeVisible()
  await picture(costa.page, 'sign-in')
  await costa.page.getByRole('button', { name: 'timer', exact: false }).click()
  const valle = await laptop('valle', 'timer')
  const { page } = sierra

  const inspector = await openBox(page, 'CLBX30204')
  await inspector.getByRole('button', { name: /^Lend / }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 day').click()
  await picture(page, 'lend')
  await dialog.getByRole('button', { name: /^Lend / }).click()
  const code = (await dialog.getByTestId('loan-code').textContent())?.trim() ?? ''
  await expect(dialog.getByRole('img', { name: /^QR code/ })).toBeVisible()
  await picture(page, 'loan-code')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await goTo(costa.page, 'Devices')
  await costa.page.getByRole('button', { name: 'Add a borrowed box' }).click()
  await expect(costa.page.getByRole('dialog').getByLabel('Loan code')).toBeVisible()
  await picture(costa.page, 'scan')
  await costa.page.keyboard.press('Escape')
  await expect(await enterCode(costa.page, code)).toContainText('is yours until')
  await picture(costa.page, 'received')

  await lendBox(page, 'CLBX30205')
  for (const serial of ['CLBX30401', 'CLBX30402']) {
    await expect(await enterCode(page, await lendBox(valle.page, serial))).toContainText('is yours until')
    await page.keyboard.press('Escape')
  }
  await assignBox(page, 'CLBX30401')
  await goTo(page, 'Devices')
  await expect(rowOf(page, 'CLBX30204')).toContainText('Shared out: with Costa Events')
  await expect(rowOf(page, 'CLBX30201')).toContainText('98 %')
  await openBox(page, 'CLBX30401')
  await picture(page, 'devices')

  await goTo(page, 'Loans')
  await page.getByRole('button', { name: /^Borrowed \d/ }).click()
  await picture(page, 'loans')
  await page.getByRole('link', { name: 'Give back all to Valle Cronos (2)' }).click()
  await expect(page.getByRole('main')).toContainText('Not in use.')
  await picture(page, 'give-back')

  sierra.network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await lendBox(page, 'CLBX30206')
  await assignBox(page, 'CLBX30203')
  await page.getByRole('banner').getByRole('link').last().click()
  await expect(page.getByRole('main')).toContainText('Not sent yet: waits for internet')
  await picture(page, 'waiting-to-send')

  // Meanwhile the office lends the box that was put into the event here.
  const office = await laptop('sierra', 'admin')
  await lendBox(office.page, 'CLBX30203')
  sierra.network.mend()
  await goTo(page, 'Needs attention')
  const cards = page.getByRole('list', { name: 'What needs your attention' })
  await expect(cards).toContainText('CLBX30203', { timeout: 60_000 })
  await picture(page, 'needs-attention')

  await goTo(office.page, 'Groups')
  await office.page.getByRole('treeitem', { name: /^Madrid depot/ }).click()
  await expect(office.page.getByRole('grid')).toContainText('CLBX')
  await picture(office.page, 'groups')
  await office.page.getByRole('button', { name: 'Share Madrid depot' }).click()
  await office.page.getByRole('dialog').getByText('A partner you know').click()
  await picture(office.page, 'share-group')
  await office.page.keyboard.press('Escape')
  await goTo(office.page, 'Settings')
  await office.page
    .getByRole('main')
    .getByRole('link', { name: /^Members/ })
    .click()
  await expect(rowOf(office.page, 'Diego Santos')).toBeVisible()
  await picture(office.page, 'members')
  await boxes.close()
})
