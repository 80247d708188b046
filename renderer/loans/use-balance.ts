import { useMemo } from 'react'
import { loanBalance } from '../../shared/rules/loan-balance.ts'
import { useDerived, useOrganisationId, useScreenState } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import { folded, matches } from '../words/search.ts'
import { BALANCE_PERIODS, type BalancePeriodId, balancePeriod } from './balance-facts.ts'

/** The balance with each partner that the search leaves, over the chosen time. */
export function useBalance(screenName: string) {
  const { time, now, nameOf } = useSay()
  const viewer = useOrganisationId()
  const [{ chosen, query }, change] = useScreenState(screenName)
  const id = BALANCE_PERIODS.find((one) => one === chosen['period']) ?? 'year'
  const period = useMemo(() => balancePeriod(id, time.zone, now), [id, time.zone, now])
  const all = useDerived(['loan'], (records) => loanBalance(records.all('loan'), viewer, period, now), [
    viewer,
    period,
    now,
  ])
  const balances = useMemo(() => {
    const wanted = folded(query)
    return all.filter(({ partnerId }) => matches(wanted, [folded(nameOf(partnerId) ?? '')]))
  }, [all, query, nameOf])
  const choose = (wanted: BalancePeriodId) => change({ chosen: { ...chosen, period: wanted } })
  return { id, period, balances, searched: query !== '', choose }
}
