import { enterCode, expect, lendBox, openBox, rowOf, test } from '../support/e2e.ts'

const DAY_MS = 86_400_000

test('[L1] [L2] [L5] [L11] lend, receive by token, and see whose it is on both sides', async ({ laptop }) => {
  const sierra = await laptop('sierra', 'timer')
  const costa = await laptop('costa', 'timer')
  const code = await lendBox(sierra.page, 'CLBX30201')
  await expect(rowOf(sierra.page, 'CLBX30201')).toContainText('Reserved for sharing')
  const answer = await enterCode(costa.page, code)
  await expect(answer).toContainText('is yours until')
  await answer.getByRole('button', { name: 'Close' }).first().click()
  await expect(rowOf(costa.page, 'CLBX30201')).toContainText('Shared by Sierra Timing')
  await expect(rowOf(costa.page, 'CLBX30201')).toContainText('until')
  await expect(rowOf(sierra.page, 'CLBX30201')).toContainText('Shared out: with Costa Events')
})

test('[L3] a mistyped token is caught before anything is sent', async ({ laptop }) => {
  const costa = await laptop('costa', 'timer')
  await costa.page.getByRole('button', { name: 'Add a borrowed box' }).click()
  const dialog = costa.page.getByRole('dialog')
  await dialog.getByLabel('Loan code').fill('7K3M 9QXW 2HDT 4FBG')
  await expect(dialog.getByRole('button', { name: 'Add the box' })).toBeDisabled()
  await expect(dialog).toContainText('One of these is mistyped')
  await expect(costa.page.getByRole('banner')).not.toContainText('waiting to send')
})

test('[L4] [L9] a loan is over on both sides when its time has come', async ({ laptop, cloud }) => {
  const sierra = await laptop('sierra', 'timer')
  const costa = await laptop('costa', 'timer')
  const answer = await enterCode(costa.page, await lendBox(sierra.page, 'CLBX30202'))
  await expect(answer).toContainText('is yours until')
  await answer.getByRole('button', { name: 'Close' }).first().click()
  await cloud.advance(DAY_MS)
  await expect(rowOf(costa.page, 'CLBX30202')).toHaveCount(0)
  await expect(rowOf(sierra.page, 'CLBX30202')).toContainText('Loan over, not back yet')
  const inspector = await openBox(sierra.page, 'CLBX30202')
  await inspector.getByRole('button', { name: 'It is back' }).click()
  await expect(rowOf(sierra.page, 'CLBX30202')).toContainText('Ours')
})
