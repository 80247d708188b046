import { useCallback, useMemo, useRef, useState } from 'react'
import type { Loan } from '../../shared/records/loan.ts'
import { boxName } from '../devices/device-item.ts'
import { GiveBackLinks } from '../give-back/give-back-links.tsx'
import { useListState } from '../list-state.ts'
import { placeHref } from '../router.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useCan } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { useCalmRows } from '../ui/use-calm-rows.ts'
import { useSay } from '../words/say.tsx'
import { type LoanAct, LoanActDialog } from './loan-acts.tsx'
import { LOAN_FILTERS, type LoanFilter, type LoanListProps, type LoanRow } from './loan-rows.ts'
import { LoanCard, useLoanColumns } from './loans-columns.tsx'
import { LOANS_SCREEN, LoansHead } from './loans-head.tsx'
import { NotBackList } from './not-back-list.tsx'
import { useLoansCsv } from './use-csv.ts'
import { useFilteredLoans } from './use-loan-rows.ts'

const rowId = ({ loan }: LoanRow) => loan.id
const rowName = ({ loan }: LoanRow) => boxName({ serial: loan.boxSerial, alias: loan.boxAlias })

/** Loans by what is to be done about them: out, coming back, not back, borrowed, ended. */
export function LoansList({ rows, opened, onOpen }: LoanListProps) {
  const { t } = useSay()
  const { state: screen, change, table } = useListState(LOANS_SCREEN)
  const { filter, countOf, filtered } = useFilteredLoans(rows, screen.filter)
  const listRef = useRef<HTMLDivElement>(null)
  const { shown, waiting, letIn } = useCalmRows(filtered, rowId, `${filter} ${screen.query}`, listRef)
  const [asked, setAsked] = useState<{ readonly act: LoanAct; readonly loanId: string }>()
  const onAct = useLoanAct(setAsked)
  const { columns, cardsBelowPx } = useLoanColumns(shown, onAct)
  const card = useMemo(() => (row: LoanRow) => <LoanCard row={row} onAct={onAct} />, [onAct])
  const csv = useLoansCsv(filtered)
  return (
    <>
      <LoansHead what={t(`loans.filter.${filter}`)} csv={csv}>
        <div className="loans-choice">
          <Chips
            label={t('loans.filters')}
            chips={LOAN_FILTERS.map((id) => ({ id, label: t(`loans.filter.${id}`), count: countOf(id) }))}
            value={filter}
            onChange={(chosen) => change({ filter: chosen })}
          />
          {shown.length === 0 ? null : <p className="muted small">{t(`loans.meaning.${filter}`)}</p>}
        </div>
        {filter === 'borrowed' ? <GiveBackLinks /> : null}
        <NewRowsBar count={waiting} onShow={letIn} />
      </LoansHead>
      <div className="loans-list" ref={listRef}>
        {filter === 'not-back' && shown.length > 0 ? (
          <NotBackList rows={shown} opened={opened} onOpen={onOpen} />
        ) : (
          <DataTable
            label={t('loans.list')}
            rows={shown}
            columns={columns}
            rowId={rowId}
            rowName={rowName}
            opened={opened}
            onOpen={onOpen}
            {...table}
            card={card}
            cardsBelowPx={cardsBelowPx}
            empty={<NoLoans filter={filter} searched={screen.query !== ''} onClear={() => change({ query: '' })} />}
          />
        )}
      </div>
      {asked === undefined ? null : (
        <LoanActDialog
          act={asked.act}
          row={rows.find(({ loan }) => loan.id === asked.loanId)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}

/** Codes and requests are shown at the door; the rest asks first. */
function useLoanAct(ask: (asked: { readonly act: LoanAct; readonly loanId: string }) => void) {
  const door = useDoor()
  return useCallback(
    (act: LoanAct, loan: Loan) => {
      if (act === 'code') return door.show('ticket', [loan.id])
      if (act === 'ask-time') return door.askForTime(loan.id)
      return ask({ act, loanId: loan.id })
    },
    [door, ask],
  )
}

function NoLoans({
  filter,
  searched,
  onClear,
}: {
  readonly filter: LoanFilter
  readonly searched: boolean
  readonly onClear: () => void
}) {
  const { t } = useSay()
  const [canLend, canBorrow] = [useCan('share.lend'), useCan('share.borrow')]
  if (searched) {
    return (
      <EmptyState title={t('loans.emptySearch')} action={<Button onClick={onClear}>{t('list.clearSearch')}</Button>}>
        {t('loans.emptySearchWhy')}
      </EmptyState>
    )
  }
  // ux 17: the next step is only for those who may take it.
  const canDo = filter === 'borrowed' ? canBorrow : canLend
  return (
    <EmptyState
      title={t(`loans.empty.${filter}`)}
      action={
        canDo ? (
          <a className="button" href={placeHref('devices')}>
            {t('loans.openDevices')}
          </a>
        ) : null
      }
    >
      {canDo || (filter !== 'out' && filter !== 'borrowed')
        ? t(`loans.emptyWhy.${filter}`)
        : t(`loans.emptyRead.${filter}`)}
    </EmptyState>
  )
}
