import { runSeed } from './run-seed.ts'
import type { BrokenStory } from './seed-result.ts'

interface Swept {
  /** How many steps on the disk the first laptop makes in the story. */
  readonly boundaries: number
  readonly killed: number
  readonly broken: readonly { readonly at: number; readonly story: BrokenStory }[]
}

/**
 * One story without any other fault, told again and again, in which the first laptop is killed at its step on the disk
 * number `each`, then 2 × `each`, and so on to the last. It is switched on again, and all must hold in each.
 */
export async function sweep(
  { seed, steps, each }: { readonly seed: number; readonly steps: number; readonly each: number },
  tell: (line: string) => void,
): Promise<Swept> {
  const whole = await runSeed(seed, steps, { only: { killAt: undefined } })
  const { boundaries } = whole
  tell(`${seed} ${whole.hash} ${boundaries} steps on the disk`)
  const broken = whole.broken ? [{ at: 0, story: { ...whole, broken: whole.broken } }] : []
  let killed = 0
  for (let at = each; at <= boundaries; at += each) {
    const told = await runSeed(seed, steps, { only: { killAt: at } })
    killed += 1
    tell(`${seed} ${told.hash} killed at ${at}: ${told.broken ? `BROKEN ${told.broken.invariant}` : 'holds'}`)
    if (told.broken) broken.push({ at, story: { ...told, broken: told.broken } })
  }
  return { boundaries, killed, broken }
}
