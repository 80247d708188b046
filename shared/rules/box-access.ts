import type { BoxId, OrganisationId } from '../records/scalars.ts'
import { type Refusal, refusal } from '../refusals.ts'
import type { Records } from '../state.ts'
import { organisationName } from './history.ts'
import { liveLoanOf } from './loans.ts'

/** Why `organisationId` can't use the box now (assign it, time with it), with what it may know of the reason (L8). */
export function whyNotUsable(records: Records, organisationId: OrganisationId, boxId: BoxId): Refusal | undefined {
  const box = records.get('box', boxId)
  if (box?.retiredAt !== undefined && box.ownerId === organisationId) {
    return refusal('BOX_NOT_AVAILABLE', { serial: box.serial, reason: 'retired' })
  }
  if (box?.holderId === organisationId) {
    return box.outOfService ? refusal('BOX_NOT_AVAILABLE', { serial: box.serial, reason: 'out-of-service' }) : undefined
  }
  if (box?.ownerId === organisationId) return whyNotFree(records, boxId)
  const loan = records.where('loan', 'boxId', boxId).find((candidate) => candidate.recipientId === organisationId)
  if (loan === undefined) return refusal('NOT_FOUND', { boxId })
  return refusal('BOX_NOT_HELD', { serial: loan.boxSerial, ...(loan.endedAt ? { endedAt: loan.endedAt } : {}) })
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
