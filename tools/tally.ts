import { z } from 'zod'

export type Tally = { readonly passed: number; readonly failed: number }

const vitestReport = z
  .object({
    numPassedTests: z.int(),
    numFailedTests: z.int(),
    testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
  })
  .transform(({ numPassedTests, numFailedTests, testResults }): Tally => {
    // A file that can't be loaded holds no test that could fail: it counts as one.
    const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length }
  })

const playwrightReport = z
  .object({
    stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
    errors: z.array(z.unknown()),
  })
  .transform(
    ({ stats, errors }): Tally => ({
      // Playwright names those that needed their second try ("flaky") in its own summary.
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
    }),
  )

const reportSchema = z.union([vitestReport, playwrightReport])

/**
 * What a suite came to, by the JSON report of Vitest or Playwright. A suite that left no report, ran no test, or ended
 * badly without saying why has failed.
 */
export function tallySuite(report: string | undefined, exitCode: number): Tally {
  const { passed, failed } = report === undefined ? { passed: 0, failed: 0 } : reportSchema.parse(JSON.parse(report))
  const isSilentFailure = failed === 0 && (exitCode !== 0 || passed === 0)
  return { passed, failed: isSilentFailure ? 1 : failed }
}

/** What a run of `tools/run-tests.ts` came to, by its last line; one that didn't come to that has failed. */
export function tallyRun(output: string): Tally {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? []
  return passed === undefined ? { passed: 0, failed: 1 } : { passed: Number(passed), failed: Number(failed) }
}

export function addUp(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  })
}
