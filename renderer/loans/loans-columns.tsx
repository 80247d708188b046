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
import { useLoanWidths } from './use-loan-widths.ts'

type OnAct = (act: LoanAct, loan: Loan) => void

const TEXT_PX = 14
const GAP_PX = 8
const PADDING_PX = 48
const BOX_EM = 7
const UNTIL_EM = 10
const STATE_EM = 12.5

export interface LoanColumns {
  readonly columns: readonly DataColumn<LoanRow>[]
  /** Narrower than this, in pixels of 14 px text, something would be cut off. */
  readonly cardsBelowPx: number
}

/** Who, until when and the act are never cut off: what the tag says too gives way first, and then the table itself. */
export function useLoanColumns(rows: readonly LoanRow[], onAct: OnAct): LoanColumns {
  const { t } = useTranslation()
  const { custody, partner, acts, actsInTwoLines } = useLoanWidths(rows)
  return useMemo(() => {
    const px = (...ems: readonly number[]) =>
      Math.ceil(ems.reduce((sum, em) => sum + em * TEXT_PX, PADDING_PX + GAP_PX * (ems.length - 1)))
    const always = [BOX_EM, custody, acts]
    return {
      cardsBelowPx: Math.max(460, px(BOX_EM, custody, actsInTwoLines)),
      columns: [
        {
          id: 'box',
          header: t('loans.columnBox'),
          track: `minmax(${BOX_EM}em, 0.8fr)`,
          sortBy: ({ loan }) => loan.boxSerial,
          cell: (row) => <BoxCell row={row} />,
        },
        {
          id: 'custody',
          header: t('loans.columnCustody'),
          track: `minmax(${custody}em, 2fr)`,
          cell: ({ facts }) => (
            <Changed value={`${facts.state} ${facts.loan?.endsAt ?? ''}`}>
              <CustodyTag facts={facts} size="line" />
            </Changed>
          ),
        },
        {
          id: 'partner',
          header: t('loans.columnPartner'),
          track: `minmax(${partner}em, 1fr)`,
          fromWidth: px(...always, UNTIL_EM, partner),
          sortBy: ({ facts }) => facts.partner ?? '~',
          cell: ({ facts }) => facts.partner ?? t('custody.anyone'),
        },
        {
          id: 'until',
          header: t('loans.columnUntil'),
          track: `minmax(${UNTIL_EM}em, 0.7fr)`,
          fromWidth: px(...always, UNTIL_EM),
          sortBy: ({ loan }) => loan.endedAt ?? loan.endsAt,
          cell: ({ loan }) => <UntilCell loan={loan} />,
        },
        {
          id: 'state',
          header: t('loans.columnState'),
          track: `minmax(${STATE_EM}em, 1fr)`,
          fromWidth: px(...always, UNTIL_EM, partner, STATE_EM),
          cell: (row) => <StateCell row={row} />,
        },
        {
          id: 'acts',
          header: t('loans.columnActs'),
          // Where all three just fit, the buttons' words go into two lines.
          track: `minmax(min(${acts}em, 100% - ${BOX_EM + custody}em - ${2 * GAP_PX}px), 1.2fr)`,
          cell: (row) => <LoanActs row={row} onAct={onAct} />,
        },
      ],
    }
  }, [t, onAct, custody, partner, acts, actsInTwoLines])
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
