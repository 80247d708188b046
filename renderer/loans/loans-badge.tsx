import { loanNotBack } from '../../shared/rules/loans.ts'
import { useDerived } from '../trackside.tsx'
import { Badge } from '../ui/badge.tsx'

/** How many loans are on, or over and not back. */
export function LoansBadge() {
  const count = useDerived(['loan'], (records) =>
    [...records.all('loan')].reduce(
      (sum, loan) => sum + Number(loan.endedAt === undefined || loanNotBack(records, loan.boxId)?.id === loan.id),
      0,
    ),
  )
  return <Badge count={count} />
}
