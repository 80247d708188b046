import type { Permission } from '../../shared/permissions.ts'
import type { Box } from '../../shared/records/box.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { liveLoanOf } from '../../shared/rules/loans.ts'
import type { Records } from '../../shared/state.ts'
import { membersOf } from '../members/people-rows.ts'

export type FirstStepId = 'box' | 'colleague' | 'loan'

export interface FirstStep {
  readonly id: FirstStepId
  /** By what the records say, so that it is the same on every laptop. */
  readonly isDone: boolean
}

export const FIRST_STEP_KINDS: readonly Kind[] = ['box', 'loan', 'member', 'invitation', 'partner', 'groupShare']

/** Who may do something of each step; the others don't see it. */
const STEP_PERMISSIONS: Readonly<Record<FirstStepId, readonly Permission[]>> = {
  box: ['box.edit', 'share.borrow'],
  colleague: ['member.manage'],
  loan: ['share.lend'],
}

/** What a new organisation does first, as far as this member may. What once was counts: a loan that is over, a retired box. */
export function firstSteps(
  records: Records,
  viewer: OrganisationId,
  permissions: readonly Permission[],
): readonly FirstStep[] {
  const has = (kind: 'box' | 'loan' | 'invitation' | 'partner' | 'groupShare') =>
    !records.all(kind)[Symbol.iterator]().next().done
  const isDone: Readonly<Record<FirstStepId, boolean>> = {
    box: has('box') || has('loan'),
    colleague: has('invitation') || membersOf(records, viewer).length > 1,
    loan: has('loan') || has('partner') || has('groupShare'),
  }
  return (['box', 'colleague', 'loan'] as const)
    .filter((id) => STEP_PERMISSIONS[id].some((one) => permissions.includes(one)))
    .map((id) => ({ id, isDone: isDone[id] }))
}

/** The box that the first loan is offered with. */
export function firstToLend(records: Records, viewer: OrganisationId): Box | undefined {
  return [...records.all('box')]
    .filter(
      (box) =>
        box.ownerId === viewer &&
        box.retiredAt === undefined &&
        !box.outOfService &&
        liveLoanOf(records, box.id) === undefined,
    )
    .sort((one, other) => one.serial.localeCompare(other.serial))[0]
}
