import type { Page } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { expectDialogWithoutViolations, holdStill, openAddress } from '../support/accessible.ts'
import { enterCode, expect, goTo, lendBox, rowOf, test } from '../support/e2e.ts'
import { organisationAtWork } from '../support/organisation-at-work.ts'

/** Takes what comes first in the palette. */
async function doIt(page: Page, query: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Find or do anything' })
  await palette.getByRole('combobox').fill(query)
  await expect(palette.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

function button(page: Page, name: string | RegExp) {
  return page.getByRole('main').getByRole('button', { name }).first()
}

async function choose(page: Page, menu: string | RegExp, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: menu }).first().click()
  await page.getByRole('menuitem', { name: item }).first().click()
}

test('[ux 20] no axe violation in what the palette opens, in any theme', async ({ laptop }) => {
  test.setTimeout(600_000)
  const { page } = await organisationAtWork(laptop)
  await holdStill(page)
  for (const [query, file] of [
    ['lend 30203', 'devices/lend-dialog'],
    ['rename 30203', 'devices/edit-box-dialog'],
    ['extend 30202', 'devices/loan-dialogs'],
    ['register a box', 'devices/register-dialog'],
    ['register many', 'devices/register-many-dialog'],
    ['ask for more time 30401', 'tickets/ask-time-dialog'],
    ['add a borrowed box', 'tickets/receive-dialog'],
    ['show your card', 'tickets/form-dialog'],
    ['archive Sierra', 'give/ask-to-give'],
    ['create a group', 'groups/group-form-dialog'],
    ['share north', 'groups/share-dialog'],
    ['partner code', 'groups/shared-with-you'],
    ['move north kit', 'groups/move-group-dialog'],
    ['move 30205 to a group', 'groups/move-boxes-dialog'],
    ['replace 30204', 'replace/replace-dialog'],
    ['invite', 'members/invite-dialog'],
    ['change the role of diego', 'members/change-role-dialog'],
    ['remove diego', 'members/remove-member-dialog'],
    ['create an api key', 'keys/create-key-dialog'],
  ] as const) {
    await test.step(file, async () => {
      await doIt(page, query)
      await expectDialogWithoutViolations(page, file)
      await close(page)
    })
  }
  await openAddress(page, 'today')
  await page.keyboard.press('?')
  await expectDialogWithoutViolations(page, 'palette/shortcuts-dialog')
})

