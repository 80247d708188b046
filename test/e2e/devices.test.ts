import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expectNoViolations } from '../support/axe.ts'
import { enterCode, expect, goTo, lendBox, rowOf, test } from '../support/e2e.ts'

function heads(page: Page) {
  return page.getByRole('main').getByRole('columnheader')
}

async function headTexts(page: Page): Promise<readonly string[]> {
  return (await heads(page).allTextContents()).map((text) => text.trim()).filter((text) => text !== '')
}

async function tick(page: Page, serial: string, options: { readonly modifiers?: ['Shift'] } = {}): Promise<void> {
  await rowOf(page, serial).getByRole('checkbox').click(options)
}

const CUSTODY = 'Whose, with whom, until when'

test('[ux 18] [ux 22] columns are chosen, moved and sized by mouse, menu and keys, and stay so over a restart', async ({
  laptop,
}) => {
  const { page, restart } = await laptop('sierra', 'admin')
  await page.setViewportSize({ width: 1600, height: 900 })
  await expect(heads(page).filter({ hasText: 'Battery' })).toBeVisible()

  await page.getByRole('button', { name: 'Columns' }).click()
  const menu = page.getByRole('dialog', { name: 'Columns' })
  await menu.getByRole('checkbox', { name: 'Battery' }).uncheck()
  await menu.getByRole('checkbox', { name: 'Model' }).check()
  await expect(menu.getByRole('checkbox', { name: CUSTODY })).toBeDisabled()
  await menu.getByRole('button', { name: 'Move Group left' }).click()
  await expectNoViolations(page, 'the menu of columns')
  await page.keyboard.press('Escape')
  await expect.poll(() => headTexts(page)).toEqual(['Box', 'Name', 'Group', CUSTODY, 'Shared', 'At', 'Model'])

  await heads(page).filter({ hasText: 'Name' }).getByRole('button').focus()
  await page.keyboard.press('Control+Shift+ArrowRight')
  await expect.poll(() => headTexts(page)).toEqual(['Box', 'Group', 'Name', CUSTODY, 'Shared', 'At', 'Model'])
  await expect(heads(page).filter({ hasText: 'Name' }).getByRole('button')).toBeFocused()

  await heads(page)
    .filter({ hasText: 'Model' })
    .dragTo(heads(page).filter({ hasText: 'Name' }), { targetPosition: { x: 3, y: 10 } })
  await expect.poll(() => headTexts(page)).toEqual(['Box', 'Group', 'Model', 'Name', CUSTODY, 'Shared', 'At'])

  const widthOf = async (head: string) => (await heads(page).filter({ hasText: head }).boundingBox())?.width ?? 0
  const before = await widthOf('Group')
  const edge = await heads(page).filter({ hasText: 'Group' }).locator('.data-edge').boundingBox()
  if (edge === null) throw new Error('no edge')
  await page.mouse.move(edge.x + edge.width / 2, edge.y + 5)
  await page.mouse.down()
  await page.mouse.move(edge.x + 80, edge.y + 5, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => widthOf('Group')).toBeGreaterThan(before + 40)
  const sized = await widthOf('Group')
  await heads(page).filter({ hasText: 'Group' }).getByRole('button').focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => widthOf('Group')).toBeLessThan(sized)

  await restart()
  await goTo(page, 'Devices')
  await expect.poll(() => headTexts(page)).toEqual(['Box', 'Group', 'Model', 'Name', CUSTODY, 'Shared', 'At'])
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Reset columns' }).click()
  await expect.poll(() => headTexts(page)).toEqual(['Box', 'Name', CUSTODY, 'Group', 'Shared', 'At', 'Battery'])
})

