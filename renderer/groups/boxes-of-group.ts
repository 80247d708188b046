import { type DeviceItem, foundBy } from '../devices/device-item.ts'
import { folded } from '../words/search.ts'
import { type GroupTree, withBelow } from './group-facts.ts'
import { ALL, type Chosen, NO_GROUP } from './group-place.ts'

/** The boxes of what is chosen in the tree, retired ones left out. */
export function boxesOf(
  items: readonly DeviceItem[],
  tree: GroupTree,
  chosen: Chosen,
  withThoseBelow: boolean,
): readonly DeviceItem[] {
  const here = items.filter(({ box }) => box.retiredAt === undefined)
  if (chosen === ALL) return here
  if (chosen === NO_GROUP) return here.filter(({ group, box }) => group === undefined && box.groupId === null)
  const facts = tree.byId.get(chosen)
  if (facts === undefined) return []
  const ids = new Set((withThoseBelow ? withBelow(facts) : [facts]).map(({ group }) => group.id as string))
  return here.filter(({ group }) => group !== undefined && ids.has(group.id))
}

export function foundAmong(items: readonly DeviceItem[], query: string): readonly DeviceItem[] {
  const wanted = folded(query)
  return wanted === '' ? items : items.filter(foundBy(wanted))
}
