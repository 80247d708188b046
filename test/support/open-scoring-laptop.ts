import { onTestFinished } from 'vitest'
import { type ScoringLaptop, startScoringLaptop } from './scoring-laptop.ts'

/** Closed when the test is over. */
export function openScoringLaptop(folder: string): ScoringLaptop {
  const laptop = startScoringLaptop(folder)
  onTestFinished(() => laptop.close())
  return laptop
}
