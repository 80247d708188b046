import type { LoanId } from '../../shared/records/scalars.ts'

/** `look`: a person has to; `note`: worth knowing; `wait`: under way. Each has its shape and word, never colour alone. */
export type Level = 'good' | 'note' | 'wait' | 'look'

/** One thing that was looked at, and what to do about it. */
export interface Check {
  readonly key: string
  readonly level: Level
  readonly words: string
  readonly todo?: string
  /** What can be done at once, beside it. */
  readonly act?: CheckAct
}

export type CheckAct =
  | { readonly kind: 'link'; readonly href: string; readonly label: string; readonly name?: string }
  | { readonly kind: 'ask-time'; readonly loanId: LoanId }
  | { readonly kind: 'play-sound' | 'free-space' | 'sync' }

export const SHAPES: Readonly<Record<Level, string>> = { good: '●', note: '○', wait: '◌', look: '▲' }

/** A check as the summary at the top names it. `place`: the part of the page to go to. */
export interface ToLookAt {
  readonly place: string
  readonly where: string
  readonly check: Check
}

export function toLookAt(place: string, where: string, checks: readonly Check[]): readonly ToLookAt[] {
  return checks.filter(({ level }) => level === 'look').map((check) => ({ place, where, check }))
}
