import type { Link, LiveSession } from '../../shared/desktop-live.ts'
import type { Box } from '../../shared/records/box.ts'
import type { Loan } from '../../shared/records/loan.ts'
import type { BoxId, EventId, OrganisationId, SessionId } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import type { Records } from '../../shared/state.ts'
import { type EventFacts, eventFacts, type PlacedBox } from '../events/event-facts.ts'

/** How passings of a box come to this laptop, or why they don't. */
export type LinkWord = Link['state'] | 'by-cloud' | 'not-started' | 'over'

/** R3: what the box, this laptop and the cloud have, over all of the box's runs in the event. */
export interface LiveCounts {
  readonly laptop: number
  readonly cloud: number
  readonly box: number
  readonly missing: number
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
  readonly byReceived: number
  readonly unknownChips: number
  readonly lastMinute: number
  readonly lastAt: string | undefined
  /** What the box still had when its last run was stopped. */
  readonly rest: LiveSession['rest']
}

/** A box in the event's live timing, once, wherever it stands there, by the records alone. */
export interface LiveBox {
  readonly boxId: BoxId
  readonly serial: string
  readonly alias: string
  /** Undefined: it has left the event, and what it recorded is still of interest. */
  readonly placed: PlacedBox | undefined
  readonly box: Box | undefined
  /** `FINISH, KM 5`; empty where it isn't placed. */
  readonly place: string
  readonly backup: boolean
  /** In this event, the first one first. */
  readonly runs: readonly Session[]
  /** The one that is on. */
  readonly run: Session | undefined
  readonly lastLoan: Loan | undefined
}

export interface LiveRow extends LiveBox {
  readonly link: Link | undefined
  readonly linkWord: LinkWord
  /** Undefined: nothing has come here yet. */
  readonly counts: LiveCounts | undefined
  /** L19: about which more time can be asked for, where passings are set aside. */
  readonly endedLoan: Loan | undefined
}

export interface LiveSources {
  readonly links: ReadonlyMap<BoxId, Link>
  readonly liveSessions: ReadonlyMap<SessionId, LiveSession>
}

/** The boxes of the event in the order of its races and checkpoints, then those that have left it. */
export function liveBoxes(records: Records, eventId: EventId, viewer: OrganisationId): readonly LiveBox[] {
  const facts = eventFacts(records, eventId, viewer)
  const runs = runsByBox(records, eventId, viewer)
  const placed = placedInOrder(facts).map((one) => placedBox(records, one, facts, runs.get(one.box.id) ?? []))
  const here = new Set(placed.map(({ boxId }) => boxId))
  const left = [...runs].flatMap(([boxId, ofBox]) => (here.has(boxId) ? [] : leftBox(records, boxId, ofBox)))
  return [...placed, ...left]
}

/**
 * What comes in from them. One that has left the event stays while this laptop has something of it.
 * @param before rows of it that are still right are the same objects, so that they aren't drawn anew
 */
export function liveRows(
  boxes: readonly LiveBox[],
  sources: LiveSources,
  before: readonly LiveRow[],
): readonly LiveRow[] {
  const old = new Map(before.map((row) => [row.boxId, row]))
  return boxes
    .map((box) => {
      const row = liveRow(box, sources)
      const known = old.get(row.boxId)
      return known !== undefined && isSame(known, row) ? known : row
    })
    .filter(({ placed, counts, link }) => placed !== undefined || counts !== undefined || link !== undefined)
}

/** The event's runs, those that are on first, then the latest: as many as can be watched. */
export function watchedRuns(records: Records, eventId: EventId, viewer: OrganisationId): readonly SessionId[] {
  return [...runsByBox(records, eventId, viewer).values()]
    .flat()
    .toSorted(
      (one, other) =>
        Number(one.stoppedAt !== undefined) - Number(other.stoppedAt !== undefined) ||
        other.startedAt.localeCompare(one.startedAt),
    )
    .slice(0, MAX_WATCHED)
    .map(({ id }) => id)
}

const MAX_WATCHED = 100

