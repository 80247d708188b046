import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, test as base, type ConsoleMessage, expect, type Page } from '@playwright/test'
import { DEMO_ORGANISATIONS, demoAccounts } from '../../tools/start/demo.ts'
import { type Child, startChild } from './child.ts'
import { type Clouds, openClouds } from './clouds.ts'
import { type CuttableNetwork, startCuttableNetwork } from './cuttable-network.ts'
import { quickFolder } from './quick-folder.ts'
import type { TestCloud } from './test-cloud.ts'

export type Folder = (typeof DEMO_ORGANISATIONS)[number]['folder']

/** One laptop: a core with a data folder of its own, a wire to the cloud that can be cut, and windows. */
export interface Laptop {
  readonly network: CuttableNetwork
  /** The window that was opened first. */
  readonly page: Page
  /** Opens the core's address in a fresh browser. */
  openWindow(): Promise<Page>
  /**
   * Ends the core (kindly, or with SIGKILL) and starts it again with the same data; the window opens its new address.
   * `meanwhile` is done to the data folder between.
   */
  restart(signal?: 'SIGTERM' | 'SIGKILL', meanwhile?: (dataDir: string) => void): Promise<void>
  kill(): Promise<void>
  /** All that the core printed. */
  output(): string
}

interface Fixtures {
  /** What happened on any page of any browser and must not: empty when the test ends, or it fails. */
  readonly troubles: string[]
  readonly cloud: TestCloud
  /** Starts a laptop of a demo organisation; with `user`, signed in on the Devices screen. */
  readonly laptop: (organisation: Folder, user?: 'admin' | 'timer' | 'viewer') => Promise<Laptop>
}

interface WorkerFixtures {
  readonly clouds: Clouds
}

/** Every test has a cloud with fresh demo data, and laptops of its own. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  // Around every context, so that no test can forget it for a board or a second window.
  troubles: [
    async ({ browser }, use) => {
      const troubles: string[] = []
      const newContext = browser.newContext
      browser.newContext = async (options) => {
        const context = await newContext.call(browser, options)
        await watchForTrouble(context, troubles)
        return context
      }
      await use(troubles)
      browser.newContext = newContext
      expect(troubles, 'what must not happen on any page').toEqual([])
    },
    { auto: true },
  ],

  clouds: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures off the pattern
    async ({}, use) => {
      const clouds = openClouds()
      await use(clouds)
      await clouds.end()
    },
    { scope: 'worker' },
  ],

  cloud: async ({ clouds }, use) => {
    const cloud = await clouds.start()
    await use(cloud)
    await cloud.end()
  },

  laptop: async ({ browser, cloud }, use) => {
    const closing: (() => Promise<void>)[] = []
    await use(async (folder, user) => {
      const organisation = DEMO_ORGANISATIONS.find((one) => one.folder === folder)
      if (organisation === undefined) throw new Error(`no demo organisation ${folder}`)
      const dataDir = mkdtempSync(join(quickFolder(), 'trackside-e2e-'))
      const network = await startCuttableNetwork(cloud.url)
      const env = { TRACKSIDE_DEMO_ACCOUNTS: JSON.stringify(demoAccounts(organisation)) }
      const start = (port: string) =>
        startChild('electron/browser-host.ts', ['--data', dataDir, '--cloud', network.url, '--port', port], env)
      let core: Child = start('0')
      const contexts: BrowserContext[] = []
      const openWindow = async () => {
        const context = await browser.newContext()
        contexts.push(context)
        const page = await context.newPage()
        await page.goto(await addressOf(core))
        return page
      }
      const page = await openWindow()
      const port = new URL(page.url()).port
      closing.push(async () => {
        for (const context of contexts) await context.close()
        await core.end()
        await network.close()
        rmSync(dataDir, { recursive: true, force: true })
      })
      if (user !== undefined) {
        await page.getByRole('button', { name: user, exact: false }).click()
        await goTo(page, 'Devices')
        await expect(page.getByRole('grid').getByText('CLBX').first()).toBeVisible()
      }
      return {
        network,
        page,
        openWindow,
        async restart(signal = 'SIGTERM', meanwhile = () => undefined) {
          await core.end(signal)
          meanwhile(dataDir)
          core = start(port)
          await page.goto('about:blank')
          await page.goto(await addressOf(core))
        },
        kill: () => core.end('SIGKILL'),
        output: () => core.output(),
      }
    })
    for (const close of closing.toReversed()) await close()
  },
})

export { expect }

/** The address for the next window: the last that was printed. */
async function addressOf(core: Child): Promise<string> {
  await core.line(/^open (\S+)$/)
  const address = [...core.output().matchAll(/^open (\S+)$/gm)].at(-1)?.[1]
  if (address === undefined) throw new Error('the host told no address')
  return address
}

/** Notes what must never happen on any page: an uncaught error, or something that the content security policy forbids. */
async function watchForTrouble(context: BrowserContext, troubles: string[]): Promise<void> {
  context.on('weberror', (error) => troubles.push(String(error.error())))
  // What is forbidden to a worker, or to a page that goes away with it, is told here alone.
  context.on('console', (message) => {
    if (isForbidden(message)) troubles.push(message.text())
  })
  await context.exposeFunction('noteViolation', (text: string) => troubles.push(text))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      Reflect.get(window, 'noteViolation')(`content security policy: ${violatedDirective} ${blockedURI}`)
    })
  })
}

function isForbidden(message: ConsoleMessage): boolean {
  return message.type() === 'error' && /content security policy/i.test(message.text())
}

/** Goes to a screen by the rail. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: new RegExp(`^${screen}`) })
    .click()
}

/** The row of a box in the Devices list. */
export function rowOf(page: Page, serial: string) {
  return page.getByRole('row').filter({ hasText: serial })
}

/** Opens a box's inspector from the Devices list. */
export async function openBox(page: Page, serial: string) {
  await goTo(page, 'Devices')
  await page.getByText(serial, { exact: true }).first().click()
  const inspector = page.getByRole('complementary')
  await expect(inspector).toBeVisible()
  return inspector
}

/** Lends a box for a day to anyone with the code. @returns the code */
export async function lendBox(page: Page, serial: string): Promise<string> {
  const inspector = await openBox(page, serial)
  await inspector.getByRole('button', { name: /^Lend / }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 day').click()
  // A partner last dealt with is chosen already.
  await dialog.getByRole('radio', { name: /^Anyone/ }).check()
  await dialog.getByRole('button', { name: /^Lend / }).click()
  const code = (await dialog.getByTestId('loan-code').textContent())?.trim()
  if (code === undefined) throw new Error('no code in the dialog')
  await dialog.getByRole('button', { name: 'Done' }).click()
  return code
}

/** Enters a loan code. The answer is in the dialog that it returns. */
export async function enterCode(page: Page, code: string) {
  await goTo(page, 'Devices')
  await page.getByRole('button', { name: 'Add a borrowed box' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Loan code').fill(code)
  await dialog.getByRole('button', { name: 'Add the box' }).click()
  return dialog
}

/** Puts a box into the organisation's first event, at its checkpoint FINISH if it has one. */
export async function assignBox(page: Page, serial: string): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('button', { name: 'Assign boxes' }).click()
  const panel = page.getByRole('complementary')
  await panel.getByText('FINISH').first().click()
  await panel.getByPlaceholder('Search by serial or name, or scan').fill(serial)
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('main')).toContainText(serial)
}
