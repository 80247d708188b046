import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findChromium, thisComputer } from './tools/chromium.ts'

// Playwright loads this file in every worker; they inherit what the first one found. It must never try a download.
const executablePath = findChromium(thisComputer())
process.env['TRACKSIDE_CHROMIUM'] = executablePath

// Every test starts several programs anew: what they are compiled to is kept between them.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'trackside-compiled')

/** What Playwright 1.65 switches off (its chromiumSwitches.ts): a list of one's own takes that one's place. */
const OFF_FOR_PLAYWRIGHT = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...[
    'HttpsFirstBalancedModeAutoEnable',
    'LensOverlay',
    'MediaRouter',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
  ],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]
/** The address bar's suggestions are pages of their own, loaded anew with every window: a quarter of what a window costs. */
const OFF_FOR_SPEED = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

const minuteMs = 60_000

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.test.ts',
  // Emptied at its start, unlike what stands beside it.
  outputDir: 'test-results/e2e',
  // A test waits for a third of its time.
  workers: 3,
  fullyParallel: false,
  forbidOnly: true,
  // A busy machine may be late once. A test that needed its second try is named, and looked into like one that failed.
  retries: 1,
  timeout: 3 * minuteMs,
  globalTimeout: 40 * minuteMs,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 60_000,
    // Recording every step costs a fifth of the time. A failure keeps what the page said, and a picture.
    trace: process.env['TRACKSIDE_TRACE'] === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Rome',
    // Playwright itself leaves the sandbox out, which root needs, and keeps the browser from calling home.
    launchOptions: {
      executablePath,
      args: [`--disable-features=${[...OFF_FOR_PLAYWRIGHT, ...OFF_FOR_SPEED].join(',')}`],
    },
  },
})
