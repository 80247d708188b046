import { useEffect, useMemo, useRef } from 'react'
import type { Box } from '../../shared/records/box.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import { GROUP_KINDS } from '../groups/group-facts.ts'
import { sharedTree } from '../groups/use-groups.ts'
import { type SharedFacts, useNow, useOrganisationId, useShared, useTracksideState } from '../trackside.tsx'
import { folded, narrowingSearch } from '../words/search.ts'
import {
  boxesInOrder,
  type DeviceFilter,
  type DeviceItem,
  deviceItems,
  filtersOf,
  foundBy,
  type Heard,
  heardFiltersOf,
} from './device-item.ts'

const BOX = ['box'] as const
const KINDS = [
  'box',
  'loan',
  'group',
  'groupShare',
  'assignment',
  'session',
  'event',
  'checkpoint',
  'partner',
  'organisation',
] as const
const CONTACT_GRANULARITY_MS = 30_000

/**
 * What `useDeviceItems` begins with, for a component above the one that shows them: each is long enough for one task the
 * first time, and between two components React lets the window do else.
 */
export function useDeviceOrder(): void {
  useShared(GROUP_KINDS, sharedTree)
  useShared(BOX, sharedOrder)
}

/** All boxes as the lists show them. */
export function useDeviceItems(): readonly DeviceItem[] {
  return useShared(KINDS, sharedItems).items
}

interface SharedItems {
  readonly items: readonly DeviceItem[]
  readonly byId: ReadonlyMap<string, DeviceItem>
}

function sharedOrder({ records }: SharedFacts, before: readonly Box[] = []): readonly Box[] {
  return boxesInOrder(records, before)
}

function sharedItems(
  { records, viewer, unconfirmed, of }: SharedFacts,
  before?: SharedItems,
  changed?: ReadonlySet<Kind>,
): SharedItems {
  const onlyBoxes = changed !== undefined && [...changed].every((kind) => kind === 'box')
  const known = { tree: of(GROUP_KINDS, sharedTree), boxes: of(BOX, sharedOrder), onlyBoxes }
  const items = deviceItems(records, viewer, unconfirmed, before?.byId ?? new Map(), known)
  return { items, byId: new Map(items.map((item) => [item.box.id, item])) }
}

/** The items that filter and search leave, and how many each filter has. */
export function useFilteredDevices(items: readonly DeviceItem[], filter: DeviceFilter, query: string) {
  const viewer = useOrganisationId()
  const telemetry = useTracksideState((state) => state.telemetry)
  const now = useNow(CONTACT_GRANULARITY_MS)
  const byFilter = useMemo(() => listed(items, (item) => filtersOf(item, viewer)), [items, viewer])
  // By the clock and by what boxes tell, anew each time.
  const byHeard = useMemo(() => {
    const heard: Heard = { of: (boxId) => telemetry.get(boxId), now }
    return telemetry.size === 0 ? NO_LISTS : listed(items, (item) => heardFiltersOf(item, heard))
  }, [items, telemetry, now])
  const counts = useMemo(() => countsOf(byFilter, byHeard), [byFilter, byHeard])
  const inFilter = byFilter.get(filter) ?? byHeard.get(filter) ?? NO_ITEMS
  const search = useMemo(() => narrowingSearch(inFilter, foundBy), [inFilter])
  return { found: useSameArray(search(folded(query))), counts }
}

type Lists = ReadonlyMap<DeviceFilter, readonly DeviceItem[]>

const NO_ITEMS: readonly DeviceItem[] = []
const NO_LISTS: Lists = new Map()

/** The items of each filter: every item is looked at once. */
function listed(items: readonly DeviceItem[], filtersOfItem: (item: DeviceItem) => readonly DeviceFilter[]): Lists {
  const lists = new Map<DeviceFilter, DeviceItem[]>()
  for (const item of items) {
    for (const filter of filtersOfItem(item)) {
      const list = lists.get(filter)
      if (list) list.push(item)
      else lists.set(filter, [item])
    }
  }
  return lists
}

function countsOf(...lists: readonly Lists[]): ReadonlyMap<DeviceFilter, number> {
  return new Map(lists.flatMap((each) => [...each].map(([filter, items]) => [filter, items.length] as const)))
}

/** The array of before where it holds the same: telemetry comes often, and seldom changes which boxes are shown. */
function useSameArray<T>(array: readonly T[]): readonly T[] {
  const before = useRef(array)
  const same = before.current.length === array.length && before.current.every((entry, index) => entry === array[index])
  useEffect(() => {
    if (!same) before.current = array
  })
  return same ? before.current : array
}
