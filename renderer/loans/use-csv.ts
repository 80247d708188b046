import { useCallback } from 'react'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { BalancePeriod, PartnerBalance } from '../../shared/rules/loan-balance.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import { balanceCsv, type ListedLoan, loansCsv } from './loans-csv.ts'

/** Writes these loans as CSV; undefined where there are none. */
export function useLoansCsv(rows: readonly ListedLoan[]): (() => string) | undefined {
  const say = useSay()
  const viewer = useOrganisationId()
  const numberOf = useNumberOf()
  return rows.length === 0 ? undefined : () => loansCsv(say, rows, viewer, numberOf)
}

export function useBalanceCsv(balances: readonly PartnerBalance[], period: BalancePeriod): (() => string) | undefined {
  const say = useSay()
  const numberOf = useNumberOf()
  return balances.length === 0 ? undefined : () => balanceCsv(say, balances, period, numberOf)
}

/** O8: what tells partners of like names apart. */
function useNumberOf() {
  const byId = useDerived(
    ['partner'],
    (records) => new Map([...records.all('partner')].map(({ id, number }) => [id, number] as const)),
  )
  return useCallback((id: OrganisationId) => byId.get(id), [byId])
}
