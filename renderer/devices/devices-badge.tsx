import { useDerived } from '../trackside.tsx'
import { Badge } from '../ui/badge.tsx'

/** How many boxes there are in the list. */
export function DevicesBadge() {
  const count = useDerived(['box'], (records) => [...records.all('box')].filter((box) => !box.retiredAt).length)
  return <Badge count={count} />
}
