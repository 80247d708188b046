import { expect, it } from 'vitest'
import { runProgram } from '../../tools/run-program.ts'

it('a story is the same on a computer that takes its time', async () => {
  const { exitCode, output } = await runProgram(['tools/simulate.ts', '--seeds', '1..2', '--twice'], 'later')
  expect(output).toContain('2 seeds of 60 steps, 0 broken')
  expect(exitCode).toBe(0)
})
