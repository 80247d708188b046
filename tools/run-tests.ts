// `npm test [-- check|unit|contract|simulation|e2e …]`: runs the parts one after another, whatever fails, and adds up.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './check.ts'
import { runBeside, runProgram } from './run-program.ts'
import { addUp, type Tally, tallySuite } from './tally.ts'

const PARTS: Readonly<Record<string, (reportFile: string) => Promise<Tally>>> = {
  check: runChecks,
  unit: (reportFile) => runVitest('unit', reportFile),
  contract: (reportFile) => runVitest('contract', reportFile),
  simulation: async (reportFile) =>
    addUp([
      // Each simulates on one thread: so two at once, about as long as each other.
      ...(await Promise.all([
        succeeds('tools/simulate.ts', '--seeds', '1..15', '--twice'),
        succeeds('tools/simulate.ts', '--seeds', '16..60', '--minutes', '4'),
      ])),
      await runVitest('simulation', reportFile),
    ]),
  e2e: async (reportFile) =>
    addUp([
      await succeeds('node_modules/vite/bin/vite.js', 'build'),
      await succeeds('tools/check-size.ts'),
      await runPlaywright(reportFile),
    ]),
}

async function runVitest(project: string, reportFile: string): Promise<Tally> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const command = ['node_modules/vitest/vitest.mjs', 'run', `--project=${project}`, ...reporters]
  const { exitCode } = await runProgram(command, 'at once')
  return tallySuite(readReport(reportFile), exitCode)
}

async function succeeds(...command: readonly string[]): Promise<Tally> {
  const { exitCode } = await runProgram(command, 'at once')
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function runPlaywright(reportFile: string): Promise<Tally> {
  const command = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json']
  const { exitCode } = await runProgram(command, 'at once', { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile })
  return tallySuite(readReport(reportFile), exitCode)
}

function readReport(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

async function run(names: readonly string[]): Promise<Tally> {
  const reports = mkdtempSync(join(tmpdir(), 'trackside-reports-'))
  const tallies: Tally[] = []
  const both = names.includes('simulation') && names.includes('e2e')
  for (const name of names.filter((one) => !(both && one === 'simulation'))) {
    console.log(`\n── ${name}`)
    const part = runPart(name, join(reports, `${name}.json`))
    const beside = both && name === 'e2e' ? [simulateBeside()] : []
    tallies.push(...(await Promise.all([part, ...beside])))
  }
  rmSync(reports, { recursive: true })
  return addUp(tallies)
}

/** Browsers leave a third of the processor, and simulated time misses nothing by waiting: so this costs hardly any. */
async function simulateBeside(): Promise<Tally> {
  const { output } = await runBeside(['tools/run-tests.ts', 'simulation'])
  console.log(output)
  const [, passed = 0, failed = 1] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? []
  return { passed: Number(passed), failed: Number(failed) }
}

/** A part that breaks instead of ending, as by a report cut off, is a failure among others: the rest still runs. */
async function runPart(name: string, reportFile: string): Promise<Tally> {
  try {
    return (await PARTS[name]?.(reportFile)) ?? { passed: 0, failed: 1 }
  } catch (error) {
    console.error(error)
    return { passed: 0, failed: 1 }
  }
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`)
  process.exit(2)
}
const { passed, failed } = await run(asked.length > 0 ? asked : Object.keys(PARTS))
process.exitCode = failed === 0 ? 0 : 1
// The last line, and whoever runs this reads it: nothing may be printed after it.
console.log(`\n${passed} passed, ${failed} failed`)
