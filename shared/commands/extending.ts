import { type Box, UNKNOWN_SINCE } from '../records/box.ts'
import type { Loan } from '../records/loan.ts'
import { whyNotMore } from '../rules/allowance.ts'
import { runningSessionsOn } from '../rules/race-use.ts'
import type { Records } from '../state.ts'
import { type Refused, refuse, type Turn } from './define.ts'
import { endOf, tellBothSides } from './loan-steps.ts'

/** L13: why an extension made at `madeAt` comes too late, by the owner's command or its slip. */
export function whyTooLate(turn: Turn, loan: Loan, madeAt: string): Refused | undefined {
  if (loan.endedAt === undefined || canGoOn(turn, loan, madeAt)) return undefined
  return refuse('LOAN_ENDED', endOf(loan))
}

/** A loan that is over goes on, with the box where it was: whoever calls this has asked `whyTooLate`. */
export function extendUntil(turn: Turn, loan: Loan, { endsAt, madeAt }: { endsAt: string; madeAt: string }): void {
  const { endedAt, endReason, ...live } = loan
  turn.draft.put('loan', { ...live, endsAt })
  const box = endedAt === undefined ? undefined : (turn.draft.get('box', loan.boxId) ?? boxOf(loan))
  if (box) turn.draft.put('box', { ...box, holderId: loan.recipientId ?? null })
  tellBothSides(turn, loan, { what: 'extended', at: madeAt, endsAt })
}

/**
 * F4: both sides may have been without internet over the end. A loan that only its time has ended goes on where the
 * extension was made before that, and nothing has happened to the box since.
 */
function canGoOn({ draft: records, partial, actor }: Turn, loan: Loan, madeAt: string): boolean {
  if (loan.endReason !== 'expired' || madeAt >= loan.endsAt || loan.backAt !== undefined) return false
  // A recipient's laptop that ended the loan by its clock has nothing of the box any more: the cloud will say.
  if (partial && loan.recipientId === actor.organisationId) return true
  if (!isUntouched(records, loan)) return false
  // L6: another box may have taken its place.
  return loan.recipientId === undefined || whyNotMore(records, loan.recipientId, 1) === undefined
}

function isUntouched(records: Records, loan: Loan): boolean {
  const box = records.get('box', loan.boxId)
  if (box === undefined || box.holderId !== box.ownerId || box.retiredAt !== undefined || box.outOfService) return false
  const isLentSince = records.where('loan', 'boxId', loan.boxId).some((other) => other.createdAt > loan.createdAt)
  const isUsed = records.get('assignment', box.id) !== undefined || runningSessionsOn(records, box.id).length > 0
  return !isLentSince && !isUsed
}

/** What a loan tells of its box, until the cloud tells more. */
function boxOf({ boxId, boxSerial, boxAlias, ownerId }: Loan): Box {
  const known = { id: boxId, serial: boxSerial, alias: boxAlias, ownerId }
  return { ...known, model: '', firmware: '', holderId: null, groupId: null, registeredAt: UNKNOWN_SINCE }
}
