import type { RowGroup } from '../ui/data-column.ts'
import type { Say } from '../words/say.tsx'
import type { DeviceItem } from './device-item.ts'

/** By what the list is put in groups. */
export const GROUPINGS = ['none', 'owner', 'group', 'custody', 'event'] as const
export type DeviceGrouping = (typeof GROUPINGS)[number]

type State = DeviceItem['custody']['state']

/** What is at hand first, what is gone last. */
const STATES_IN_ORDER: readonly State[] = [
  'available',
  'ours',
  'borrowed',
  'through-group',
  'reserved',
  'lent',
  'over',
  'out-of-service',
  'ended',
  'unknown',
  'retired',
]
/** After every name, before nothing else. */
const LAST = '\uFFFF'

/** Under which head a box stands. */
export function groupOfDevice(
  { t, nameOf }: Pick<Say, 't' | 'nameOf'>,
  { box, custody, group, place }: DeviceItem,
  by: Exclude<DeviceGrouping, 'none'>,
  viewer: string,
): RowGroup {
  switch (by) {
    case 'owner': {
      const label = nameOf(box.ownerId) ?? t('custody.partnerUnknown')
      return { key: `owner-${box.ownerId}`, label, order: box.ownerId === viewer ? '' : label }
    }
    case 'group':
      if (group === undefined) return { key: 'group-', label: t('devices.inNoGroup'), order: LAST }
      return { key: `group-${group.id}`, label: group.path, order: group.path }
    case 'custody': {
      const order = String(STATES_IN_ORDER.indexOf(custody.state)).padStart(2, '0')
      return { key: `custody-${custody.state}`, label: t(`devices.state.${custody.state}`), order }
    }
    case 'event': {
      if (place === undefined) return { key: 'event-', label: t('devices.inNoEvent'), order: LAST }
      if (place.usedBy === '') return { key: `event-${place.event}`, label: place.event, order: place.event }
      const label = t('devices.usedBy', { organisation: place.usedBy })
      return { key: `event-by-${place.usedBy}`, label, order: `${LAST} ${label}` }
    }
  }
}
