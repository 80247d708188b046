/** What must hold, whatever happens. Each is broken on purpose by one fault in `planted-faults.ts`. */
export const INVARIANTS = {
  'one-holder': 'a box has at most one holder, and that is who its live loan names',
  allowance: 'no organisation ever has more boxes than its plan allows',
  'one-outcome': 'a command has one outcome, the same bytes however often it is sent',
  gapless: 'an organisation’s numbers have no gaps',
  feed: 'an organisation’s feed shows what the rules let it see, and nothing else',
  confirmed: 'what a laptop holds as confirmed is the cloud’s feed up to its cursor',
  screen: 'the screen shows what is confirmed with what is pending on top',
  outbox: 'a command leaves the outbox only with an outcome that the cloud keeps',
  right: 'nothing takes effect without the right to it at commit',
  passings: 'every passing is stored once, and with who has the right to it',
  awake: 'a laptop that hears of its waking asks the cloud at once',
  converged: 'when faults stop, everything is sent and all see the same',
  visible: 'a person who gave a command hears of its refusal',
  fault: 'nothing fails that shouldn’t',
} as const

export type Invariant = keyof typeof INVARIANTS

/** An invariant doesn't hold. */
export class Broken extends Error {
  readonly invariant: Invariant

  constructor(invariant: Invariant, what: string) {
    super(`${invariant}: ${INVARIANTS[invariant]}\n${what}`)
    this.name = 'Broken'
    this.invariant = invariant
  }
}

export function must(holds: boolean, invariant: Invariant, what: () => string): asserts holds {
  if (!holds) throw new Broken(invariant, what())
}
