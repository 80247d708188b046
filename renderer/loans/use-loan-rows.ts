import { useMemo, useState } from 'react'
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

/** The rows that the search leaves. */
export function useFoundLoans(rows: readonly LoanRow[], query: string): readonly LoanRow[] {
  return useMemo(() => {
    const wanted = folded(query)
    return wanted === '' ? rows : rows.filter(({ texts }) => matches(wanted, texts))
  }, [rows, query])
}

/** Those rows by filter, how many each has, and the filter that shows: the chosen one, or else the first with something in it. */
export function useFilteredLoans(rows: readonly LoanRow[], chosen: string) {
  const { now } = useSay()
  const byFilter = useMemo(
    () => new Map(LOAN_FILTERS.map((one) => [one, rows.filter((row) => isInLoanFilter(row, one, now))])),
    [rows, now],
  )
  const countOf = (filter: LoanFilter) => byFilter.get(filter)?.length ?? 0
  const [settled, settle] = useState<LoanFilter>()
  const wanted = LOAN_FILTERS.find((one) => one === chosen) ?? settled
  const first = LOAN_FILTERS.find((one) => countOf(one) > 0)
  // Once there is something to look at, it doesn't become another list by itself.
  if (wanted === undefined && first !== undefined) settle(first)
  const filter = wanted ?? first ?? 'out'
  return { filter, countOf, filtered: byFilter.get(filter) ?? rows }
}
