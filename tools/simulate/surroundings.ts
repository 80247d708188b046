import type { Clockwork } from './clockwork.ts'
import { Program, running } from './program.ts'

/** What the replaced parts of Node work with, for as long as one seed runs. */
export interface Surroundings {
  readonly seed: number
  readonly clockwork: Clockwork
}

let current: Surroundings | undefined
let nobody: Program | undefined

export function surround(surroundings: Surroundings): void {
  current = surroundings
  nobody = new Program('nobody', surroundings.seed)
}

export function surroundings(): Surroundings {
  if (current === undefined) throw new Error('nothing is being simulated')
  return current
}

/** The program that runs now, or, outside of all, one that never ends. */
export function program(): Program {
  const now = running.getStore() ?? nobody
  if (now === undefined) throw new Error('nothing is being simulated')
  return now
}
