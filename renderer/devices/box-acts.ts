import type { Permission } from '../../shared/permissions.ts'
import type { CustodyFacts } from '../custody/custody-facts.ts'

/** What can be done with a box from its inspector. */
export type BoxAct = 'back' | 'lend' | 'code' | 'extend' | 'end' | 'give-back' | 'ask-time' | 'take-off'

interface ActRule {
  readonly act: BoxAct
  readonly permission: Permission
  readonly states: readonly CustodyFacts['state'][]
}

const HELD = ['ours', 'available', 'over'] as const

/** In the order shown; the first is the primary one where it isn't against somebody. */
const RULES: readonly ActRule[] = [
  { act: 'back', permission: 'share.lend', states: ['over'] },
  { act: 'lend', permission: 'share.lend', states: HELD },
  { act: 'code', permission: 'share.lend', states: ['reserved'] },
  { act: 'extend', permission: 'share.lend', states: ['reserved', 'lent'] },
  { act: 'end', permission: 'share.lend', states: ['reserved', 'lent'] },
  { act: 'give-back', permission: 'share.borrow', states: ['borrowed'] },
  { act: 'ask-time', permission: 'share.borrow', states: ['borrowed'] },
  { act: 'take-off', permission: 'box.use', states: [...HELD, 'borrowed', 'through-group'] },
]

/** What role and state allow (O4, L8); the rest isn't offered. */
export function actsFor(
  state: CustodyFacts['state'],
  isInEvent: boolean,
  can: (permission: Permission) => boolean,
): readonly BoxAct[] {
  return RULES.filter(({ act, permission, states }) => {
    return states.includes(state) && can(permission) && (act !== 'take-off' || isInEvent)
  }).map(({ act }) => act)
}
