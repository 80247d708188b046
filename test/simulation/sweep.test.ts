import { expect, it } from 'vitest'
import { runProgram } from '../../tools/run-program.ts'

it('a laptop may be killed at any of its steps on the disk', async () => {
  // Some of them; `--sweep 1` is all.
  const args = ['tools/simulate.ts', '--seeds', '1', '--steps', '12', '--sweep', '90']
  const { exitCode, output } = await runProgram(args, 'later')
  expect(output).toMatch(/killed at [4-9] of \d{3} steps on the disk, 0 broken/)
  expect(exitCode).toBe(0)
})
