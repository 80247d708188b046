import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useListState } from '../list-state.ts'
import { goTo, usePlace } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Inspector, ListWithInspector } from '../ui/inspector.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { useCalmRows } from '../ui/use-calm-rows.ts'
import { LaptopInspector } from './laptop-inspector.tsx'
import { LAPTOP_FILTERS, type LaptopFilter, type LaptopRow } from './laptop-rows.ts'
import { LaptopCard, useLaptopColumns } from './laptops-columns.tsx'
import { MembersTabs } from './members-tabs.tsx'
import { useFilteredLaptops, useLaptops } from './use-people.ts'
import './members.css'

const SCREEN = 'laptops'

const rowId = ({ laptop }: LaptopRow) => laptop.id
const rowName = ({ laptop }: LaptopRow) => laptop.name
const open = (id: string) => goTo(SCREEN, id)
const close = () => goTo(SCREEN)

/** On which computers members work, and the way to shut out one that was lost. */
export function LaptopsScreen() {
  const { t } = useTranslation()
  const { opened } = usePlace()
  const { state: screen, change, table } = useListState(SCREEN)
  const filter = LAPTOP_FILTERS.find((one) => one === screen.filter) ?? 'all'
  const listRef = useRef<HTMLDivElement>(null)
  const rows = useLaptops()
  const { found, counts } = useFilteredLaptops(rows, filter, screen.query)
  const { shown, waiting, letIn } = useCalmRows(found, rowId, `${filter} ${screen.query}`, listRef)
  const columns = useLaptopColumns()
  const openedRow = rows.find(({ laptop }) => laptop.id === opened)
  const showAll = () => change({ filter: 'all', query: '' })
  return (
    <ListWithInspector
      inspector={
        opened === undefined ? null : openedRow === undefined ? (
          <Inspector title={t('members.laptopGone')} name={t('members.laptopGone')} onClose={close}>
            {null}
          </Inspector>
        ) : (
          <LaptopInspector key={opened} row={openedRow} onClose={close} />
        )
      }
    >
      <ScreenHead title={t('members.tab.laptops')}>
        <MembersTabs current="laptops" />
        <Chips
          label={t('members.laptopFilters')}
          chips={LAPTOP_FILTERS.map((id) => ({
            id,
            label: t(`members.laptopFilter.${id}`),
            count: counts.get(id) ?? 0,
          }))}
          value={filter}
          onChange={(chosen) => change({ filter: chosen })}
        />
        <NewRowsBar count={waiting} onShow={letIn} />
      </ScreenHead>
      <div className="members-list" ref={listRef}>
        <DataTable
          label={t('members.laptopsList')}
          rows={shown}
          columns={columns}
          rowId={rowId}
          rowName={rowName}
          opened={opened}
          onOpen={open}
          {...table}
          card={useMemo(() => (row: LaptopRow) => <LaptopCard row={row} />, [])}
          empty={<NoLaptops query={screen.query.trim()} filter={filter} onShowAll={showAll} />}
        />
      </div>
    </ListWithInspector>
  )
}

function NoLaptops({
  query,
  filter,
  onShowAll,
}: {
  readonly query: string
  readonly filter: LaptopFilter
  readonly onShowAll: () => void
}) {
  const { t } = useTranslation()
  const showAll = <Button onClick={onShowAll}>{t('members.showAll')}</Button>
  if (query !== '') {
    return (
      <EmptyState title={t('members.laptopNoMatch', { query })} action={showAll}>
        {t('members.laptopNoMatchText')}
      </EmptyState>
    )
  }
  if (filter === 'revoked') {
    return (
      <EmptyState title={t('members.laptopsNone')} action={showAll}>
        {t('members.laptopsNoneText')}
      </EmptyState>
    )
  }
  return <EmptyState title={t('members.laptopsNoneActive')}>{t('members.laptopsNoneActiveText')}</EmptyState>
}
