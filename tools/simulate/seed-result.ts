import type { Invariant } from './checks/invariants.ts'

export interface SeedResult {
  readonly seed: number
  /** Of everything that happened, in order. */
  readonly hash: string
  /** The types of the commands that the cloud did. */
  readonly accepted: readonly string[]
  /** The end of the story, or all of it. */
  readonly latest: readonly string[]
  /** How many steps on the disk the first laptop made, until it was killed or faults stopped. */
  readonly boundaries: number
  readonly broken?: { readonly invariant: Invariant; readonly what: string }
}

export type BrokenStory = SeedResult & Required<Pick<SeedResult, 'broken'>>

/** No fault but this one: the first laptop is killed there, if anywhere. */
export interface OnlyKill {
  readonly killAt: number | undefined
}
