import { describe, expect, it } from 'vitest'
import { runProgram } from '../../tools/run-program.ts'
import { INVARIANTS } from '../../tools/simulate/checks/invariants.ts'

/** By invariant, where chance soon comes to what its planted fault breaks. */
const SEEDS: Readonly<Record<string, string>> = {}

describe('a fault in the program is noticed by the simulation', () => {
  it.concurrent.each(Object.keys(INVARIANTS))('%s', async (invariant) => {
    const seeds = SEEDS[invariant] ?? '1'
    const args = ['tools/simulate.ts', '--plant', invariant, '--seeds', seeds, '--steps', '60']
    const { exitCode, output } = await runProgram(args, 'later')
    expect(output).toContain(`BROKEN ${invariant}`)
    expect(exitCode).toBe(1)
  })
})
