import { assignBox, expect, goTo, lendBox, openBox, rowOf, test } from '../support/e2e.ts'

test('[F1] [F2] the network cut: end, give back and assign offline, restart, reconnect, all confirmed', async ({
  laptop,
}) => {
  const { page, network, restart } = await laptop('sierra', 'timer')
  await lendBox(page, 'CLBX30203')
  await expect(rowOf(page, 'CLBX30203')).not.toContainText('not confirmed yet')
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet. Working')

  const inspector = await openBox(page, 'CLBX30203')
  await inspector.getByRole('button', { name: 'End loan' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End loan now' }).click()
  await expect(rowOf(page, 'CLBX30203')).toContainText('Ours')
  await assignBox(page, 'CLBX30203')
  await expect(page.getByRole('banner')).toContainText('2 waiting to send')

  await restart()
  await expect(page.getByRole('banner')).toContainText('No internet. Working; 2 waiting to send')
  await page.getByRole('banner').getByRole('link').last().click()
  await expect(page.getByRole('main')).toContainText('CLBX30203')
  await expect(page.getByRole('main')).toContainText('Not sent yet: waits for internet')

  network.mend()
  await expect(page.getByRole('banner')).toContainText('Online')
  await expect(page.getByRole('main')).toContainText('Nothing waits to be sent')
  const after = await openBox(page, 'CLBX30203')
  await expect(after).not.toContainText('not confirmed yet')
  await expect(after).toContainText('Assigned')
})

test('[F3] a command that the cloud refuses comes back as one card with its reason', async ({ laptop }) => {
  const office = await laptop('sierra', 'admin')
  const trackside = await laptop('sierra', 'timer')
  trackside.network.cut()
  await expect(trackside.page.getByRole('banner')).toContainText('No internet')
  await lendBox(office.page, 'CLBX30204')
  await assignBox(trackside.page, 'CLBX30204')
  trackside.network.mend()
  await expect(trackside.page.getByRole('banner')).toContainText('Online')
  await goTo(trackside.page, 'Needs attention')
  const main = trackside.page.getByRole('main')
  await expect(main).toContainText('CLBX30204')
  await expect(main).toContainText('Nothing else has changed')
  await main.getByRole('button', { name: /^Dealt with/ }).click()
  await expect(main).toContainText('Nothing needs your attention')
})

test('[F5] kill -9 of the core in the middle of work loses nothing that was said to be saved', async ({ laptop }) => {
  const { page, network, restart } = await laptop('sierra', 'timer')
  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await lendBox(page, 'CLBX30205')
  await restart('SIGKILL')
  await expect(rowOf(page, 'CLBX30205').or(page.getByRole('main'))).toBeVisible()
  await goTo(page, 'Devices')
  await expect(rowOf(page, 'CLBX30205')).toContainText('Reserved for sharing')
  const inspector = await openBox(page, 'CLBX30205')
  await inspector.getByRole('button', { name: 'Show code' }).click()
  await expect(page.getByRole('dialog').getByTestId('loan-code')).toBeVisible()
})
