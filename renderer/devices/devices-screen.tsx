import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AssignTicked } from '../events/assign-ticked-dialog.tsx'
import { MoveBoxesDialog } from '../groups/move-boxes-dialog.tsx'
import { goTo, usePlace } from '../router.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useCan, useOrganisationId, useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { Menu } from '../ui/menu.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { useCalmRows } from '../ui/use-calm-rows.ts'
import { BoxInspector } from './box-inspector.tsx'
import { boxName, DEVICE_FILTERS, type DeviceFilter, type DeviceItem, isLendable } from './device-item.ts'
import { DeviceCard, useDeviceColumns } from './devices-columns.tsx'
import { DevicesEmpty } from './devices-empty.tsx'
import { LendDialog } from './lend-dialog.tsx'
import { RegisterDialog } from './register-dialog.tsx'
import { useDeviceItems, useFilteredDevices } from './use-devices.ts'
import './devices-screen.css'

const SCREEN = 'devices'
/** Shown only where there is something in them. */
const RARE: readonly DeviceFilter[] = ['shared-group', 'no-contact', 'low-battery', 'retired']

const itemId = ({ box }: DeviceItem) => box.id
const itemName = ({ box }: DeviceItem) => boxName(box)

/** L5, L11, ux: all boxes, with what can be done with them. */
export function DevicesScreen() {
  const { t } = useTranslation()
  const { opened } = usePlace()
  const [screen, change] = useScreenState(SCREEN)
  const filter = DEVICE_FILTERS.find((one) => one === screen.filter) ?? 'all'
  const listRef = useRef<HTMLDivElement>(null)
  const items = useDeviceItems()
  const { found, counts } = useFilteredDevices(items, filter, screen.query)
  const { shown, waiting, letIn } = useCalmRows(found, itemId, `${filter} ${screen.query}`, listRef)
  const columns = useDeviceColumns()
  const selected = useMemo(() => new Set(screen.selected), [screen.selected])
  const chips = DEVICE_FILTERS.filter((one) => !RARE.includes(one) || one === filter || (counts.get(one) ?? 0) > 0)
  const open = useCallback((id: string) => goTo(SCREEN, id), [])

  return (
    <ListWithInspector
      inspector={
        opened === undefined ? null : <BoxInspector key={opened} boxId={opened} onClose={() => goTo(SCREEN)} />
      }
    >
      <ScreenHead title={t('devices.title')} actions={<Actions items={items} selected={selected} onNew={letIn} />}>
        <Chips
          label={t('devices.filters')}
          chips={chips.map((id) => ({ id, label: t(`devices.filter.${id}`), count: counts.get(id) ?? 0 }))}
          value={filter}
          onChange={(chosen) => change({ filter: chosen })}
        />
        <NewRowsBar count={waiting} onShow={letIn} />
      </ScreenHead>
      <div className="devices-list" ref={listRef}>
        <DataTable
          label={t('devices.list')}
          rows={shown}
          columns={columns}
          rowId={itemId}
          rowName={itemName}
          opened={opened}
          onOpen={open}
          sort={screen.sort}
          onSort={(sort) => change({ sort })}
          selection={{ ids: selected, onChange: (ids) => change({ selected: ids }) }}
          card={renderCard}
          empty={
            <DevicesEmpty
              isEmpty={items.length === 0}
              query={screen.query}
              filter={filter}
              onShowAll={() => change({ filter: 'all', query: '' })}
            />
          }
          scrollTop={screen.scrollTop}
          onLeave={(scrollTop) => change({ scrollTop })}
        />
      </div>
    </ListWithInspector>
  )
}

function renderCard(item: DeviceItem) {
  return <DeviceCard item={item} />
}

/** What can be done with boxes in general, and with those that are ticked: that is then the one primary act. */
function Actions({
  items,
  selected,
  onNew,
}: {
  readonly items: readonly DeviceItem[]
  readonly selected: ReadonlySet<string>
  /** After an act of one's own, nothing waits to be shown. */
  readonly onNew: () => void
}) {
  const { t } = useTranslation()
  const viewer = useOrganisationId()
  const [canLend, canBorrow, canEdit] = [useCan('share.lend'), useCan('share.borrow'), useCan('box.edit')]
  const canGroup = useCan('group.edit')
  const [, change] = useScreenState(SCREEN)
  const door = useDoor()
  const [dialog, setDialog] = useState<'register' | 'lend' | 'move'>()
  const ticked = items.filter(({ box }) => selected.has(box.id))
  const own = ticked.filter(({ box }) => box.ownerId === viewer)
  const lendable = ticked.filter((item) => isLendable(item, viewer))
  const close = () => {
    setDialog(undefined)
    onNew()
  }
  return (
    <>
      {canEdit ? (
        <Menu
          label={t('devices.actions')}
          items={[{ label: t('devices.register'), onChoose: () => setDialog('register') }]}
        />
      ) : null}
      {canGroup && ticked.length > 0 ? (
        <Button whyNot={own.length === 0 ? t('groups.whyNotMove') : undefined} onClick={() => setDialog('move')}>
          {t('groups.moveNone')}
        </Button>
      ) : null}
      <AssignTicked boxes={ticked.map(({ box }) => box)} onAssigned={() => change({ selected: [] })} onClose={onNew} />
      {canBorrow ? (
        <Button
          look={ticked.length === 0 || !canLend ? 'primary' : 'plain'}
          onClick={() => door.receive({ title: t('devices.add') })}
        >
          {t('devices.add')}
        </Button>
      ) : null}
      {canLend && ticked.length > 0 ? (
        <Button
          look="primary"
          whyNot={lendable.length === 0 ? t('devices.lendWhyNot') : undefined}
          onClick={() => setDialog('lend')}
        >
          {lendable.length === 0 ? t('devices.lendNone') : t('devices.lend', { count: lendable.length })}
        </Button>
      ) : null}
      {dialog === 'register' ? <RegisterDialog onClose={close} /> : null}
      {dialog === 'move' ? (
        <MoveBoxesDialog
          boxes={own.map(({ box }) => box)}
          leftOut={ticked.filter((item) => !own.includes(item)).map(({ box }) => box.serial)}
          onMoved={() => change({ selected: [] })}
          onClose={close}
        />
      ) : null}
      {dialog === 'lend' ? (
        <LendDialog
          boxes={lendable.map(({ box }) => box)}
          leftOut={ticked.filter((item) => !lendable.includes(item)).map(({ box }) => box.serial)}
          onLent={() => change({ selected: [] })}
          onClose={close}
        />
      ) : null}
    </>
  )
}