function runsByBox(records: Records, eventId: EventId, viewer: OrganisationId): ReadonlyMap<BoxId, readonly Session[]> {
  const runs = new Map<BoxId, Session[]>()
  for (const run of records.all('session')) {
    if (run.eventId !== eventId || run.organisationId !== viewer) continue
    const ofBox = runs.get(run.boxId)
    if (ofBox) ofBox.push(run)
    else runs.set(run.boxId, [run])
  }
  for (const ofBox of runs.values()) ofBox.sort((one, other) => one.startedAt.localeCompare(other.startedAt))
  return runs
}

function placedInOrder({ races, boxes }: EventFacts): readonly PlacedBox[] {
  const inOrder = races.flatMap(({ checkpoints }) => checkpoints.flatMap((at) => at.boxes))
  return [...new Set([...inOrder, ...boxes])]
}

function placedBox(records: Records, placed: PlacedBox, facts: EventFacts, runs: readonly Session[]): LiveBox {
  const { box, assignment, run } = placed
  const names = facts.races.flatMap(({ checkpoints }) =>
    checkpoints.filter(({ boxes }) => boxes.includes(placed)).map(({ checkpoint }) => checkpoint.name),
  )
  return {
    ...{ boxId: box.id, serial: box.serial, alias: box.alias, placed, box, run, runs },
    place: [...new Set(names)].join(', '),
    backup: assignment.backup,
    lastLoan: lastLoanOf(records, box.id),
  }
}

/** Its loan or share is over, or it was taken off. */
function leftBox(records: Records, boxId: BoxId, runs: readonly Session[]): readonly LiveBox[] {
  const lastRun = runs.at(-1)
  if (lastRun === undefined) return []
  const box = records.get('box', boxId)
  const lastLoan = lastLoanOf(records, boxId)
  return [
    {
      ...{ boxId, serial: lastRun.boxSerial, alias: box?.alias ?? lastLoan?.boxAlias ?? '', placed: undefined, box },
      ...{ place: lastRun.alias, backup: false, runs, lastLoan },
      run: runs.find(({ stoppedAt }) => stoppedAt === undefined),
    },
  ]
}

function liveRow(box: LiveBox, sources: LiveSources): LiveRow {
  const found = sources.links.get(box.boxId)
  // Of a box that has gone to another event, its connection is that one's.
  const link = box.placed === undefined && box.runs.every(({ id }) => id !== found?.sessionId) ? undefined : found
  return {
    ...box,
    link,
    linkWord: linkWordOf(link, box),
    counts: countsOf(box.runs, sources),
    endedLoan: link?.aside === undefined ? undefined : box.lastLoan,
  }
}

function linkWordOf(link: Link | undefined, { run, runs }: LiveBox): LinkWord {
  if (link !== undefined) return link.state
  if (run !== undefined) return 'by-cloud'
  return runs.length === 0 ? 'not-started' : 'over'
}

function countsOf(runs: readonly Session[], { liveSessions }: LiveSources): LiveCounts | undefined {
  const found = runs.flatMap(({ id }) => liveSessions.get(id) ?? [])
  if (found.length === 0) return undefined
  const sum = (of: (live: LiveSession) => number) => found.reduce((total, live) => total + of(live), 0)
  return {
    laptop: sum(({ count }) => count),
    cloud: sum(({ inCloud }) => inCloud),
    box: sum(({ completeness }) => completeness.box),
    missing: sum(({ completeness }) => completeness.missing),
    gaps: found.flatMap(({ completeness }) => completeness.gaps),
    byReceived: sum(({ byReceived }) => byReceived),
    unknownChips: sum(({ unknownChips }) => unknownChips),
    lastMinute: sum(({ lastMinute }) => lastMinute),
    lastAt: found
      .flatMap(({ lastAt }) => lastAt ?? [])
      .toSorted()
      .at(-1),
    rest: found.findLast(({ rest }) => rest !== undefined)?.rest,
  }
}

function isSame(one: LiveRow, other: LiveRow): boolean {
  const { counts: ours, ...row } = one
  const { counts: theirs, ...otherRow } = other
  const keys = Object.keys(row) as (keyof typeof row)[]
  return keys.every((key) => row[key] === otherRow[key]) && JSON.stringify(ours) === JSON.stringify(theirs)
}

function lastLoanOf(records: Records, boxId: BoxId): Loan | undefined {
  return records
    .where('loan', 'boxId', boxId)
    .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))
    .at(-1)
}
