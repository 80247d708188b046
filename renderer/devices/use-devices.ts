import { useEffect, useMemo, useRef } from 'react'
import { recordKey } from '../store.ts'
import { useDerived, useNow, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { folded } from '../words/search.ts'
import {
  DEVICE_FILTERS,
  type DeviceFilter,
  type DeviceItem,
  deviceItems,
  foundBy,
  type Heard,
  isInFilter,
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

/** All boxes as the list shows them. */
export function useDeviceItems(): readonly DeviceItem[] {
  const viewer = useOrganisationId()
  const unconfirmed = useTracksideState((state) => state.unconfirmed)
  const before = useRef<ReadonlyMap<string, DeviceItem>>(new Map())
  const items = useDerived(
    KINDS,
    (records) => deviceItems(records, viewer, (kind, id) => unconfirmed.has(recordKey(kind, id)), before.current),
    [viewer, unconfirmed],
  )
  useEffect(() => {
    before.current = new Map(items.map((item) => [item.box.id, item]))
  }, [items])
  return items
}

/** The items that filter and search leave, and how many each filter has. */
export function useFilteredDevices(items: readonly DeviceItem[], filter: DeviceFilter, query: string) {
  const viewer = useOrganisationId()
  const telemetry = useTracksideState((state) => state.telemetry)
  const now = useNow(CONTACT_GRANULARITY_MS)
  const heard = useMemo<Heard>(() => ({ of: (boxId) => telemetry.get(boxId), now }), [telemetry, now])
  const counts = useMemo(() => countsOf(items, viewer, heard), [items, viewer, heard])
  const inFilter = useMemo(
    () => items.filter((item) => isInFilter(item, filter, viewer, heard)),
    [items, filter, viewer, heard],
  )
  const wanted = folded(query)
  const found = useMemo(() => (wanted === '' ? inFilter : inFilter.filter(foundBy(wanted))), [inFilter, wanted])
  return { found: useSameArray(found), counts }
}

function countsOf(items: readonly DeviceItem[], viewer: Parameters<typeof isInFilter>[2], heard: Heard) {
  const counts = new Map<DeviceFilter, number>()
  for (const filter of DEVICE_FILTERS) {
    let count = 0
    for (const item of items) if (isInFilter(item, filter, viewer, heard)) count += 1
    counts.set(filter, count)
  }
  return counts
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
