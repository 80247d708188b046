import type { Loan } from '../../shared/records/loan.ts'
import type { LoanId } from '../../shared/records/scalars.ts'
import { useDerived } from '../trackside.tsx'

/** Those of the loans that are known here. */
export function useLoans(loanIds: readonly LoanId[]): readonly Loan[] {
  return useDerived(['loan'], (records) => loanIds.flatMap((id) => records.get('loan', id) ?? []), [loanIds])
}

/** L17: all loans of the act that `loan` was made in: they have one code. */
export function useLoansOfAct(loan: Loan | undefined): readonly Loan[] {
  return useDerived(
    ['loan'],
    (records) => {
      if (loan === undefined) return []
      if (loan.tokenHash === undefined) return [loan]
      return records.where('loan', 'tokenHash', loan.tokenHash)
    },
    [loan],
  )
}
