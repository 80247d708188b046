import { assignAt, expect, openTab, startTiming, test } from '../support/pictures.ts'

const CHIP = 'E2801160600002084C0A'
const START_LIST = `bib,name,race,chip
101,Ana Ruiz,Trail 21K,${CHIP}0101
102,Begoña Núñez,Trail 21K,${CHIP}0102
103,Carlos Vidal,Trail 21K,${CHIP}0103
104,Zoë Martín,Trail 10K,${CHIP}0104
`

test('the guide’s pictures of a race day', async ({ laptop, picture, box }) => {
  test.setTimeout(600_000)
  const { page } = await laptop('sierra', 'timer')
  const [start, finish, backup] = [await box('CLBX30201'), await box('CLBX30203'), await box('CLBX30209')]
  await assignAt(page, [
    ['1', 'CLBX30201'],
    ['2', 'CLBX30207'],
    ['3', 'CLBX30208'],
    ['4', 'CLBX30203'],
  ])
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.type('CLBX30209')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Scanned' })).toContainText('FINISH, backup')
  await picture(page, 'assign')

  await openTab(page, 'Start list')
  await page
    .getByRole('main')
    .locator('input[type=file]')
    .setInputFiles({ name: 'start.csv', mimeType: 'text/csv', buffer: Buffer.from(START_LIST) })
  await expect(page.getByRole('main')).toContainText('start.csv: 4 entries, 4 chips.')
  await picture(page, 'start-list')

  await openTab(page, 'Ready')
  await expect(page.getByRole('heading', { name: /to look at/ })).toBeVisible()
  await expect(page.getByRole('region', { name: 'This laptop' })).toContainText(/Disk: .* free/)
  await picture(page, 'ready')

  await openTab(page, 'Live timing')
  for (const one of [start, finish, backup]) await startTiming(page, one)
  for (const bib of ['0101', '0102', '0199']) start.record({ epc: `${CHIP}${bib}` })
  for (const bib of ['0101', '0102']) finish.record({ epc: `${CHIP}${bib}` })
  const stream = page.getByRole('grid', { name: 'Passings' })
  await expect(stream.getByRole('row')).toHaveCount(6)
  await page.keyboard.press('Space')
  await expect(page.getByLabel(/^Bib for/)).toBeFocused()
  await picture(page, 'live-timing')

  await page.getByRole('button', { name: 'Board', exact: true }).click()
  const [board] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('menuitem', { name: 'Open the board' }).click(),
  ])
  await expect(board.getByRole('listitem').filter({ hasText: 'CLBX30203' })).toContainText('2 in all')
  await picture(board, 'board')
  await board.close()

  await openTab(page, 'Scoring')
  await page.getByRole('button', { name: 'Add scoring program' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('CrossMgr')
  await dialog.getByLabel('Computer').fill('192.168.1.20')
  await picture(page, 'scoring')
  await page.keyboard.press('Escape')

  await openTab(page, 'Live timing')
  await page.getByRole('button', { name: /^More for Finish .CLBX30203/ }).click()
  await page.getByRole('menuitem', { name: 'Replace this box' }).click()
  await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('CLBX30211')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('CLBX30211 takes FINISH as main')
  await picture(page, 'replace')
})
