import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'

// Every other test relies on its end to notice what went wrong on a page unseen: here it does go wrong.

const INLINE = /^content security policy: script-src-elem inline$/

function addInlineScript(page: Page): Promise<void> {
  return page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.hasRunInline = true'
    document.body.append(script)
  })
}

test('a script in the page doesn’t run, and is noticed as event and in the console', async ({ laptop, troubles }) => {
  const { page } = await laptop('sierra')
  await addInlineScript(page)
  await expect.poll(() => troubles).toEqual(expect.arrayContaining([expect.stringMatching(INLINE)]))
  await expect.poll(() => troubles.length).toBe(2)
  expect(await page.evaluate(() => 'hasRunInline' in window)).toBe(false)
  troubles.length = 0
})

test('an error that nothing catches is noticed, also in a window beside', async ({ laptop, troubles }) => {
  const { page } = await laptop('sierra')
  const address = page.url()
  const beside = await page.context().newPage()
  await beside.goto(address)
  await beside.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown in the window beside')
    })
  })
  await expect.poll(() => troubles.join()).toContain('thrown in the window beside')
  troubles.length = 0
})

test('what is forbidden in a browser that the test opened by itself is noticed, too', async ({
  browser,
  laptop,
  troubles,
}) => {
  const { page } = await laptop('sierra')
  const context = await browser.newContext()
  const stranger = await context.newPage()
  await stranger.goto(new URL('/', page.url()).href)
  await stranger.evaluate(() => fetch('https://elsewhere.example/').catch(() => undefined))
  await expect.poll(() => troubles.join()).toContain('connect-src https://elsewhere.example/')
  await context.close()
  troubles.length = 0
})

test('a test fails at its end by what was noticed', async ({ laptop, troubles }) => {
  test.fail()
  const { page } = await laptop('sierra')
  await addInlineScript(page)
  await expect.poll(() => troubles.length).toBe(2)
})
