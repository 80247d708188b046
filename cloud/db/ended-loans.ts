import type { LoanId } from '../../shared/records/scalars.ts'
import type { Db } from './tables.ts'

export interface EndedLoan {
  readonly loanId: LoanId
  readonly endedAt: string
}

/** The loans that ended early and would still run, at most so many: those that would run longest. */
export async function loansEndedEarly(db: Db, now: string, most: number): Promise<readonly EndedLoan[]> {
  const rows = await db
    .selectFrom('loan')
    .select(['id', 'endedAt'])
    .where('endReason', 'in', ['revoked', 'returned'])
    .where('endsAt', '>', now)
    .orderBy('endsAt', 'desc')
    .limit(most)
    .execute()
  return rows.flatMap(({ id, endedAt }) => (endedAt === null ? [] : [{ loanId: id, endedAt }]))
}
