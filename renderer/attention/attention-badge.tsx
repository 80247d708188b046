import { useTracksideState } from '../trackside.tsx'
import { Badge } from '../ui/badge.tsx'

/** How many cards wait to be dealt with. */
export function AttentionBadge() {
  return <Badge count={useTracksideState((state) => state.cards.length)} hot />
}
