import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { boxName, type DeviceItem } from '../devices/device-item.ts'
import { DeviceCard, useDeviceColumns } from '../devices/devices-columns.tsx'
import { goTo } from '../router.ts'
import { useScreenState } from '../trackside.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { useCalmRows } from '../ui/use-calm-rows.ts'
import { boxesOf, foundAmong } from './boxes-of-group.ts'
import type { GroupTree } from './group-facts.ts'
import { type Chosen, groupPlaceText } from './group-place.ts'
import { GroupsEmpty } from './groups-empty.tsx'
import '../devices/devices-screen.css'

const SCREEN = 'groups'

const itemId = ({ box }: DeviceItem) => box.id
const itemName = ({ box }: DeviceItem) => boxName(box)
const renderCard = (item: DeviceItem) => <DeviceCard item={item} />

/** The boxes of what is chosen in the tree, as in Devices. */
export function GroupBoxes({
  items,
  tree,
  chosen,
  title,
  withBelow,
  openedBox,
}: {
  readonly items: readonly DeviceItem[]
  readonly tree: GroupTree
  readonly chosen: Chosen
  readonly title: string
  readonly withBelow: boolean
  readonly openedBox: string | undefined
}) {
  const { t } = useTranslation()
  const [screen, change] = useScreenState(SCREEN)
  const listRef = useRef<HTMLDivElement>(null)
  const inside = useMemo(() => boxesOf(items, tree, chosen, withBelow), [items, tree, chosen, withBelow])
  const found = useMemo(() => foundAmong(inside, screen.query), [inside, screen.query])
  const { shown, waiting, letIn } = useCalmRows(found, itemId, `${chosen} ${withBelow} ${screen.query}`, listRef)
  const columns = useDeviceColumns()
  const selected = useMemo(() => new Set(screen.selected), [screen.selected])
  return (
    <div className="group-boxes" ref={listRef}>
      <NewRowsBar count={waiting} onShow={letIn} />
      <DataTable
        key={chosen}
        label={t('groups.boxes', { group: title })}
        rows={shown}
        columns={columns}
        rowId={itemId}
        rowName={itemName}
        opened={openedBox}
        onOpen={(id) => goTo(SCREEN, groupPlaceText(chosen, id))}
        sort={screen.sort}
        onSort={(sort) => change({ sort })}
        selection={{ ids: selected, onChange: (ids) => change({ selected: ids }) }}
        card={renderCard}
        empty={<GroupsEmpty tree={tree} chosen={chosen} query={inside.length === 0 ? '' : screen.query} />}
        scrollTop={screen.scrollTop}
        onLeave={(scrollTop) => change({ scrollTop })}
      />
    </div>
  )
}
