import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CallResult } from '../../../shared/desktop-api.ts'
import type { EventId } from '../../../shared/records/scalars.ts'
import type { StartListTables, UnknownChip } from '../store/start-list.ts'

/** The chips that the event's start list doesn't know, the latest first. */
export async function unknownChips(
  startList: StartListTables,
  eventId: EventId,
  limit: number,
): Promise<CallResult<'unknownChips'>> {
  let latest: UnknownChip[] = []
  let total = 0
  for (const chips of startList.unknownChips(eventId)) {
    total += chips.length
    latest = [...latest, ...chips].sort(byTime).slice(0, limit)
    await nextTurn()
  }
  return { chips: latest, total }
}

function byTime(one: UnknownChip, other: UnknownChip): number {
  if (one.lastAt !== other.lastAt) return one.lastAt < other.lastAt ? 1 : -1
  return one.chip < other.chip ? -1 : 1
}
