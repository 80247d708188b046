import type { RefusalCard } from '../../shared/desktop-cards.ts'
import { type RefusalCode, refusalCodeSchema } from '../../shared/refusals.ts'
import type { Records } from '../../shared/state.ts'
import { type Target, targetOf } from './card-facts.ts'

type Screen = 'devices' | 'loans' | 'groups' | 'events' | 'members' | 'roles'

interface RefusalStep {
  /** What hasn't suffered. */
  readonly safe: 'nothing' | 'boxes' | 'code' | 'event' | 'group' | 'people' | 'times'
  /**
   * Where to go on, unless it can simply be given again: `look`: at what it was about; `borrow`: the door for codes;
   * `none`: it only has to be known.
   */
  readonly next: 'look' | 'borrow' | 'none' | Screen
}

/** For each refusal what is safe and what to do now; the sentence itself is `refusal.CODE` in the catalogue. */
export const REFUSAL_STEPS = {
  FORBIDDEN: { safe: 'nothing', next: 'members' },
  NOT_FOUND: { safe: 'nothing', next: 'look' },
  BOX_IN_USE: { safe: 'boxes', next: 'look' },
  BOX_RESERVED: { safe: 'event', next: 'look' },
  BOX_LENT: { safe: 'event', next: 'look' },
  BOX_NOT_HELD: { safe: 'times', next: 'borrow' },
  BOX_NOT_AVAILABLE: { safe: 'boxes', next: 'devices' },
  BOX_ASSIGNED: { safe: 'event', next: 'look' },
  BOX_NOT_ASSIGNED: { safe: 'event', next: 'none' },
  TOKEN_MALFORMED: { safe: 'boxes', next: 'borrow' },
  TOKEN_UNKNOWN: { safe: 'boxes', next: 'borrow' },
  TOKEN_OWN: { safe: 'boxes', next: 'loans' },
  TOKEN_NOT_FOR_YOU: { safe: 'boxes', next: 'borrow' },
  TOKEN_USED: { safe: 'boxes', next: 'borrow' },
  TOKEN_REVOKED: { safe: 'boxes', next: 'borrow' },
  TOKEN_EXPIRED: { safe: 'boxes', next: 'borrow' },
  PLAN_LIMIT: { safe: 'code', next: 'devices' },
  LOAN_ENDED: { safe: 'boxes', next: 'loans' },
  NOT_OWNER: { safe: 'nothing', next: 'look' },
  NOT_RECIPIENT: { safe: 'boxes', next: 'look' },
  GROUP_SHARED: { safe: 'group', next: 'groups' },
  GROUP_NOT_SHARED: { safe: 'group', next: 'groups' },
  GROUP_CYCLE: { safe: 'group', next: 'groups' },
  GROUP_NOT_EMPTY: { safe: 'group', next: 'groups' },
  SHARING_CODE_UNKNOWN: { safe: 'group', next: 'groups' },
  SHARING_CODE_OWN: { safe: 'group', next: 'groups' },
  ROLE_IN_USE: { safe: 'people', next: 'members' },
  ROLE_BUILT_IN: { safe: 'people', next: 'roles' },
  LAST_ADMIN: { safe: 'people', next: 'members' },
  SESSION_RUNNING: { safe: 'times', next: 'look' },
  SESSION_CLOSED: { safe: 'times', next: 'look' },
  DEPENDS_ON_REFUSED: { safe: 'nothing', next: 'look' },
  COMMAND_UNKNOWN: { safe: 'nothing', next: 'none' },
  COMMAND_INVALID: { safe: 'nothing', next: 'look' },
  TICKET_INVALID: { safe: 'boxes', next: 'borrow' },
  TICKET_CLOCK: { safe: 'boxes', next: 'borrow' },
} as const satisfies Record<RefusalCode, RefusalStep>

/** A cloud newer than this program may have codes of its own. */
const UNKNOWN_STEP: RefusalStep = { safe: 'nothing', next: 'look' }

export function refusalStep(code: string): RefusalStep {
  const known = refusalCodeSchema.safeParse(code).data
  return known === undefined ? UNKNOWN_STEP : REFUSAL_STEPS[known]
}

export type NextStep =
  | { readonly kind: 'again' }
  | { readonly kind: 'borrow' }
  | { readonly kind: 'none' }
  | { readonly kind: 'record'; readonly target: Target }
  | { readonly kind: 'screen'; readonly screen: Screen }

/** The one next step of a refusal's card. */
export function nextStepOf(records: Records, card: Pick<RefusalCard, 'code' | 'command' | 'canTryAgain'>): NextStep {
  if (card.canTryAgain) return { kind: 'again' }
  const { next } = refusalStep(card.code)
  if (next === 'none' || next === 'borrow') return { kind: next }
  const target = targetOf(records, card)
  if (target !== undefined && (next === 'look' || next === target.screen)) return { kind: 'record', target }
  return { kind: 'screen', screen: next === 'look' ? screenOf(card.command.type) : next }
}

/** Where what a command is about has its list. */
function screenOf(type: string): Screen {
  if (/role/i.test(type) && !/share/i.test(type)) return 'roles'
  if (/member|invitation|installation|organisation/i.test(type)) return 'members'
  if (/group|sharingcode/i.test(type)) return 'groups'
  if (/event|race|checkpoint/i.test(type)) return 'events'
  return /share|return/i.test(type) ? 'loans' : 'devices'
}
