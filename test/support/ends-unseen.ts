import type { OrganisationId } from '../../shared/records/scalars.ts'
import { viewOf } from '../../shared/rules/visibility.ts'
import type { Records } from '../../shared/state.ts'

/** G9: a group's receiver doesn't see the loan of a box, and so not that its time is over, before the cloud says it. */
export function endsUnseen(records: Records, viewer: OrganisationId, now: string): boolean {
  return [...records.all('loan')].some(
    (loan) => !viewOf(records, 'loan', loan, viewer) && loan.endedAt === undefined && loan.endsAt <= now,
  )
}