test('[ux 20] no axe violation in the dialogs of lists, events and keys, in any theme', async ({ laptop }) => {
  test.setTimeout(600_000)
  const { page, eventId } = await organisationAtWork(laptop)
  await holdStill(page)
  await goTo(page, 'Devices')
  await choose(page, 'Views', 'Save this view…')
  await expectDialogWithoutViolations(page, 'devices/views-menu')
  await close(page)
  await rowOf(page, 'CLBX30401').getByRole('checkbox').click()
  await choose(page, 'More for devices', 'Give back 1 box')
  await expectDialogWithoutViolations(page, 'devices/give-back-ticked-dialog')
  await close(page)
  await rowOf(page, 'CLBX30401').getByRole('checkbox').click()
  // A borrowed one stays out of it, so it asks.
  for (const serial of ['CLBX30205', 'CLBX30401']) await rowOf(page, serial).getByRole('checkbox').click()
  await choose(page, 'More for devices', /^Take \d box(es)? out of service/)
  await expectDialogWithoutViolations(page, 'devices/service-dialog')
  await close(page)
  await button(page, 'Assign to…').click()
  await expectDialogWithoutViolations(page, 'events/assign-ticked-dialog')
  await close(page)

  await openAddress(page, `ready/${eventId}`)
  await button(page, /^Test read at CLBX30204/).click()
  await expectDialogWithoutViolations(page, 'ready/test-read')
  await close(page)

  await openAddress(page, `start-list/${eventId}`)
  const list = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('bib,name\n7,Ana Ruiz\n') }
  await page.getByRole('main').locator('input[type=file]').setInputFiles(list)
  await expect(page.getByRole('main')).toContainText('Ana Ruiz')
  await button(page, 'Remove start list').click()
  await expectDialogWithoutViolations(page, 'start-list/start-list-dialogs')
  await close(page)

  await openAddress(page, `scoring/${eventId}`)
  await button(page, 'Add scoring program').click()
  await expectDialogWithoutViolations(page, 'scoring/target-form')
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('CrossMgr')
  await page.getByRole('dialog').getByRole('textbox').nth(1).fill('127.0.0.1')
  await page.getByRole('dialog').getByRole('button', { name: 'Add CrossMgr' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await choose(page, 'More for CrossMgr', 'Remove CrossMgr')
  await expectDialogWithoutViolations(page, 'scoring/target-questions')
  await close(page)

  await openAddress(page, 'keys')
  await button(page, 'Create key').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Mat at KM 5')
  await dialog.getByRole('button', { name: /^Create the key/ }).click()
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('grid').getByText('Mat at KM 5').click()
  await page.getByRole('button', { name: 'Revoke Mat at KM 5' }).click()
  await expectDialogWithoutViolations(page, 'keys/key-inspector')
})

test('[ux 20] no axe violation in the dialogs of live timing, sharing and what waits, in any theme', async ({
  laptop,
}) => {
  test.setTimeout(600_000)
  const box = await startSimulatedBox({
    ...{ serial: 'CLBX30204', alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 40.4, longitude: -3.7 },
    random: createSeededRandom(1),
  })
  const costa = await laptop('costa', 'admin')
  const { page, eventId, network } = await organisationAtWork(laptop)
  await holdStill(page)
  const dialog = page.getByRole('dialog')
  await openAddress(page, `live/${eventId}`)
  await button(page, 'Start timing CLBX30204').click()
  await expectDialogWithoutViolations(page, 'live/start-timing-dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(box.port))
  await dialog.getByRole('button', { name: 'Start timing CLBX30204' }).click()
  await expect(page.getByRole('main')).toContainText('Connected since')
  box.record({ epc: 'E2801160600002084C0A1001' })
  await page.getByRole('button', { name: 'Name it: E2801160600002084C0A1001' }).click()
  await expectDialogWithoutViolations(page, 'live/name-chip-dialog')
  await close(page)
  const entries = page.getByRole('region', { name: 'Recorded by people' })
  await entries.getByRole('button', { name: /bib 12/ }).click()
  await page.getByRole('menuitem', { name: 'Another bib' }).click()
  await expectDialogWithoutViolations(page, 'live/bib-dialog')
  await close(page)
  await box.close()

  await goTo(costa.page, 'Groups')
  await costa.page.getByRole('button', { name: 'Shared with you' }).click()
  const code = (await costa.page.getByTestId('partner-code').textContent())?.trim() ?? ''
  await close(costa.page)
  await doIt(page, 'share north')
  await dialog.getByRole('textbox', { name: 'Partner code' }).fill(code)
  await dialog.getByRole('button', { name: 'Share North kit with Costa Events' }).click()
  await expect(dialog).toHaveCount(0)
  await goTo(page, 'Groups')
  await page.getByRole('treeitem', { name: /^North kit/ }).click()
  await choose(page, 'More for North kit', /Change what Costa Events may do/)
  await expectDialogWithoutViolations(page, 'groups/change-role-dialog')
  await close(page)
  await page.getByRole('button', { name: 'Stop sharing North kit' }).click()
  await expectDialogWithoutViolations(page, 'groups/end-share-dialogs')
  await close(page)

  await enterCode(costa.page, await lendBox(page, 'CLBX30211'))
  await expect(costa.page.getByRole('dialog')).toContainText('is yours until')
  await expectDialogWithoutViolations(costa.page, 'tickets/taken-view')

  network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await lendBox(page, 'CLBX30212')
  await openAddress(page, 'waiting')
  await button(page, /^Don’t send/).click()
  await expectDialogWithoutViolations(page, 'waiting/dont-send-dialog')
  await close(page)
  await goTo(page, 'Settings')
  await button(page, /^Sign out/).click()
  await expectDialogWithoutViolations(page, 'settings/sign-out-button')
})
