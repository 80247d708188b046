import type { Loan } from '../records/loan.ts'
import type { Session, StopReason } from '../records/session.ts'
import type { Records } from '../state.ts'

/** What ended the right to the box, not only the run. */
const RIGHT_LOST: ReadonlySet<StopReason> = new Set(['loan-ended', 'share-ended', 'box-lent', 'refused'])

export interface RightEnd {
  readonly at: string
  /** A loan's end time is known to both sides from the start (L4): it counts also for who hasn't heard of it. */
  readonly foreseen: boolean
}

/** L10: when the right ended by which the session ran; undefined: it goes on, or a person ended the run before. */
export function rightEndOf(records: Records, session: Session): RightEnd | undefined {
  const loan = loanOf(records, session)
  const end = loan && {
    at: loan.endedAt ?? loan.endsAt,
    foreseen: loan.endReason === undefined || loan.endReason === 'expired',
  }
  if (session.stoppedAt === undefined || !endedWithRight(session)) return end
  return { at: session.stoppedAt, foreseen: end?.foreseen === true && end.at === session.stoppedAt }
}

/**
 * L10: whether a passing recorded in the session counts in it, by its time. Up to the end of the right as the recording
 * laptop could know it.
 * @param learntAt when that laptop heard of an end that couldn't be foreseen; undefined: it hasn't yet
 */
export function takesPassing(records: Records, session: Session, countedAt: string, learntAt?: string): boolean {
  if (countedAt < session.startedAt) return false
  // L19
  if (session.adopts !== undefined) return session.stoppedAt === undefined || countedAt < session.stoppedAt
  const end = rightEndOf(records, session)
  if (end === undefined || countedAt < end.at) return true
  return !end.foreseen && (learntAt === undefined || countedAt < learntAt)
}

/** Whether the run ended because the right to the box did. */
export function endedWithRight({ stopReason }: Session): boolean {
  return stopReason !== undefined && RIGHT_LOST.has(stopReason)
}

/** The borrower's loan under which the session ran. */
function loanOf(records: Records, { boxId, organisationId, startedAt }: Session): Loan | undefined {
  return records
    .where('loan', 'boxId', boxId)
    .find(
      (loan) =>
        loan.recipientId === organisationId &&
        (loan.acceptedAt ?? loan.createdAt) <= startedAt &&
        (loan.endedAt ?? loan.endsAt) > startedAt,
    )
}