test('[L11] however wide other columns were made, whose, with whom and until when is never cut off', async ({
  laptop,
}) => {
  const valle = await laptop('valle', 'admin')
  const sierra = await laptop('sierra', 'admin')
  await enterCode(valle.page, await lendBox(sierra.page, 'CLBX30201'))
  const { page } = sierra
  await goTo(page, 'Devices')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Columns' }).click()
  for (const column of ['Event', 'Owner', 'Last heard', 'Model', 'Firmware', 'Notes']) {
    await page.getByRole('checkbox', { name: column }).check()
  }
  for (let press = 0; press < 12; press += 1) await page.getByRole('button', { name: 'Make Group wider' }).click()
  await page.keyboard.press('Escape')
  const cell = rowOf(page, 'CLBX30201').locator('[data-column=custody]')
  for (const width of [1280, 1000, 720, 560]) {
    await page.setViewportSize({ width, height: 800 })
    await expect(cell).toContainText('Valle Cronos')
    await expect(cell).toContainText('until')
    expect(await cell.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  }
})

test('[ux 14] boxes are grouped; groups close and open by keys, and are ticked as a whole', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'admin')
  await page.getByLabel('Group by').selectOption('By group')
  const grid = page.getByRole('treegrid')
  const head = grid.getByRole('row', { name: /North kit/ }).first()
  await expect(head).toHaveAttribute('aria-expanded', 'true')
  await expectNoViolations(page, 'grouped boxes')

  await head.click()
  await expect(head).toHaveAttribute('aria-expanded', 'false')
  await expect(rowOf(page, 'CLBX30207')).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(head).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(head).toHaveAttribute('aria-expanded', 'false')

  await page.keyboard.press('Space')
  const count = Number(/\d+/.exec((await head.textContent()) ?? '')?.[0])
  await expect(
    page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: `${count} boxes ticked` }),
  ).toBeVisible()
})

test('[ux 14] ranges by Shift, all by Ctrl A, none by Esc; what is ticked outside of the filter is told', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'admin')
  const said = page.getByRole('main').getByRole('status')
  await tick(page, 'CLBX30201')
  await tick(page, 'CLBX30204', { modifiers: ['Shift'] })
  await expect(said.filter({ hasText: '4 boxes ticked' })).toBeVisible()
  await rowOf(page, 'CLBX30203').click({ modifiers: ['Shift'] })
  await expect(said.filter({ hasText: '3 boxes ticked' })).toBeVisible()
  await page.getByRole('searchbox').fill('CLBX30201')
  await expect(said.filter({ hasText: '3 boxes ticked, 2 of them not in this list' })).toBeVisible()
  await page.getByRole('searchbox').fill('')
  await page.getByRole('grid').focus()
  await page.keyboard.press('ControlOrMeta+a')
  const rows = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1
  await expect(said.filter({ hasText: `${rows} boxes ticked` })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Untick all' })).toHaveCount(0)
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(said.filter({ hasText: '2 boxes ticked' })).toBeVisible()
})

