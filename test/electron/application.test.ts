import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { CONTENT_SECURITY_POLICY } from '../../electron/content-security-policy.ts'
import { goTo, lendBox, rowOf } from '../support/e2e.ts'
import { expect, test } from '../support/electron-app.ts'

const BOX = 'CLBX30201'

async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'timer', exact: false }).click()
  await goTo(page, 'Devices')
  await expect(page.getByRole('grid').getByText(BOX)).toBeVisible()
}

/** Loads the page again, and notes from its beginning what the content security policy forbids. */
async function noteViolations(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: string[] = []
    Reflect.set(window, 'violations', seen)
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective))
  })
  await page.reload()
}

function violationsOn(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'violations'))
}

test('a window opens on our page, and is seen', async ({ start }) => {
  const { app, page } = await start()
  expect(page.url()).toMatch(/^app:\/\/trackside\//)
  await expect(page.getByRole('button', { name: 'timer', exact: false })).toBeVisible()
  const shown = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible()))
  await expect.poll(shown).toEqual([true])
})

test('the page has nothing of Node or Electron but a way to ask for a line', async ({ start }) => {
  const { page } = await start()
  const found = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in window),
    trackside: Object.keys(window.trackside ?? {}),
    isSecure: window.isSecureContext,
    origin: window.location.origin,
  }))
  expect(found).toEqual({
    globals: [],
    trackside: ['connect', 'listen', 'tell'],
    isSecure: true,
    origin: 'app://trackside',
  })
})

test('the page runs in a sandbox', async ({ start }) => {
  const { app } = await start()
  const { pid, metrics } = await app.evaluate(({ app: electronApp, BrowserWindow }) => ({
    pid: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    metrics: electronApp.getAppMetrics().map((one) => ({ pid: one.pid, sandboxed: one.sandboxed })),
  }))
  if (process.platform === 'linux') {
    // Electron doesn't tell on Linux; the kernel does. 2: system calls pass a filter.
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m)
  } else {
    expect(metrics.find((one) => one.pid === pid)?.sandboxed).toBe(true)
  }
})

test('the content security policy comes with the page, and holds', async ({ start, cloud }) => {
  const { page } = await start()
  const policy = await page.evaluate(async () =>
    (await fetch(window.location.origin)).headers.get('content-security-policy'),
  )
  expect(policy).toBe(CONTENT_SECURITY_POLICY)
  await noteViolations(page)
  const tried = await page.evaluate(async (elsewhere) => {
    const script = document.createElement('script')
    script.textContent = 'window.hasRunInline = true'
    document.body.append(script)
    const answer = await fetch(elsewhere).then(
      () => 'answered',
      () => 'refused',
    )
    return { answer, hasRunInline: 'hasRunInline' in window }
  }, cloud.url)
  expect(tried).toEqual({ answer: 'refused', hasRunInline: false })
  await expect.poll(() => violationsOn(page)).toEqual(['script-src-elem', 'connect-src'])
})

test('the page can open no window and go nowhere else', async ({ start }) => {
  const { app, page } = await start()
  const opened = await page.evaluate(() => window.open('https://example.com/') !== null)
  expect(opened).toBe(false)
  await page.evaluate(() => {
    window.location.href = 'https://example.com/'
  })
  // What comes after on the same page proves that the page is still there.
  await signIn(page)
  expect(page.url()).toMatch(/^app:\/\/trackside\//)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('sign in, lend, and find it again after a restart', async ({ start }) => {
  const first = await start()
  await noteViolations(first.page)
  await signIn(first.page)
  const code = await lendBox(first.page, BOX)
  expect(code).not.toBe('')
  await expect(rowOf(first.page, BOX)).toContainText('Reserved for sharing')
  expect(await violationsOn(first.page)).toEqual([])
  await first.app.close()
  const second = await start()
  await goTo(second.page, 'Devices')
  await expect(rowOf(second.page, BOX)).toContainText('Reserved for sharing')
})
