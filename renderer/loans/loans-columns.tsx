import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Loan } from '../../shared/records/loan.ts'
import { isByReceipt } from '../custody/custody-facts.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { Changed } from '../ui/changed.tsx'
import type { DataColumn } from '../ui/data-column.ts'
import { type Say, useSay } from '../words/say.tsx'
import { type LoanAct, LoanActs } from './loan-acts.tsx'
import type { LoanRow } from './loan-rows.ts'

type OnAct = (act: LoanAct, loan: Loan) => void

export function useLoanColumns(onAct: OnAct): readonly DataColumn<LoanRow>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        id: 'box',
        header: t('loans.columnBox'),
        track: 'minmax(7.8em, 0.8fr)',
        sortBy: ({ loan }) => loan.boxSerial,
        cell: (row) => <BoxCell row={row} />,
      },
      {
        id: 'custody',
        header: t('loans.columnCustody'),
        track: 'minmax(19em, 2fr)',
        cell: ({ facts }) => (
          <Changed value={`${facts.state} ${facts.loan?.endsAt ?? ''}`}>
            <CustodyTag facts={facts} size="line" />
          </Changed>
        ),
      },
      {
        id: 'partner',
        header: t('loans.columnPartner'),
        track: 'minmax(7em, 1fr)',
        fromWidth: 1240,
        sortBy: ({ facts }) => facts.partner ?? '~',
        cell: ({ facts }) => facts.partner ?? t('custody.anyone'),
      },
      {
        id: 'until',
        header: t('loans.columnUntil'),
        track: 'minmax(10em, 0.7fr)',
        fromWidth: 960,
        sortBy: ({ loan }) => loan.endedAt ?? loan.endsAt,
        cell: ({ loan }) => <UntilCell loan={loan} />,
      },
      {
        id: 'state',
        header: t('loans.columnState'),
        track: 'minmax(12.5em, 1fr)',
        fromWidth: 760,
        cell: (row) => <StateCell row={row} />,
      },
      {
        id: 'acts',
        header: t('loans.columnActs'),
        track: 'minmax(14.5em, 1.2fr)',
        cell: (row) => <LoanActs row={row} onAct={onAct} />,
      },
    ],
    [t, onAct],
  )
}

/** The same as a card, where columns have no room. */
export function LoanCard({ row, onAct }: { readonly row: LoanRow; readonly onAct: OnAct }) {
  return (
    <>
      <BoxCell row={row} />
      <CustodyTag facts={row.facts} size="line" />
      <LoanActs row={row} onAct={onAct} />
    </>
  )
}

function BoxCell({ row: { loan } }: { readonly row: LoanRow }) {
  return (
    <span className="loan-two">
      <span className="mono">{loan.boxSerial}</span>
      {loan.boxAlias === '' ? null : <span className="loan-below">{loan.boxAlias}</span>}
    </span>
  )
}

function UntilCell({ loan }: { readonly loan: Loan }) {
  const { time, now } = useSay()
  const end = loan.endedAt ?? loan.endsAt
  return (
    <span className="loan-two">
      <span>{time.long(end, now)}</span>
      <small>{time.relative(end, now)}</small>
    </span>
  )
}

function StateCell({ row }: { readonly row: LoanRow }) {
  const say = useSay()
  return (
    <span className="loan-two">
      <span title={stateWords(say, row)}>{stateWords(say, row)}</span>
      <small>{say.t(row.facts.confirmed ? 'loans.confirmed' : 'custody.notConfirmed')}</small>
    </span>
  )
}

function stateWords({ t, time, now }: Say, { loan, facts }: LoanRow): string {
  const { acceptedAt, endedAt, endReason, backAt } = loan
  if (backAt !== undefined) return t('loans.backAt', { when: time.past(backAt, now) })
  if (endedAt !== undefined && endReason !== undefined) {
    return t(`loans.state.${endReason}`)
  }
  if (acceptedAt === undefined) {
    return isByReceipt(loan) ? t('loans.state.byReceipt') : t('loans.state.reserved')
  }
  const when = time.past(acceptedAt, now)
  return t(facts.state === 'borrowed' ? 'loans.state.borrowed' : 'loans.state.lent', { when })
}