test('[ux 18] a view is saved under a name, applied after a restart, renamed and deleted with a way back', async ({
  laptop,
}) => {
  const { page, restart } = await laptop('sierra', 'admin')
  await page.getByRole('button', { name: /^Available/ }).click()
  await page.getByLabel('Group by').selectOption('By group')
  await page.getByRole('searchbox').fill('CLBX302')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  await page.getByRole('dialog').getByLabel('Name of the view').fill('Free in depots')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'View: Free in depots' })).toBeVisible()
  await page.getByLabel('Group by').selectOption('Not grouped')
  await page.getByRole('button', { name: /^All \d/ }).click()
  await page.getByRole('searchbox').fill('')
  await restart()
  await goTo(page, 'Devices')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Free in depots' }).click()
  await expect(page.getByRole('treegrid')).toBeVisible()
  await expect(page.getByRole('searchbox')).toHaveValue('CLBX302')
  await expect(page.getByRole('button', { name: /^Available/ })).toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('button', { name: 'View: Free in depots' }).click()
  await page.getByRole('menuitem', { name: 'Rename or delete views…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name of Free in depots').fill('Free')
  await dialog.getByRole('button', { name: 'Rename Free in depots' }).click()
  await dialog.getByRole('button', { name: 'Delete Free' }).click()
  await expect(page.getByRole('button', { name: 'Views', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(page.getByRole('button', { name: 'View: Free' })).toBeVisible()
})

test('[L8] [L12] acts with many boxes say which stay out and why; out of service and back again', async ({
  laptop,
}) => {
  const sierra = await laptop('sierra', 'admin')
  const { page } = sierra
  await lendBox(page, 'CLBX30201')
  await goTo(page, 'Devices')
  for (const serial of ['CLBX30201', 'CLBX30202', 'CLBX30203']) await tick(page, serial)
  await page.getByRole('button', { name: 'More for devices' }).click()
  await page.getByRole('menuitem', { name: 'Take 2 boxes out of service' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('1 of 3 stays out: CLBX30201 is reserved for sharing.')
  await dialog.getByRole('button', { name: 'Take 2 boxes out of service' }).click()
  await expect(rowOf(page, 'CLBX30202')).toContainText('out of service')
  await expect(page.getByRole('button', { name: 'Untick all' })).toHaveCount(0)
  await page.getByRole('button', { name: /^Out of service 2/ }).click()
  await expect(rowOf(page, 'CLBX30203')).toBeVisible()

  await tick(page, 'CLBX30202')
  await tick(page, 'CLBX30203')
  await expect(page.getByRole('button', { name: 'Lend a box' })).toHaveAttribute(
    'title',
    /2 of 2 stay out: .* are out of service/,
  )
  await page.getByRole('button', { name: 'More for devices' }).click()
  await page.getByRole('menuitem', { name: 'Put 2 boxes back into service' }).click()
  await expect(page.getByText('2 boxes are back in service')).toBeVisible()
  // The notice of the act before may still stand there.
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(rowOf(page, 'CLBX30202')).toContainText('out of service')
})

test('[L9] [L17] borrowed boxes that are ticked go back as one act, with their slip', async ({ laptop }) => {
  const sierra = await laptop('sierra', 'admin')
  const valle = await laptop('valle', 'admin')
  for (const serial of ['CLBX30201', 'CLBX30202']) {
    const dialog = await enterCode(valle.page, await lendBox(sierra.page, serial))
    await expect(dialog).toContainText('is yours until')
    await valle.page.keyboard.press('Escape')
  }
  const { page } = valle
  await goTo(page, 'Devices')
  await tick(page, 'CLBX30201')
  await tick(page, 'CLBX30202')
  await page.getByRole('button', { name: 'More for devices' }).click()
  await page.getByRole('menuitem', { name: 'Give back 2 boxes' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'CLBX30202' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Give back 2 boxes' }).click()
  await expect(page.getByRole('dialog')).toContainText('2 boxes are given back to Sierra Timing')
  await goTo(sierra.page, 'Devices')
  await expect(rowOf(sierra.page, 'CLBX30202')).toContainText('not back yet')
})

test('[L6] many boxes come from a CSV: every line is shown with its problem before, and all or none are registered', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'admin')
  await page.getByRole('button', { name: 'More for devices' }).click()
  await page.getByRole('menuitem', { name: 'Register many…' }).click()
  const dialog = page.getByRole('dialog')
  const csv = [
    '\uFEFFNombre;Grupo;Serial',
    'Meta A;North kit;clbx40001',
    '"Meta; B";Sur;CLBX40002',
    'Otra;;CLBX40001',
    'Vieja;;CLBX30201',
    'Mala;;CLBX 4 0!',
  ].join('\r\n')
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'cajas.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(dialog).toContainText('cajas.csv: 2 boxes can be registered.')
  await expect(dialog).toContainText('A new group is made: Sur.')
  const line = (text: string) => dialog.getByRole('row').filter({ hasText: text })
  await expect(line('Otra')).toContainText('The same box as in line 2.')
  await expect(line('Vieja')).toContainText('CLBX30201 is registered already.')
  await expect(line('Mala')).toContainText('is no serial')
  await expectNoViolations(page, 'the list of boxes to register')
  await expect(
    rowOf(page, 'CLBX40001')
      .filter({ hasNot: page.getByRole('dialog') })
      .locator('[data-column=box]'),
  ).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Register 2 boxes' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(rowOf(page, 'CLBX40002')).toContainText('Meta; B')
  await page.setViewportSize({ width: 1600, height: 900 })
  await expect(rowOf(page, 'CLBX40002')).toContainText('Sur')
})

test('[L6] a list that the plan doesn’t hold says so before anything is registered', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'admin')
  await page.getByRole('button', { name: 'More for devices' }).click()
  await page.getByRole('menuitem', { name: 'Register many…' }).click()
  const dialog = page.getByRole('dialog')
  const csv = Array.from({ length: 60 }, (_, index) => `TEST${index}`).join('\n')
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(dialog.getByRole('alert')).toContainText('PRO')
  await expect(dialog.getByRole('button', { name: 'Register 60 boxes' })).toHaveAttribute('aria-disabled', 'true')
})

test('the boxes shown are saved as CSV with the columns shown', async ({ laptop }) => {
  const { page } = await laptop('sierra', 'admin')
  await page.getByRole('searchbox').fill('CLBX3020')
  await expect(rowOf(page, 'CLBX30201')).toBeVisible()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More for devices' }).click()
  await page.getByRole('menuitem', { name: /^Save \d+ boxes as CSV/ }).click()
  const lines = readFileSync(await (await saving).path(), 'utf8').split('\r\n')
  expect(lines[0]).toBe('\uFEFFBox,Name,Whose,Partner,Until (UTC),Group,Shared,At,"Battery, %"')
  expect(lines[1]).toMatch(/^CLBX30201,/)
  expect(lines.filter((line) => line !== '').length - 1).toBe(
    Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1,
  )
})
