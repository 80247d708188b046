import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { testFolder } from '../../support/test-folder.ts'

const atRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const PACKAGES = [
  'zod',
  'cborg',
  'axios',
  'better-sqlite3',
  'pg',
  'kysely',
  '@electric-sql/pglite',
  'electron',
  'react',
]

/** The rules that these files break: `rule: file`, by dependency-cruiser with the project's own settings. */
function brokenRules(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const packages = PACKAGES.flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, 'exports.it = 1'],
  ])
  const manifest = { type: 'module', dependencies: Object.fromEntries(PACKAGES.map((name) => [name, '1.0.0'])) }
  const folder = testFolder()
  write(folder, { ...Object.fromEntries(packages), 'package.json': JSON.stringify(manifest), ...files })
  const cruiser = atRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [cruiser, `--config=${atRoot('.dependency-cruiser.mjs')}`, '--output-type=json', ...Object.keys(files)]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder }, (_violations, stdout, stderr) => {
      try {
        const { summary }: { summary: { violations: { rule: { name: string }; from: string }[] } } = JSON.parse(stdout)
        resolve(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).toSorted())
      } catch (cause) {
        reject(new Error(`dependency-cruiser gave no report: ${stderr}`, { cause }))
      }
    })
  })
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

const importing = (...from: readonly string[]) => from.map((name, i) => `import * as a${i} from '${name}'`).join('\n')

describe('import rules', () => {
  test('let through what each room may know', async () => {
    const broken = await brokenRules({
      'shared/rule.ts': importing('zod', 'cborg', './code.ts'),
      'shared/code.ts': 'export const code = 1',
      'electron/core/store/open.ts': importing('better-sqlite3', 'node:fs', '../../../shared/rule.ts'),
      'electron/core/sync/cloud-client.ts': importing('axios', '../../../shared/rule.ts'),
      'electron/core/main.ts': importing('./store/open.ts', './sync/cloud-client.ts'),
      'electron/shell/main.ts': importing('electron', '../core/main.ts', '../../shared/rule.ts'),
      'electron/browser-host.ts': importing('./core/main.ts', '../shared/rule.ts'),
      'renderer/loans/loans.tsx': importing('react', '../ui/tag.tsx', '../../shared/rule.ts'),
      'renderer/ui/tag.tsx': importing('react'),
      'cloud/db/open.ts': importing('pg', 'kysely', '@electric-sql/pglite', '../../shared/rule.ts'),
      'tools/measure.ts': importing('../cloud/db/open.ts', '../electron/core/main.ts', 'better-sqlite3'),
      'test/unit/a.test.ts': importing('../../tools/measure.ts', '../../cloud/db/open.ts', '../../renderer/ui/tag.tsx'),
    })
    expect(broken).toEqual([])
  })

  test('refuse Electron everywhere but in the shell, however it is imported', async () => {
    const ways: Readonly<Record<string, string>> = {
      'shared/rule.ts': importing('electron'),
      'electron/core/api.ts': "export const it = () => import('electron')",
      'electron/browser-host.ts':
        "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\nexport const it = require('electron')",
      'electron/startup-trace.ts': "export { it } from 'electron'",
      'renderer/main.tsx': "import type { App } from 'electron'\nexport type It = App",
      'cloud/main.ts': importing('electron'),
      'tools/start.ts': importing('electron'),
      'test/support/laptop.ts': importing('electron'),
    }
    const broken = await brokenRules({
      ...ways,
      'electron/shell/main.ts': importing('electron'),
      // Its other names are there inside Electron alone.
      'cloud/app.ts': importing('electron/main'),
    })
    expect(broken).toContain('no-unresolved: cloud/app.ts')
    const ofElectron = broken.filter((one) => one.startsWith('only-shell-knows-electron: '))
    expect(ofElectron).toEqual(
      Object.keys(ways)
        .map((path) => `only-shell-knows-electron: ${path}`)
        .toSorted(),
    )
  })

  test('refuse what goes across, up, or round a room', async () => {
    const broken = await brokenRules({
      'shared/state.ts': importing('node:crypto'),
      'shared/clock.ts': importing('react'),
      'shared/types.ts': "import type { Db } from '../cloud/routes/db-outside.ts'\nexport type It = Db",
      'electron/core/api.ts': importing('axios'),
      'electron/core/boxes.ts': importing('better-sqlite3'),
      'electron/core/window.ts': importing('electron', '../shell/tray.ts'),
      'electron/shell/tray.ts': importing('../browser-host.ts', '../../renderer/ui/tag.tsx'),
      'electron/browser-host.ts': 'export const host = 1',
      'renderer/loans/loans.tsx': importing('../../electron/browser-host.ts', 'node:path'),
      'renderer/ui/tag.tsx': importing('../store.ts'),
      'renderer/store.ts': 'export const store = 1',
      'cloud/routes/db-outside.ts': "import type { Kysely } from 'kysely'\nexport type Db = Kysely",
      'cloud/demo.ts': importing('../test/support/data.ts', '../electron/browser-host.ts', './not-there.ts'),
      'test/support/data.ts': 'export const data = 1',
      'tools/a.ts': "import { b } from './b.ts'\nexport const a = b",
      'tools/b.ts': "import type { a } from './a.ts'\nexport const b = 1 as unknown as typeof a",
    })
    expect(broken).toEqual([
      'cloud-imports-shared-only: cloud/demo.ts',
      'core-knows-no-host: electron/core/window.ts',
      'hosts-import-core-and-shared: electron/shell/tray.ts',
      'no-cycles: tools/a.ts',
      'no-unresolved: cloud/demo.ts',
      'only-cloud-client-knows-axios: electron/core/api.ts',
      'only-cloud-db-knows-postgresql: cloud/routes/db-outside.ts',
      'only-shell-knows-electron: electron/core/window.ts',
      'only-store-knows-sqlite: electron/core/boxes.ts',
      'product-without-test-and-tools: cloud/demo.ts',
      'renderer-imports-shared-only: renderer/loans/loans.tsx',
      'renderer-without-node: renderer/loans/loans.tsx',
      'shared-is-pure: shared/clock.ts',
      'shared-is-pure: shared/state.ts',
      'shared-is-pure: shared/types.ts',
      'shell-apart-from-browser-host: electron/shell/tray.ts',
      'ui-without-domain: renderer/ui/tag.tsx',
    ])
  })
})
