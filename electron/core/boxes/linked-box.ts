import type { Address, Link } from '../../../shared/desktop-live.ts'
import type { Passing } from '../../../shared/records/passing.ts'
import { type BoxId, type SessionId, timePlus } from '../../../shared/records/scalars.ts'
import type { Desk } from '../desk.ts'
import type { Logger } from '../log.ts'
import type { PassingDesk } from '../passings/passing-desk.ts'
import type { KeptClock } from '../store/boxes.ts'
import type { MemberStore } from '../store/member-store.ts'
import type { BoxLink } from './box-link.ts'
import type { Intake } from './intake.ts'
import { NumberGaps } from './number-gaps.ts'

type Counts = Link['counts']

const LOOKED_AT = 1000
const DAY_MS = 86_400_000

/** What comes while a test read is waited for. */
export interface TestArrivals {
  readonly passings: readonly Passing[]
  readonly receivedAt: string
  /** How far the box's clock is ahead; undefined: it has none, or never said. */
  readonly clockOffsetMs: number | undefined
}

/** Takes what comes while a test read is waited for. @returns false where it isn't any more: it is a passing then */
export type TestSink = (arrivals: TestArrivals) => boolean

/** A box that this laptop is connected to, or keeps trying, with what became of what it sent. */
export interface LinkedBox {
  readonly boxId: BoxId
  readonly link: BoxLink
  sessionId: SessionId | undefined
  address: Address
  clock: KeptClock | undefined
  counts: Counts
  /** What it sends goes there first. */
  sink: TestSink | undefined
  /** Connected to for a test alone: it ends with that, and isn't kept over a restart. */
  isForTest: boolean
  /** Why something was unreadable, as far as the log was told. */
  readonly toldReasons: Set<string>
}

/** As it is before there is a connection. */
export type Wanted = Pick<LinkedBox, 'boxId' | 'sessionId' | 'address' | 'sink' | 'isForTest'>

export const NO_COUNTS: Counts = { known: 0, notOurs: 0, unreadable: 0 }

/** @returns its box */
export function count(linked: LinkedBox, more: Partial<Counts>): BoxId {
  const { known = 0, notOurs = 0, unreadable = 0 } = more
  const { counts } = linked
  linked.counts = {
    known: counts.known + known,
    notOurs: counts.notOurs + notOurs,
    unreadable: counts.unreadable + unreadable,
  }
  return linked.boxId
}

/** What comes from a box goes to the test that waits for it, or on its way into the file. */
export function take(
  { boxId, sessionId, clock, sink }: LinkedBox,
  passings: readonly Passing[],
  receivedAt: string,
  intake: Pick<Intake, 'add'>,
): void {
  if (sink?.({ passings, receivedAt, clockOffsetMs: clock?.offsetMs })) return
  intake.add(
    { boxId, sessionId, clockOffsetMs: clock?.offsetMs ?? 0 },
    passings.map((passing) => ({ passing, receivedAt })),
  )
}

/** What comes from now on is stored, and what went to the test and wasn't of it, fetched. */
export function leaveTest(linked: LinkedBox): void {
  if (linked.sink === undefined) return
  linked.sink = undefined
  linked.link.catchUp()
}

/** What is missing of the box, by the latest that the file has of it: its other gaps the runs' figures tell. */
export function gapsOf({ boxes }: Pick<MemberStore, 'boxes'>, boxId: BoxId): NumberGaps {
  return NumberGaps.after(boxes.latestNumbers(boxId, LOOKED_AT), (number) => boxes.hasNumber(boxId, number))
}

/** The lowest number that is missing, by all that is known. */
export function lowestMissing(passings: Pick<PassingDesk, 'live'>, linked: LinkedBox): number | undefined {
  const known = [linked.link.missing, missingOf(passings, linked)].filter((from) => from !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

/** The lowest number that is missing of its run, by what the file has. */
export function missingOf(passings: Pick<PassingDesk, 'live'>, { sessionId }: LinkedBox): number | undefined {
  return sessionId === undefined ? undefined : passings.live(sessionId)?.completeness.gaps[0]?.from
}

/** L10: ours of the last day that are in no run. */
function outsideOf({ store, clock }: Pick<Desk, 'store' | 'clock'>, boxId: BoxId): number {
  return store.passings.countOutside(boxId, timePlus(clock.now(), -DAY_MS))
}

/** The log is told each reason once. */
export function tellUnreadable(
  { toldReasons }: LinkedBox,
  reasons: readonly string[],
  log: Pick<Logger, 'warn'>,
): void {
  for (const reason of reasons.filter((one) => !toldReasons.has(one))) {
    toldReasons.add(reason)
    log.warn(`a box sent what can't be read: ${reason}`)
  }
}

/** The box is where its address says; in the caller's transaction. */
export function saveReached({ boxes }: Pick<MemberStore, 'boxes'>, linked: LinkedBox, now: string): void {
  boxes.reached(linked.boxId, linked.address, now)
  if (!linked.isForTest) boxes.saveLink(linked)
}

/** Where the box may be: where it was last comes first, unless a person said another one since. */
export function addressesToTry(
  { address: { host, port } }: Pick<LinkedBox, 'address'>,
  known: readonly Address[],
): readonly (Address & { readonly isChosen: boolean })[] {
  const others = known.filter((other) => other.host !== host || other.port !== port)
  return [
    { host, port, isChosen: true },
    ...others.map((other) => ({ host: other.host, port: other.port, isChosen: false })),
  ]
}

/** As a window sees it. */
export function shownLink(
  { boxId, link, sessionId, clock, counts }: LinkedBox,
  aside: Link['aside'],
  desk: Pick<Desk, 'store' | 'clock'>,
): Link {
  const clockIsKnown = clock?.offsetMs !== undefined
  const outside = outsideOf(desk, boxId)
  return {
    boxId,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...link.status,
    ...(clockIsKnown ? { clockOffsetMs: clock.offsetMs } : {}),
    ...(clock === undefined ? {} : { clockMeasuredAt: clock.measuredAt }),
    ...(clock?.source === undefined ? {} : { clockSource: clock.source }),
    counts,
    ...(outside === 0 ? {} : { outside }),
    ...(aside === undefined ? {} : { aside }),
  }
}
