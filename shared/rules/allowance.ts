import type { Box } from '../records/box.ts'
import type { OrganisationId } from '../records/scalars.ts'
import { type Refusal, refusal } from '../refusals.ts'
import type { Records } from '../state.ts'

/** L6: the boxes that count against the organisation's allowance: owned and not retired, and on loan to it. */
export function boxesCounted(records: Records, organisationId: OrganisationId): readonly Box[] {
  const owned = records.where('box', 'ownerId', organisationId).filter((box) => box.retiredAt === undefined)
  const borrowed = records.where('box', 'holderId', organisationId).filter((box) => box.ownerId !== organisationId)
  return [...owned, ...borrowed]
}

/** L6: refuses where `more` boxes would exceed the allowance, with the numbers and what fills them. */
export function whyNotMore(records: Records, organisationId: OrganisationId, more: number): Refusal | undefined {
  const organisation = records.get('organisation', organisationId)
  if (organisation === undefined || organisation.allowance === null) return undefined
  const counted = boxesCounted(records, organisationId)
  if (counted.length + more <= organisation.allowance) return undefined
  return refusal('PLAN_LIMIT', {
    plan: organisation.plan,
    allowance: organisation.allowance,
    used: counted.length,
    wanted: more,
    boxes: counted.map((box) => ({ id: box.id, serial: box.serial, borrowed: box.ownerId !== organisationId })),
  })
}
