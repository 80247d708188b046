import { describe, expect, it } from 'vitest'
import { runProgram } from '../../tools/run-program.ts'
import { faultNames, plantedFault } from '../../tools/simulate/planted-faults.ts'

describe('a fault in the program is noticed by the simulation', () => {
  it.concurrent.each(faultNames())('%s', async (name) => {
    const args = ['tools/simulate.ts', '--plant', name, '--seeds', '1..40', '--steps', '90']
    const { exitCode, output } = await runProgram(args, 'later')
    expect(output).toContain(`BROKEN ${plantedFault(name)?.breaks}`)
    expect(exitCode).toBe(1)
  })
})
