import { loanNotBack } from '../../shared/rules/loans.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { Badge } from '../ui/badge.tsx'

/** How many loans are on, or over with a box of one's own not back (L18). */
export function LoansBadge() {
  const viewer = useOrganisationId()
  const count = useDerived(
    ['loan'],
    (records) =>
      [...records.all('loan')].filter((loan) => {
        if (loan.endedAt === undefined) return true
        return loan.ownerId === viewer && loanNotBack(records, loan.boxId)?.id === loan.id
      }).length,
    [viewer],
  )
  return <Badge count={count} />
}
