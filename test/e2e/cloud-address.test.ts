import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { askCloud } from '../../electron/shell/asked-cloud.ts'
import { fromPageSchema, type ToPage } from '../../shared/shell-messages.ts'
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
