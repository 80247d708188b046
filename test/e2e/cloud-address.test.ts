import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { askCloud } from '../../electron/shell/asked-cloud.ts'
import { moveCloud } from '../../electron/shell/move-cloud.ts'
import { fromPageSchema, type ToPage } from '../../shared/shell-messages.ts'
import { type Child, startChild } from '../support/child.ts'
import { expect, test } from '../support/e2e.ts'

/**
 * Puts on the page what Electron's preload does, of a shell that knows no cloud: it asks by the shell's own rules, and the
 * page gets its line to the core, the browser's way, once it has answered. @returns what the shell would keep
 */
async function asDesktopWithoutCloud(page: Page): Promise<readonly string[]> {
  const kept: string[] = []
  const tell = (message: ToPage) =>
    void page.evaluate((asked) => window.postMessage({ tracksideShell: asked }, '*'), message)
  const cloud = askCloud(undefined, (url) => kept.push(url), tell)
  cloud.whenKnown(() => void page.evaluate(() => Reflect.get(window, 'comeCore')()))
  await page.exposeFunction('shellListens', () => {
    const question = cloud.question()
    if (question) tell(question)
  })
  await page.exposeFunction('shellHears', (said: unknown) => {
    const message = fromPageSchema.parse(said)
    if (message.type === 'cloud') cloud.typed(message.url)
  })
  await page.addInitScript(() => {
    const openLine = () => {
      const { port1, port2 } = new MessageChannel()
      const socket = new WebSocket(`ws://${window.location.host}/core`)
      socket.addEventListener('message', ({ data }) => port1.postMessage(data))
      socket.addEventListener('open', () => {
        port1.addEventListener('message', ({ data }) => socket.send(data))
        port1.start()
        window.postMessage('trackside-core', '*', [port2])
      })
    }
    Reflect.set(window, 'comeCore', openLine)
    Reflect.set(window, 'trackside', {
      connect: () => undefined,
      listen: () => Reflect.get(window, 'shellListens')(),
      tell: (message: unknown) => Reflect.get(window, 'shellHears')(message),
    })
  })
  await page.reload()
  return kept
}

test('a desktop that nobody told its cloud asks for it in its window, and goes on to the sign-in', async ({
  laptop,
}) => {
  const { page, network } = await laptop('sierra')
  // By then the page has its cookie, which stands for Electron's port.
  await expect(page.getByRole('heading', { name: 'Trackside' })).toBeVisible()
  const kept = await asDesktopWithoutCloud(page)
  await expect(page.getByRole('heading', { name: 'Which cloud do you work with?' })).toBeVisible()
  const field = page.getByLabel('The cloud’s address')
  await expect(field).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(field).toHaveAccessibleDescription(/Enter your cloud’s address/)
  await field.fill('http://cloud.example')
  await page.keyboard.press('Enter')
  await expect(field).toHaveAccessibleDescription(/has to begin with https/)
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await field.pressSequentially('s')
  await expect(field).not.toHaveAttribute('aria-invalid', 'true')
  expect(kept).toEqual([])
  await field.fill(` ${network.url} `)
  await page.getByRole('button', { name: 'Use this cloud' }).click()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true }).last()).toBeVisible()
  expect(kept).toEqual([network.url])
})

const WRONG = 'http://127.0.0.1:9'

/** A core that the shell's own rules take to another cloud, in a browser's place of Electron. */
async function movableDesktop(dataDir: string) {
  const start = (port: string, url: string) =>
    startChild('electron/browser-host.ts', ['--data', dataDir, '--cloud', url, '--port', port])
  let cloudUrl = WRONG
  let core: Child = start('0', cloudUrl)
  const [, address = ''] = await core.line(/^open (\S+)$/)
  const { port } = new URL(address)
  const keeper = {
    stop: () => core.end(),
    startAgain(changed?: { readonly cloudUrl: string }) {
      cloudUrl = changed?.cloudUrl ?? cloudUrl
      core = start(port, cloudUrl)
    },
  }
  return { address, keeper, end: () => core.end() }
}

test('a wrong cloud’s address is put right on the sign-in screen, until somebody’s data is kept', async ({
  browser,
  cloud: real,
}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'trackside-e2e-'))
  const desktop = await movableDesktop(dataDir)
  const context = await browser.newContext()
  const page = await context.newPage()
  const kept: string[] = []
  const said: ToPage[] = []
  try {
    const tell = (message: ToPage) => {
      said.push(message)
      void page.evaluate((asked) => window.postMessage({ tracksideShell: asked }, '*'), message)
    }
    const shell = askCloud(WRONG, (url) => kept.push(url), tell)
    shell.whenKnown(() => undefined, moveCloud({ on: () => undefined }, desktop.keeper, dataDir))
    await page.exposeFunction('shellHears', async (message: unknown) => {
      const heard = fromPageSchema.parse(message)
      if (heard.type === 'other-cloud') await shell.typedOther(heard.url)
    })
    await page.goto(desktop.address)
    await expect(page.getByText(`Cloud: ${WRONG}`)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Another cloud…' })).toHaveCount(0)

    await page.addInitScript(() => {
      // A page that asks gets its line when there is a core again.
      const connect = () => {
        const { port1, port2 } = new MessageChannel()
        const socket = new WebSocket(`ws://${window.location.host}/core`)
        let isOpen = false
        socket.addEventListener('message', ({ data }) => port1.postMessage(data))
        socket.addEventListener('open', () => {
          isOpen = true
          port1.addEventListener('message', ({ data }) => socket.send(data))
          port1.start()
          const line = { data: 'trackside-core', source: window, ports: [port2] }
          window.dispatchEvent(new MessageEvent('message', line))
        })
        socket.addEventListener('close', () => {
          // As Electron tells of a core that is gone; not every Chromium does by itself.
          if (isOpen) port2.dispatchEvent(new Event('close'))
          else setTimeout(connect, 300)
        })
      }
      Reflect.set(window, 'trackside', {
        connect,
        listen: () => undefined,
        tell: (message: unknown) => Reflect.get(window, 'shellHears')(message),
      })
    })
    await page.reload()
    await page.getByRole('button', { name: 'Another cloud…' }).click()
    const field = page.getByLabel('The cloud’s address')
    await expect(field).toBeFocused()
    await field.fill('our cloud')
    await page.keyboard.press('Enter')
    await expect(field).toHaveAccessibleDescription(/isn’t an address/)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await page.getByRole('button', { name: 'Stay with this one' }).click()
    await page.getByRole('button', { name: 'Another cloud…' }).click()
    await field.fill(real.url)
    await page.getByRole('button', { name: 'Use this cloud' }).click()
    await expect(page.getByText(`Cloud: ${real.url}`)).toBeVisible()
    expect(kept).toEqual([real.url])

    await page.getByLabel('E-mail address').fill('admin@sierra.example')
    await page.getByLabel('Password', { exact: true }).fill('trackside-demo')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: /^Today/ })).toBeVisible()
    // Whatever a page says, a signed-in member stays where it is.
    await page.evaluate((url) => window.trackside?.tell({ type: 'other-cloud', url }), WRONG)
    await expect.poll(() => said.at(-1)).toEqual({ type: 'cloud-stays', why: 'members-kept' })
    await page.evaluate(() => {
      window.location.hash = '#/settings'
    })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText(`Cloud: ${real.url}`)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Another cloud…' })).toHaveCount(0)
    expect(kept).toEqual([real.url])
  } finally {
    await context.close()
    await desktop.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
