import type { Address, Link } from '../../../shared/desktop-live.ts'
import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'
import type { KeptClock } from '../store/boxes.ts'
import type { BoxLink } from './box-link.ts'

type Counts = Link['counts']

/** A box that this laptop is connected to, or keeps trying, with what became of what it sent. */
export interface LinkedBox {
  readonly boxId: BoxId
  readonly link: BoxLink
  sessionId: SessionId | undefined
  address: Address
  clock: KeptClock | undefined
  counts: Counts
  /** Why something was unreadable, as far as the log was told. */
  readonly toldReasons: Set<string>
}

export const NO_COUNTS: Counts = { known: 0, notOurs: 0, unreadable: 0 }

export function count(linked: LinkedBox, more: Partial<Counts>): void {
  const { known = 0, notOurs = 0, unreadable = 0 } = more
  const { counts } = linked
  linked.counts = {
    known: counts.known + known,
    notOurs: counts.notOurs + notOurs,
    unreadable: counts.unreadable + unreadable,
  }
}

/** As a window sees it. */
export function shownLink({ boxId, link, sessionId, clock, counts }: LinkedBox, aside: Link['aside']): Link {
  const clockIsKnown = clock?.offsetMs !== undefined
  return {
    boxId,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...link.status,
    ...(clockIsKnown ? { clockOffsetMs: clock.offsetMs } : {}),
    ...(clock === undefined ? {} : { clockMeasuredAt: clock.measuredAt }),
    ...(clock?.source === undefined ? {} : { clockSource: clock.source }),
    counts,
    ...(aside === undefined ? {} : { aside }),
  }
}
