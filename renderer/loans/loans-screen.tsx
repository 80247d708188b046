import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Loan } from '../../shared/records/loan.ts'
import { BoxInspector } from '../devices/box-inspector.tsx'
import { boxName } from '../devices/device-item.ts'
import { useGive } from '../give/use-give.ts'
import { GiveBackLinks } from '../give-back/give-back-links.tsx'
import { goTo, placeHref, usePlace } from '../router.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { EmptyState, InlineError } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { useCalmRows } from '../ui/use-calm-rows.ts'
import { type LoanAct, LoanActDialog } from './loan-acts.tsx'
import { LOAN_FILTERS, type LoanFilter, type LoanRow } from './loan-rows.ts'
import { LoanCard, useLoanColumns } from './loans-columns.tsx'
import { NotBackList } from './not-back-list.tsx'
import { useFilteredLoans, useLoanRows } from './use-loan-rows.ts'
import './loans-screen.css'

const SCREEN = 'loans'

const rowId = ({ loan }: LoanRow) => loan.id
const rowName = ({ loan }: LoanRow) => boxName({ serial: loan.boxSerial, alias: loan.boxAlias })
const open = (id: string) => goTo(SCREEN, id)

/** Every loan of which this organisation is a side: out, coming back, not back, borrowed, ended. */
export function LoansScreen() {
  const { t } = useTranslation()
  const { opened } = usePlace()
  const [screen, change] = useScreenState(SCREEN)
  const filter = LOAN_FILTERS.find((one) => one === screen.filter) ?? 'all'
  const listRef = useRef<HTMLDivElement>(null)
  const rows = useLoanRows()
  const { found, counts } = useFilteredLoans(rows, filter, screen.query)
  const { shown, waiting, letIn } = useCalmRows(found, rowId, `${filter} ${screen.query}`, listRef)
  const { give, problem } = useGive()
  const door = useDoor()
  const [asked, setAsked] = useState<{ readonly act: LoanAct; readonly loanId: string }>()
  const onAct = useCallback(
    (act: LoanAct, loan: Loan) => {
      if (act === 'code') return door.show('ticket', [loan.id])
      if (act === 'ask-time') return door.askForTime(loan.id)
      if (act !== 'back') return setAsked({ act, loanId: loan.id })
      const said = t('box.backDone', { box: boxName({ serial: loan.boxSerial, alias: loan.boxAlias }) })
      void give([{ type: 'confirmReturn', args: { loanId: loan.id } }], { said })
    },
    [give, t, door],
  )
  const columns = useLoanColumns(onAct)
  const card = useMemo(() => (row: LoanRow) => <LoanCard row={row} onAct={onAct} />, [onAct])
  const openedRow = rows.find(({ loan }) => loan.id === opened)
  return (
    <ListWithInspector
      inspector={
        openedRow === undefined ? null : (
          <BoxInspector key={openedRow.loan.boxId} boxId={openedRow.loan.boxId} onClose={() => goTo(SCREEN)} />
        )
      }
    >
      <ScreenHead
        title={t('loans.title')}
        actions={
          <a className="button" href={placeHref('custody-sheet')}>
            {t('custodySheet.open')}
          </a>
        }
      >
        <Chips
          label={t('loans.filters')}
          chips={LOAN_FILTERS.map((id) => ({ id, label: t(`loans.filter.${id}`), count: counts.get(id) ?? 0 }))}
          value={filter}
          onChange={(chosen) => change({ filter: chosen })}
        />
        {filter === 'borrowed' ? <GiveBackLinks /> : null}
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
        <NewRowsBar count={waiting} onShow={letIn} />
      </ScreenHead>
      <div className="loans-list" ref={listRef}>
        {filter === 'not-back' && shown.length > 0 ? (
          <NotBackList rows={shown} opened={opened} onOpen={open} />
        ) : (
          <DataTable
            label={t('loans.list')}
            rows={shown}
            columns={columns}
            rowId={rowId}
            rowName={rowName}
            opened={opened}
            onOpen={open}
            sort={screen.sort}
            onSort={(sort) => change({ sort })}
            card={card}
            empty={
              <NoLoans
                filter={filter}
                searched={screen.query !== ''}
                onShowAll={() => change({ filter: 'all', query: '' })}
              />
            }
            scrollTop={screen.scrollTop}
            onLeave={(scrollTop) => change({ scrollTop })}
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
    </ListWithInspector>
  )
}

function NoLoans({
  filter,
  searched,
  onShowAll,
}: {
  readonly filter: LoanFilter
  readonly searched: boolean
  readonly onShowAll: () => void
}) {
  const { t } = useTranslation()
  if (searched) {
    return (
      <EmptyState title={t('loans.emptySearch')} action={<Button onClick={onShowAll}>{t('loans.showAll')}</Button>}>
        {t('loans.emptySearchWhy')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t(`loans.empty.${filter}`)}
      action={
        <a className="button" href={placeHref('devices')}>
          {t('loans.openDevices')}
        </a>
      }
    >
      {t(`loans.emptyWhy.${filter}`)}
    </EmptyState>
  )
}
