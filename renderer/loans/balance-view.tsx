import { useTranslation } from 'react-i18next'
import type { PartnerBalance } from '../../shared/rules/loan-balance.ts'
import { Chips } from '../ui/chips.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { BALANCE_PERIODS, balanceSentence } from './balance-facts.ts'
import { LOANS_SCREEN, LoansHead } from './loans-head.tsx'
import { useBalance } from './use-balance.ts'
import { useBalanceCsv } from './use-csv.ts'
import './balance-view.css'

/** Who lent whom how much, a sentence a partner. */
export function BalanceView() {
  const { t } = useTranslation()
  const { id, period, balances, searched, choose } = useBalance(LOANS_SCREEN)
  const csv = useBalanceCsv(balances, period)
  const most = Math.max(...balances.flatMap(({ lentDays, borrowedDays }) => [lentDays, borrowedDays]))
  return (
    <>
      <LoansHead what={t('loans.view.balance')} csv={csv}>
        <Chips
          label={t('loans.balance.periods')}
          chips={BALANCE_PERIODS.map((one) => ({ id: one, label: t(`loans.balance.period.${one}`) }))}
          value={id}
          onChange={choose}
        />
      </LoansHead>
      <div className="balance">
        {balances.length === 0 ? (
          <EmptyState title={t(searched ? 'loans.balance.emptySearch' : 'loans.balance.empty')}>
            {searched ? undefined : t('loans.balance.emptyWhy')}
          </EmptyState>
        ) : (
          <>
            <ul className="balance-list" aria-label={t('loans.balance.list')}>
              {balances.map((one) => (
                <BalanceRow key={one.partnerId} balance={one} most={most} />
              ))}
            </ul>
            <p className="balance-note muted small">{t('loans.balance.note')}</p>
          </>
        )}
      </div>
    </>
  )
}

function BalanceRow({ balance, most }: { readonly balance: PartnerBalance; readonly most: number }) {
  const say = useSay()
  const { lentDays, borrowedDays } = balance
  const width = (days: number) => ({ inlineSize: `${(days / most) * 100}%` })
  return (
    <li className="balance-row">
      <span>{balanceSentence(say, balance)}</span>
      <span className="balance-bars" aria-hidden="true">
        {lentDays === 0 ? null : <span className="balance-bar" data-side="lent" style={width(lentDays)} />}
        {borrowedDays === 0 ? null : <span className="balance-bar" data-side="borrowed" style={width(borrowedDays)} />}
      </span>
    </li>
  )
}
