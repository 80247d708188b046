import { useMemo } from 'react'
import { recordKey } from '../store.ts'
import { useDerived, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import { folded, matches } from '../words/search.ts'
import { isInLoanFilter, LOAN_FILTERS, type LoanFilter, type LoanRow, loanRows } from './loan-rows.ts'

const KINDS = ['loan', 'partner', 'organisation'] as const

/** All loans as the list shows them. */
export function useLoanRows(): readonly LoanRow[] {
  const viewer = useOrganisationId()
  const unconfirmed = useTracksideState((state) => state.unconfirmed)
  return useDerived(KINDS, (records) => loanRows(records, viewer, (kind, id) => unconfirmed.has(recordKey(kind, id))), [
    viewer,
    unconfirmed,
  ])
}

/** The rows that filter and search leave, and how many each filter has. */
export function useFilteredLoans(rows: readonly LoanRow[], filter: LoanFilter, query: string) {
  const { now } = useSay()
  const counts = useMemo(
    () => new Map(LOAN_FILTERS.map((one) => [one, rows.filter((row) => isInLoanFilter(row, one, now)).length])),
    [rows, now],
  )
  const found = useMemo(() => {
    const wanted = folded(query)
    return rows.filter((row) => isInLoanFilter(row, filter, now) && matches(wanted, row.texts))
  }, [rows, filter, query, now])
  return { found, counts }
}
