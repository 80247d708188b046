import { defineConfig } from '@playwright/test'

const minuteMs = 60_000

/** For `npm run test:electron`, which says what is started. */
export default defineConfig({
  testDir: 'test/electron',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/electron',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 3 * minuteMs,
  globalTimeout: 20 * minuteMs,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { actionTimeout: 20_000, trace: 'retain-on-failure' },
})
