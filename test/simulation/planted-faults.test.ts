import { describe, expect, it } from 'vitest'
import { runProgram } from '../../tools/run-program.ts'
import { INVARIANTS } from '../../tools/simulate/checks/invariants.ts'

describe('a fault in the program is noticed by the simulation', () => {
  it.concurrent.each(Object.keys(INVARIANTS))('%s', async (invariant) => {
    const args = ['tools/simulate.ts', '--plant', invariant, '--seeds', '1..20', '--steps', '90']
    const { exitCode, output } = await runProgram(args, 'later')
    expect(output).toContain(`BROKEN ${invariant}`)
    expect(exitCode).toBe(1)
  })
})
