import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expectNoViolations } from '../support/axe.ts'
import { startChild } from '../support/child.ts'
import { expect, goTo, type Laptop, lendBox, test } from '../support/e2e.ts'

const PASSWORD = 'a long password'
const MARK = 'Demo – nothing here is real'

function steps(page: Page) {
  return page.getByRole('region', { name: 'Getting started' })
}

/** Tabs on until that is what has the focus: what can't be reached so isn't there for who has no mouse. */
async function tabTo(page: Page, within: Page | Locator, name: string | RegExp): Promise<void> {
  const exact = typeof name === 'string'
  const wanted = within.getByRole('button', { name, exact }).or(within.getByRole('textbox', { name, exact })).first()
  await expect(wanted).toBeVisible()
  for (let press = 0; press < 60; press++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard doesn’t reach ${name}`)
}

async function press(page: Page, name: string | RegExp, within: Page | Locator = page): Promise<void> {
  await tabTo(page, within, name)
  await page.keyboard.press('Enter')
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page, label)
  await page.keyboard.type(text)
}

/** Goes to Today by the palette. */
async function keyToToday(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Find or do anything' })).toBeFocused()
  await page.keyboard.type('Today')
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Today')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Today/ })).toBeVisible()
}

async function openAt(page: Page, hash: string): Promise<void> {
  await page.evaluate((place) => {
    window.location.hash = place
  }, hash)
}

/** Founds an organisation by keyboard, from the sign-in screen. */
async function signUp(page: Page): Promise<void> {
  await press(page, 'New organisation')
  await type(page, 'Organisation', 'Nuevo Crono')
  await type(page, 'Your name', 'Nuria Vega')
  await type(page, 'E-mail address', 'nuria@nuevo.example')
  await type(page, 'Password', PASSWORD)
  await page.keyboard.press('Enter')
  await expect(steps(page)).toBeVisible()
}

/** One primary button a view. */
async function expectOnePrimary(page: Page): Promise<void> {
  await expect(page.locator('.button-primary')).toHaveCount(1)
}

test('from sign-up to the first loan by keyboard: each step one press, ticked by the records, then all gone', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra')
  await signUp(page)
  await expectOnePrimary(page)
  await expectNoViolations(page, 'onboarding')
  await expect(steps(page).getByRole('listitem').filter({ hasText: 'To do' })).toHaveCount(3)

  await press(page, 'Register a box')
  await expect(page.getByRole('dialog', { name: 'Register a box' })).toBeVisible()
  await page.keyboard.type('CLBX90001')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await keyToToday(page)
  await expect(steps(page).getByRole('listitem').first()).toContainText('Done')
  await expectOnePrimary(page)

  await press(page, 'Invite a colleague')
  await page.getByRole('dialog').getByLabel('E-mail address').waitFor()
  await page.keyboard.type('luis@nuevo.example')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('invitation-code')).toBeVisible()
  await page.keyboard.press('Escape')
  await press(page, 'Close, it was passed on')
  await keyToToday(page)
  await expect(steps(page).getByRole('listitem').filter({ hasText: 'Done' })).toHaveCount(2)

  await press(page, 'Lend CLBX90001')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await press(page, /^Lend CLBX90001/, dialog)
  await expect(dialog.getByTestId('loan-code')).toBeVisible()
  await press(page, 'Done', dialog)
  await keyToToday(page)
  await expect(steps(page)).toHaveCount(0)
})

test('Getting started is hidden for one member, stays so after a restart, and comes back from Settings and the palette', async ({
  laptop,
}) => {
  const one: Laptop = await laptop('sierra')
  const { page } = one
  await signUp(page)
  await steps(page).getByRole('button', { name: 'Hide Getting started' }).click()
  await expect(steps(page)).toHaveCount(0)
  await one.restart()
  await expect(page.getByRole('heading', { name: /^Today/ })).toBeVisible()
  await expect(steps(page)).toHaveCount(0)
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Show Getting started' }).click()
  await expect(steps(page)).toBeVisible()
  await steps(page).getByRole('button', { name: 'Hide Getting started' }).click()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Find or do anything' }).fill('Show Getting started')
  await page.keyboard.press('Enter')
  await expect(steps(page)).toBeVisible()
  // Whatever was kept, without internet it says what works.
  one.network.cut()
  await expect(steps(page)).toContainText('Without internet: registering works')
})

test('[O4] who may not register sees only what there is to do: a TIMER borrows, READ ONLY waits, and each empty place says why', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra')
  await signUp(page)
  for (const role of ['TIMER', 'READ ONLY'] as const) {
    const email = `${role.slice(0, 4).toLowerCase()}@nuevo.example`
    await openAt(page, '#/members')
    await page.getByRole('button', { name: 'Invite a member' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail address').fill(email)
    await dialog.getByRole('radio', { name: new RegExp(`^${role}`) }).check()
    await dialog.getByRole('button', { name: `Invite ${email}` }).click()
    const code = (await dialog.getByTestId('invitation-code').textContent())?.trim() ?? ''
    await page.reload()

    const { page: theirs } = await laptop('costa')
    await theirs.getByRole('button', { name: 'I have an invitation' }).click()
    await theirs.getByRole('button', { name: 'Join' }).click()
    await expect(theirs.getByLabel('Invitation code')).toBeFocused()
    await theirs.getByLabel('Invitation code').fill(code)
    await theirs.getByLabel('Your name').fill('Luis Gil')
    await theirs.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await theirs.getByRole('button', { name: 'Join' }).click()
    await expect(theirs.getByRole('heading', { name: /^Today/ })).toBeVisible()
    const main = theirs.locator('.frame-screen')
    if (role === 'TIMER') {
      await expect(steps(theirs).getByRole('listitem')).toHaveCount(2)
      await expect(steps(theirs)).not.toContainText('Register')
      await expectOnePrimary(theirs)
      await steps(theirs).getByRole('button', { name: 'Add a borrowed box' }).click()
      await expect(theirs.getByRole('dialog').getByLabel('Loan code')).toBeVisible()
      await theirs.keyboard.press('Escape')
    } else {
      await expect(steps(theirs)).toHaveCount(0)
      await expect(main).toContainText('Your colleagues add them')
      await goTo(theirs, 'Events')
      await expect(main).toContainText('Your role, READ ONLY, doesn’t allow this.')
      await expect(main.getByRole('button', { name: 'Create event' })).toHaveCount(0)
    }
    await goTo(theirs, 'Devices')
    await expect(main).toContainText(role === 'TIMER' ? 'your administrator registers' : 'as soon as a colleague')
    await goTo(theirs, 'Groups')
    await expect(main).toContainText(`Your role, ${role}, doesn’t allow this.`)
    await expectNoViolations(theirs, 'onboarding')
  }
})

test('an empty organisation’s lists each offer one primary step', async ({ laptop }) => {
  const { page } = await laptop('sierra')
  await signUp(page)
  for (const [screen, step] of [
    ['Devices', 'Register a box'],
    ['Events', 'Create event'],
    ['Groups', 'Create group'],
  ] as const) {
    await goTo(page, screen)
    await expect(page.locator('.empty-state').getByRole('button', { name: step })).toBeVisible()
    await expectOnePrimary(page)
  }
  await goTo(page, 'Devices')
  await page.locator('.empty-state').getByRole('button', { name: 'Register a box' }).click()
  await expect(page.getByRole('dialog', { name: 'Register a box' })).toBeVisible()
})

test('sign-in, sign-up and joining say at the field what is missing or taken', async ({ laptop }) => {
  const { page, network } = await laptop('sierra')
  const email = page.getByLabel('E-mail address')
  await page.getByRole('button', { name: 'Sign in', exact: true }).last().click()
  await expect(email).toBeFocused()
  await expect(email).toHaveAccessibleDescription(/Enter an e-mail address/)
  await email.fill('admin@sierra.example')
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('E-mail address or password is wrong')

  await page.getByRole('button', { name: 'New organisation' }).click()
  await page.getByRole('button', { name: 'Create the organisation' }).click()
  const organisation = page.getByLabel('Organisation', { exact: true })
  await expect(organisation).toBeFocused()
  const password = page.getByLabel('Password', { exact: true })
  await expect(password).toHaveAccessibleDescription(/at least 10 characters/)
  await expect(password).toHaveAttribute('aria-invalid', 'true')
  await expectNoViolations(page, 'onboarding')
  await organisation.fill('Sierra Timing')
  await page.getByLabel('Your name').fill('Nuria Vega')
  await email.fill('nuria@nuevo.example')
  await password.fill(PASSWORD)
  await expect(password).not.toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('button', { name: 'Create Sierra Timing' }).click()
  await expect(organisation).toHaveAccessibleDescription(/Another organisation has this name/)
  await organisation.fill('Nuevo Crono')
  await expect(organisation).not.toHaveAttribute('aria-invalid', 'true')
  network.cut()
  await page.getByRole('button', { name: 'Create Nuevo Crono' }).click()
  await expect(page.getByRole('alert')).toContainText('The cloud doesn’t answer')
})

test('a demo is marked on every screen, on the operator’s board and on paper', async ({ laptop }) => {
  const { page } = await laptop('sierra')
  await expect(page.getByText(MARK)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Try it with a demo account' })).toContainText('made up')
  await page.getByRole('button', { name: /^Sign in as admin/ }).click()
  for (const screen of ['Today', 'Devices', 'Loans', 'Events', 'Groups', 'Needs attention', 'Settings']) {
    await goTo(page, screen)
    await expect(page.getByText(MARK)).toBeVisible()
  }
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'Live timing' }).click()
  await page.getByRole('button', { name: 'Board', exact: true }).click()
  const [board] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('menuitem', { name: 'Open the board' }).click(),
  ])
  await expect(board.getByText(MARK)).toBeVisible()
  await board.close()
  await lendBox(page, 'CLBX30206')
  await openAt(page, '#/custody-sheet')
  await expect(page.locator('.custody-paper')).toBeVisible()
  await expect(page.getByText(MARK)).toHaveCount(2)
  await expect(page.getByText(MARK).filter({ visible: true })).toHaveCount(1)
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.custody-paper').getByText(MARK)).toBeVisible()
  await expect(page.getByText(MARK).filter({ visible: true })).toHaveCount(1)
})

test('with a real cloud nothing is marked as a demo, and no account is offered', async ({ browser, cloud }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'trackside-e2e-'))
  const core = startChild('electron/browser-host.ts', ['--data', dataDir, '--cloud', cloud.url, '--port', '0'], {})
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await core.line(/^open (\S+)$/)
    await page.goto(/^open (\S+)$/m.exec(core.output())?.[1] ?? '')
    await expect(page.getByLabel('E-mail address')).toBeVisible()
    await expect(page.getByText(MARK)).toHaveCount(0)
    await expect(page.getByText('demo account')).toHaveCount(0)
    await page.getByLabel('E-mail address').fill('admin@sierra.example')
    await page.getByLabel('Password', { exact: true }).fill('trackside-demo')
    await page.keyboard.press('Enter')
    await goTo(page, 'Devices')
    await expect(page.getByRole('grid').getByText('CLBX').first()).toBeVisible()
    await expect(page.getByText(MARK)).toHaveCount(0)
  } finally {
    await context.close()
    await core.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
