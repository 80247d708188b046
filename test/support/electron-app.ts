import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, _electron as electron, expect, type Page } from '@playwright/test'
import { DEMO_ORGANISATIONS, demoAccounts } from '../../tools/start/demo.ts'
import { startTestCloud, type TestCloud } from './test-cloud.ts'

export type Application = Awaited<ReturnType<typeof electron.launch>>

interface Fixtures {
  readonly cloud: TestCloud
  /** Starts the application on the test's data folder, and waits for its window. */
  readonly start: () => Promise<{ readonly app: Application; readonly page: Page }>
}

/** Every test has a cloud with fresh demo data, and a data folder of its own, as Sierra Timing's laptop. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures off the pattern
  cloud: async ({}, use) => {
    const cloud = await startTestCloud()
    await use(cloud)
    await cloud.end()
  },

  start: async ({ cloud }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'trackside-electron-'))
    const started: Application[] = []
    await use(async () => {
      const app = await launch([`--cloud=${cloud.url}`, `--data=${dataDir}`])
      started.push(app)
      const page = await app.firstWindow()
      await expect(page).toHaveTitle(/Trackside/)
      return { app, page }
    })
    // Closing one that is closed already does nothing.
    for (const app of started) await app.close()
    rmSync(dataDir, { recursive: true, force: true })
  },
})

export { expect }

/** What `npm run test:electron` found: Electron with a folder to run, or a packaged program. */
function launch(args: readonly string[]): Promise<Application> {
  const { TRACKSIDE_TEST_PROGRAM: program, TRACKSIDE_TEST_FOLDER: folder, ...env } = definedIn(process.env)
  if (!program) throw new Error('start these tests by npm run test:electron')
  const [organisation] = DEMO_ORGANISATIONS
  return electron.launch({
    executablePath: program,
    args: [...(folder ? [folder] : []), ...args],
    env: { ...env, TRACKSIDE_DEMO_ACCOUNTS: JSON.stringify(demoAccounts(organisation)) },
    // Playwright leaves it out otherwise, and it is what is tested.
    chromiumSandbox: true,
  })
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
