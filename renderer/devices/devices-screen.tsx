import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { usePalette } from '../palette/palette-context.ts'
import { goTo, usePlace } from '../router.ts'
import { useCan } from '../trackside.tsx'
import { Chips } from '../ui/chips.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { useCalmRows } from '../ui/use-calm-rows.ts'
import { BoxInspector } from './box-inspector.tsx'
import { boxName, DEVICE_FILTERS, type DeviceFilter, type DeviceItem } from './device-item.ts'
import { DevicesActs } from './devices-acts.tsx'
import { DeviceCard } from './devices-columns.tsx'
import { DevicesEmpty } from './devices-empty.tsx'
import { DevicesTools } from './devices-tools.tsx'
import { useAllDeviceColumns } from './more-columns.tsx'
import { openDevice, SCREEN, useDeviceView } from './use-device-view.ts'
import { useDeviceItems, useDeviceOrder, useFilteredDevices } from './use-devices.ts'
import './devices-screen.css'

/** Shown only where there is something in them. */
const RARE: readonly DeviceFilter[] = ['shared-group', 'no-contact', 'low-battery', 'out-of-service', 'retired']

const itemId = ({ box }: DeviceItem) => box.id
const itemName = ({ box }: DeviceItem) => boxName(box)

/** L5, L11, ux: all boxes, with what can be done with them. */
export function DevicesScreen() {
  useDeviceOrder()
  return <AllDevices />
}

function AllDevices() {
  return <Devices items={useDeviceItems()} />
}

function Devices({ items }: { readonly items: readonly DeviceItem[] }) {
  const { t } = useTranslation()
  const { opened } = usePlace()
  const view = useDeviceView()
  const { screen, change, table, filter, groupBy, selected } = view
  const listRef = useRef<HTMLDivElement>(null)
  const { found, counts } = useFilteredDevices(items, filter, screen.query)
  const { shown, waiting, letIn } = useCalmRows(found, itemId, `${filter} ${groupBy} ${screen.query}`, listRef)
  const columns = useAllDeviceColumns()
  const canEdit = useCan('box.edit')
  const { wants } = usePalette()
  const ticked = useMemo(
    () => (selected.size === 0 ? [] : items.filter(({ box }) => selected.has(box.id))),
    [items, selected],
  )
  const chips = DEVICE_FILTERS.filter((one) => !RARE.includes(one) || one === filter || (counts.get(one) ?? 0) > 0)

  return (
    <ListWithInspector
      inspector={
        opened === undefined ? null : <BoxInspector key={opened} boxId={opened} onClose={() => goTo(SCREEN)} />
      }
    >
      <ScreenHead
        title={t('devices.title')}
        actions={
          <DevicesActs
            view={view}
            shown={shown}
            ticked={ticked}
            columns={columns}
            isEmpty={items.length === 0}
            onNew={letIn}
          />
        }
      >
        <Chips
          label={t('devices.filters')}
          chips={chips.map((id) => ({ id, label: t(`devices.filter.${id}`), count: counts.get(id) ?? 0 }))}
          value={filter}
          onChange={(chosen) => change({ filter: chosen })}
        />
        <DevicesTools view={view} columns={columns} shown={shown} ticked={ticked} />
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
          onOpen={openDevice}
          {...table}
          selection={{ ids: selected, onChange: (ids) => change({ selected: ids }) }}
          layout={{ kept: screen.columns, onChange: (layout) => change({ columns: layout }) }}
          grouping={view.grouping}
          card={renderCard}
          empty={
            <DevicesEmpty
              isEmpty={items.length === 0}
              query={screen.query}
              filter={filter}
              onRegister={canEdit ? () => wants.ask('register-box', { screen: SCREEN }) : undefined}
              onShowAll={() => change({ filter: 'all', query: '' })}
            />
          }
        />
      </div>
    </ListWithInspector>
  )
}

function renderCard(item: DeviceItem) {
  return <DeviceCard item={item} />
}
