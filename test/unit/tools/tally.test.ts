import { describe, expect, test } from 'vitest'
import { addUp, tallyRun, tallySuite } from '../../../tools/tally.ts'

const vitest = (passed: number, failed: number, files: readonly unknown[] = []) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: files, success: failed === 0 })

const playwright = (expected: number, unexpected: number, errors: readonly unknown[] = [], flaky = 0) =>
  JSON.stringify({ stats: { expected, unexpected, flaky, skipped: 0 }, errors, suites: [] })

describe('a suite', () => {
  test.each([
    ['of Vitest, all well', vitest(7, 0), 0, { passed: 7, failed: 0 }],
    ['of Vitest, two failed', vitest(5, 2), 1, { passed: 5, failed: 2 }],
    [
      'of Vitest, with a file that could not be loaded',
      vitest(5, 0, [{ status: 'failed', assertionResults: [] }]),
      1,
      { passed: 5, failed: 1 },
    ],
    ['of Playwright, all well', playwright(3, 0), 0, { passed: 3, failed: 0 }],
    ['of Playwright, one failed', playwright(3, 1), 1, { passed: 3, failed: 1 }],
    ['of Playwright, one passed at its second try', playwright(3, 0, [], 1), 0, { passed: 4, failed: 0 }],
    ['of Playwright, with a file that could not be loaded', playwright(3, 0, [{}]), 1, { passed: 3, failed: 1 }],
    ['that ran nothing', vitest(0, 0), 0, { passed: 0, failed: 1 }],
    ['whose tests passed but which ended badly', vitest(4, 0), 1, { passed: 4, failed: 1 }],
    ['that left no report', undefined, 0, { passed: 0, failed: 1 }],
  ])('%s', (_what, report, exitCode, tally) => {
    expect(tallySuite(report, exitCode)).toEqual(tally)
  })
})

test('tallies add up', () => {
  const tallies = [
    { passed: 1, failed: 0 },
    { passed: 20, failed: 3 },
  ]
  expect(addUp(tallies)).toEqual({ passed: 21, failed: 3 })
})

test.each([
  ['its last line', '3 passed, 1 failed\nmore\n\n12 passed, 2 failed\n', { passed: 12, failed: 2 }],
  ['no such line at its end', '3 passed, 1 failed\nkilled\n', { passed: 0, failed: 1 }],
  ['nothing', '', { passed: 0, failed: 1 }],
])('a run that printed %s', (_what, output, tally) => {
  expect(tallyRun(output)).toEqual(tally)
})
