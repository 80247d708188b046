import type { Permission } from '../permissions.ts'
import type { Box } from '../records/box.ts'
import type { BoxId, OrganisationId } from '../records/scalars.ts'
import { type Refusal, refusal } from '../refusals.ts'
import type { Records } from '../state.ts'
import { rightsThrough } from './groups.ts'
import { organisationName } from './history.ts'
import { liveLoanOf } from './loans.ts'

/** What can be done with a box that is another organisation's, by loan or share. */
export type BoxRight = Extract<Permission, 'box.use' | 'timing.run' | 'box.edit'>

/**
 * Why `organisationId` can't do that with the box now, with what it may know of the reason (L8): its own, borrowed, or
 * reached through a group with the right to it (G6).
 */
export function whyNotUsable(
  records: Records,
  organisationId: OrganisationId,
  boxId: BoxId,
  right: BoxRight,
): Refusal | undefined {
  const box = records.get('box', boxId)
  if (box?.retiredAt !== undefined && box.ownerId === organisationId) {
    return refusal('BOX_NOT_AVAILABLE', { serial: box.serial, reason: 'retired' })
  }
  // Editing comes with owning, or with a group's role; never with a loan.
  if (box?.holderId === organisationId && (right !== 'box.edit' || box.ownerId === organisationId)) {
    return box.outOfService ? refusal('BOX_NOT_AVAILABLE', { serial: box.serial, reason: 'out-of-service' }) : undefined
  }
  if (box?.ownerId === organisationId) return whyNotFree(records, boxId)
  const rights = box && rightsThrough(records, box.groupId, organisationId)
  if (box && rights) return whyNotThroughGroup(records, box, rights, { right, organisationId })
  const loan = records.where('loan', 'boxId', boxId).find((candidate) => candidate.recipientId === organisationId)
  if (loan === undefined) return refusal('NOT_FOUND', { boxId })
  return refusal('BOX_NOT_HELD', { serial: loan.boxSerial, ...(loan.endedAt ? { endedAt: loan.endedAt } : {}) })
}

function whyNotThroughGroup(
  records: Records,
  box: Box,
  rights: ReadonlySet<Permission>,
  { right, organisationId }: { readonly right: BoxRight; readonly organisationId: OrganisationId },
): Refusal | undefined {
  if (!rights.has(right)) {
    const name = organisationName(records, box.ownerId)
    return refusal('FORBIDDEN', {
      permission: right,
      serial: box.serial,
      organisationId: box.ownerId,
      ...(name === undefined ? {} : { organisationName: name }),
    })
  }
  // G9: another one's loan beats the share; by whom isn't told.
  if (box.holderId !== box.ownerId && box.holderId !== organisationId) {
    return refusal('BOX_NOT_AVAILABLE', { serial: box.serial, reason: 'lent' })
  }
  return box.outOfService && right !== 'box.edit'
    ? refusal('BOX_NOT_AVAILABLE', { serial: box.serial, reason: 'out-of-service' })
    : undefined
}

/** For the owner: by which loan its box is away, to whom and until when. */
export function whyNotFree(records: Records, boxId: BoxId): Refusal | undefined {
  const loan = liveLoanOf(records, boxId)
  if (loan === undefined) return undefined
  const known = { serial: loan.boxSerial, loanId: loan.id, endsAt: loan.endsAt }
  if (loan.recipientId === undefined) return refusal('BOX_RESERVED', known)
  const name = organisationName(records, loan.recipientId)
  return refusal('BOX_LENT', {
    ...known,
    organisationId: loan.recipientId,
    ...(name === undefined ? {} : { organisationName: name }),
  })
}
