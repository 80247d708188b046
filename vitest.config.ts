import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const noElectron = fileURLToPath(new URL('test/support/no-electron.ts', import.meta.url))

// Many tests start programs anew: what these are compiled to is kept between them.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'trackside-compiled')

export default defineConfig({
  // Outside Electron, importing it tries to download an executable.
  resolve: { alias: [{ find: /^electron$/, replacement: noElectron }] },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 20_000 } },
      // Each a program of its own that simulates for a while, and gives way to the other parts of `npm test`.
      {
        extends: true,
        test: { name: 'simulation', include: ['test/simulation/*.test.ts'], testTimeout: 1_800_000, maxConcurrency: 2 },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          globalSetup: 'test/support/postgres-setup.ts',
          // A database starts in here: the limits are for a machine that is busy, not for one that is quick.
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
