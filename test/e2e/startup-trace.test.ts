import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from '../support/child.ts'
import { expect, test } from '../support/e2e.ts'

test('npm start tells how long the first desktop takes, when asked to', async ({ browser }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'trackside-start-'))
  const started = startChild('tools/start.ts', [
    ...['--browser', '--no-open', '--port', '0', '--data', dataDir, '--trace-startup'],
  ])
  const [, address] = await started.line(/^Sierra Timing {3}(\S+)/)
  await started.line(/^startup: core ended at \d+ ms, took \d+ ms$/)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(address ?? '')
  await expect(page.getByRole('button', { name: 'timer', exact: false })).toBeVisible()
  await started.line(/^startup: total \d+ ms$/)
  expect(started.output().match(/^startup: total/gm)).toHaveLength(1)
  await context.close()
  await started.end()
  rmSync(dataDir, { recursive: true, force: true })
})
