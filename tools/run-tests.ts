// `npm test [-- check|unit|contract|simulation|e2e …]`: runs the parts, whatever fails, and adds up.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './check.ts'
import { runProgram } from './run-program.ts'
import { ensureRendererBuilt } from './start/renderer-build.ts'
import { addUp, type Tally, tallyRun, tallySuite } from './tally.ts'

const PARTS: Readonly<Record<string, (reportFile: string) => Promise<Tally>>> = {
  check: runChecks,
  unit: (reportFile) => runVitest('unit', reportFile),
  contract: (reportFile) => runVitest('contract', reportFile),
  simulation: async (reportFile) =>
    addUp([
      // Both at once: a story keeps one processor busy.
      ...(await Promise.all([
        // 1 and 2 are told twice by the tests.
        succeeds('tools/simulate.ts', '--seeds', '3..10', '--twice'),
        succeeds('tools/simulate.ts', '--seeds', '11..60', '--minutes', '4'),
      ])),
      await runVitest('simulation', reportFile),
    ]),
  e2e: async (reportFile) => {
    // A test starts the whole program: it must find the window built, and not build it anew under the other tests.
    ensureRendererBuilt(join(import.meta.dirname, '..'))
    return addUp([await succeeds('tools/check-size.ts'), await runPlaywright(reportFile)])
  },
}

/** Wants nothing but processors, no time of day: it goes on beside the others, whenever these wait for something. */
const BESIDE = 'simulation'

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
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile }
  const { exitCode } = await runProgram(command, 'at once', { env })
  return tallySuite(readReport(reportFile), exitCode)
}

function readReport(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

async function run(names: readonly string[]): Promise<Tally> {
  const reports = mkdtempSync(join(tmpdir(), 'trackside-reports-'))
  const beside = names.length > 1 && names.includes(BESIDE) ? runBeside() : undefined
  const tallies: Tally[] = []
  for (const name of names.filter((one) => beside === undefined || one !== BESIDE)) {
    console.log(`\n── ${name}`)
    tallies.push(await runPart(name, join(reports, `${name}.json`)))
  }
  if (beside !== undefined) {
    console.log(`\n── ${BESIDE}`)
    const output = await beside
    console.log(output.trimEnd())
    tallies.push(tallyRun(output))
  }
  rmSync(reports, { recursive: true })
  return addUp(tallies)
}

/** @returns all that it printed */
async function runBeside(): Promise<string> {
  try {
    const { output } = await runProgram(['tools/run-tests.ts', BESIDE], 'later', { givesWay: true })
    return output
  } catch (error) {
    return String(error)
  }
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
