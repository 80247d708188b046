import { useEffect, useMemo, useRef } from 'react'
import type { Kind } from '../../shared/records/kinds.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { type SharedFacts, useNow, useOrganisationId, useShared, useTracksideState } from '../trackside.tsx'
import { folded } from '../words/search.ts'
import {
  DEVICE_FILTERS,
  type DeviceFilter,
  type DeviceItem,
  deviceItems,
  filtersOf,
  foundBy,
  type Heard,
} from './device-item.ts'

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

/** All boxes as the lists show them. */
export function useDeviceItems(): readonly DeviceItem[] {
  return useShared(KINDS, sharedItems).items
}

interface SharedItems {
  readonly items: readonly DeviceItem[]
  readonly byId: ReadonlyMap<string, DeviceItem>
}

function sharedItems(
  { records, viewer, unconfirmed }: SharedFacts,
  before?: SharedItems,
  changed?: ReadonlySet<Kind>,
): SharedItems {
  const onlyBoxes = changed !== undefined && [...changed].every((kind) => kind === 'box')
  const items = deviceItems(records, viewer, unconfirmed, before?.byId ?? new Map(), onlyBoxes)
  return { items, byId: new Map(items.map((item) => [item.box.id, item])) }
}

/** The items that filter and search leave, and how many each filter has. */
export function useFilteredDevices(items: readonly DeviceItem[], filter: DeviceFilter, query: string) {
  const viewer = useOrganisationId()
  const telemetry = useTracksideState((state) => state.telemetry)
  const now = useNow(CONTACT_GRANULARITY_MS)
  const byFilter = useMemo(
    () => filtered(items, viewer, { of: (boxId) => telemetry.get(boxId), now }),
    [items, viewer, telemetry, now],
  )
  const counts = useMemo(() => new Map([...byFilter].map(([one, inIt]) => [one, inIt.length])), [byFilter])
  const inFilter = byFilter.get(filter) ?? NO_ITEMS
  const wanted = folded(query)
  const found = useMemo(() => (wanted === '' ? inFilter : inFilter.filter(foundBy(wanted))), [inFilter, wanted])
  return { found: useSameArray(found), counts }
}

const NO_ITEMS: readonly DeviceItem[] = []

/** The items of each filter: every item is looked at once. */
function filtered(items: readonly DeviceItem[], viewer: OrganisationId, heard: Heard) {
  const byFilter = new Map(DEVICE_FILTERS.map((filter): [DeviceFilter, DeviceItem[]] => [filter, []]))
  for (const item of items) for (const filter of filtersOf(item, viewer, heard)) byFilter.get(filter)?.push(item)
  return byFilter
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
