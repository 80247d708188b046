import { useCallback, useMemo } from 'react'
import { useListState } from '../list-state.ts'
import { goTo } from '../router.ts'
import type { SavedView } from '../store.ts'
import { useOrganisationId, useScreenState } from '../trackside.tsx'
import type { Grouping, RowGroup } from '../ui/data-column.ts'
import { useSay } from '../words/say.tsx'
import { type DeviceGrouping, GROUPINGS, groupOfDevice } from './device-groups.ts'
import { DEVICE_FILTERS, type DeviceItem } from './device-item.ts'

export const SCREEN = 'devices'
/** Its name among what the screen keeps. */
const GROUP_BY = 'groupBy'

/** How Devices is looked at: filter, search, groups, order, columns. It stays over restarts (ux 18). */
export function useDeviceView() {
  const { state: screen, change, table } = useListState(SCREEN)
  const { chosen } = screen
  const filter = DEVICE_FILTERS.find((one) => one === screen.filter) ?? 'all'
  const groupBy = GROUPINGS.find((one) => one === chosen[GROUP_BY]) ?? 'none'
  const apply = (view: SavedView) => {
    const { query, sort, columns } = view
    change({ query, sort, columns, filter: view.filter, chosen: { ...chosen, [GROUP_BY]: view.groupBy }, closed: [] })
  }
  return {
    screen,
    change,
    table,
    filter,
    groupBy,
    setGroupBy: (by: DeviceGrouping) => change({ chosen: { ...chosen, [GROUP_BY]: by }, closed: [] }),
    grouping: useGrouping(groupBy),
    selected: useMemo(() => new Set(screen.selected), [screen.selected]),
    /** What *Save this view* saves. */
    current: { query: screen.query, filter, groupBy, sort: screen.sort, columns: screen.columns },
    apply,
  } as const
}

export type DeviceView = ReturnType<typeof useDeviceView>

export function openDevice(id: string): void {
  goTo(SCREEN, id)
}

function useGrouping(by: DeviceGrouping): Grouping<DeviceItem> | undefined {
  const say = useSay()
  const { t, nameOf } = say
  const viewer = useOrganisationId()
  const [{ closed }, change] = useScreenState(SCREEN)
  const onClosed = useCallback((keys: readonly string[]) => change({ closed: keys }), [change])
  const closedKeys = useMemo(() => new Set(closed), [closed])
  return useMemo(() => {
    if (by === 'none') return undefined
    // Thousands of boxes stand under few heads: each is worded once.
    const heads = new Map<unknown, RowGroup>()
    const groupOf = (item: DeviceItem) => {
      const of = headOf(item, by)
      const head = heads.get(of) ?? groupOfDevice({ t, nameOf }, item, by, viewer)
      heads.set(of, head)
      return head
    }
    return { groupOf, closed: closedKeys, onClosed }
  }, [by, t, nameOf, viewer, closedKeys, onClosed])
}

/** The same for boxes under the same head. */
function headOf({ box, custody, group, place }: DeviceItem, by: Exclude<DeviceGrouping, 'none'>): unknown {
  switch (by) {
    case 'owner':
      return box.ownerId
    case 'group':
      return group
    case 'custody':
      return custody.state
    case 'event':
      return place && `${place.event} ${place.usedBy}`
  }
}
