// `npm run check`: everything that can be said of the code without running it.
import { runProgram } from './run-program.ts'
import { addUp, type Tally } from './tally.ts'

const STEPS: Readonly<Record<string, readonly string[]>> = {
  'format and lint': ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=200'],
  types: ['node_modules/typescript/bin/tsc', '-b'],
  'import rules': [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config=.dependency-cruiser.mjs',
    ...['shared', 'electron', 'renderer', 'cloud', 'tools', 'test'],
    ...['vite.config.ts', 'vitest.config.ts', 'playwright.config.ts', 'playwright.electron.config.ts'],
  ],
  'unused code': ['node_modules/knip/bin/knip.js', '--no-progress'],
  'rule coverage': ['tools/rule-coverage.ts'],
}

/** Runs all steps side by side, and shows what the failed ones said. */
export async function runChecks(): Promise<Tally> {
  const tallies = Object.entries(STEPS).map(async ([name, command]): Promise<Tally> => {
    const { exitCode, output } = await runProgram(command, 'later')
    const passed = exitCode === 0
    console.log(passed ? `ok      ${name}` : `FAILED  ${name}\n\n${output.trim()}\n`)
    return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  })
  return addUp(await Promise.all(tallies))
}

if (import.meta.main) {
  const { failed } = await runChecks()
  process.exitCode = failed === 0 ? 0 : 1
}
