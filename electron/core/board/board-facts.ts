import type { Link, LiveSession } from '../../../shared/desktop-live.ts'
import type { Alarm, Board } from '../../../shared/desktop-race-day.ts'
import type { Box } from '../../../shared/records/box.ts'
import type { Checkpoint, Race } from '../../../shared/records/event.ts'
import type { Kind } from '../../../shared/records/kinds.ts'
import type { BoxId, CheckpointId, EventId, OrganisationId, SessionId } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { custodyOf } from '../../../shared/rules/custody.ts'
import { byPlace, checkpointsOf, racesOf } from '../../../shared/rules/event-order.ts'
import { organisationName } from '../../../shared/rules/history.ts'
import { endedWithRight } from '../../../shared/rules/session-right.ts'
import type { Records } from '../../../shared/state.ts'

type BoardRow = Board['rows'][number]

/** What the contract allows; a board of so many is for nobody's eyes. */
const MOST_ROWS = 500

/** What a board is made of. */
export interface BoardSources {
  readonly records: Records
  readonly viewer: OrganisationId
  readonly now: string
  readonly isOnline: boolean
  readonly isUnconfirmed: (kind: Kind, id: string) => boolean
  /** This laptop's connections. */
  readonly links: readonly Link[]
  readonly live: (sessionId: SessionId) => LiveSession | undefined
  /** Worst first. */
  readonly alarms: readonly Alarm[]
  readonly isDemo: boolean
}

/** A box on the board, once, wherever it stands. */
interface OnBoard {
  readonly boxId: BoxId
  readonly box: Pick<Box, 'serial' | 'alias'>
  readonly assignment: { readonly backup: boolean; readonly checkpointIds: readonly CheckpointId[] }
  /** Of this event, the first one first. */
  readonly runs: readonly Session[]
  readonly link: Link | undefined
}

interface Place {
  readonly race: Race
  readonly checkpoint: Checkpoint
}

/** The board of an event, in race order, main before backup. Undefined: the event is over, and its board with it. */
export function boardOf(sources: BoardSources, eventId: EventId): Board | undefined {
  const { records, viewer, now, isOnline, alarms, isDemo } = sources
  const event = records.get('event', eventId)
  if (event === undefined || event.archivedAt !== undefined || event.organisationId !== viewer) return undefined
  const places = racesOf(records, eventId).flatMap((race) =>
    checkpointsOf(records, race.id).map((checkpoint) => ({ race, checkpoint })),
  )
  const boxes = [...assignedBoxes(sources, eventId), ...boxesAside(sources, eventId)].toSorted(byPlace)
  const left = new Set(boxes)
  const rows: BoardRow[] = []
  const show = (one: OnBoard) => {
    left.delete(one)
    rows.push(rowOf(sources, one, places))
  }
  for (const { checkpoint } of places) {
    for (const one of boxes) if (left.has(one) && one.assignment.checkpointIds.includes(checkpoint.id)) show(one)
  }
  // What stands nowhere is of interest where it records.
  for (const one of left) if (one.link !== undefined || runningOf(one) !== undefined) show(one)
  return {
    event: { name: event.name, date: event.date, timeZone: event.timeZone },
    organisation: organisationName(records, viewer) ?? '',
    now,
    connection: isOnline ? 'online' : 'offline',
    rows: rows.slice(0, MOST_ROWS),
    disk: diskOf(alarms),
    isDemo,
  }
}

function assignedBoxes(sources: BoardSources, eventId: EventId): readonly OnBoard[] {
  const { records, viewer, links } = sources
  return records.where('assignment', 'eventId', eventId).flatMap((assignment) => {
    const box = records.get('box', assignment.boxId)
    if (box === undefined || assignment.organisationId !== viewer) return []
    const link = links.find(({ boxId }) => boxId === box.id)
    return [{ boxId: box.id, box, assignment, runs: runsOf(sources, box.id, eventId), link }]
  })
}

/** L19: a box whose loan ended during its run has left the event, and this laptop still hears it. */
function boxesAside(sources: BoardSources, eventId: EventId): readonly OnBoard[] {
  const { records, viewer, links } = sources
  return links.flatMap((link) => {
    const { boxId, sessionId } = link
    const run = records.get('session', sessionId ?? '')
    if (link.aside === undefined || run?.eventId !== eventId || run.organisationId !== viewer) return []
    if (records.get('assignment', boxId)?.eventId === eventId) return []
    const alias = records.get('box', boxId)?.alias ?? lastLoanOf(sources, boxId)?.boxAlias ?? ''
    return [
      {
        ...{ boxId, link, box: { serial: run.boxSerial, alias }, runs: runsOf(sources, boxId, eventId) },
        assignment: { backup: false, checkpointIds: run.checkpointIds },
      },
    ]
  })
}

function runsOf({ records, viewer }: BoardSources, boxId: BoxId, eventId: EventId): readonly Session[] {
  return records
    .where('session', 'boxId', boxId)
    .filter((run) => run.eventId === eventId && run.organisationId === viewer)
    .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt))
}

function runningOf({ runs }: OnBoard): Session | undefined {
  return runs.find(({ stoppedAt }) => stoppedAt === undefined)
}

function rowOf(sources: BoardSources, one: OnBoard, places: readonly Place[]): BoardRow {
  const here = places.filter(({ checkpoint }) => one.assignment.checkpointIds.includes(checkpoint.id))
  const custody = custodyShown(sources, one.boxId)
  return {
    checkpoint: named(here.map(({ checkpoint }) => checkpoint.name)),
    race: named(here.map(({ race }) => race.name)),
    serial: one.box.serial,
    alias: one.box.alias,
    backup: one.assignment.backup,
    ...(custody === undefined ? {} : { custody }),
    ...stateOf(one),
    ...countsOf(sources, one.runs),
    alarms: sources.alarms
      .filter(({ boxId }) => boxId === one.boxId)
      .map(({ kind, since, acknowledgedAt }) => ({ kind, since, acknowledged: acknowledgedAt !== undefined }))
      .toSorted((a, b) => Number(a.acknowledged) - Number(b.acknowledged)),
  }
}

function named(names: readonly string[]): string {
  return [...new Set(names)].join(', ')
}

/** L11 */
function custodyShown(sources: BoardSources, boxId: BoxId): BoardRow['custody'] {
  const { records, viewer, isUnconfirmed } = sources
  const box = records.get('box', boxId)
  const custody = box && custodyOf(records, box, viewer)
  if (box !== undefined && custody?.state === 'through-group') {
    const confirmed = !isUnconfirmed('groupShare', custody.share.id) && !isUnconfirmed('box', boxId)
    const group = records.get('group', custody.share.id)?.name
    const organisation = organisationName(records, box.ownerId) ?? ''
    return { state: 'through-group', organisation, confirmed, ...(group === undefined ? {} : { group }) }
  }
  if (custody !== undefined && custody.state !== 'borrowed') return undefined
  // One that left us was borrowed before: it must not look like ours.
  const loan = custody?.loan ?? lastLoanOf(sources, boxId)
  if (loan === undefined) return undefined
  return {
    state: 'borrowed',
    organisation: organisationName(records, loan.ownerId) ?? '',
    from: loan.acceptedAt ?? loan.createdAt,
    until: loan.endedAt ?? loan.endsAt,
    confirmed: !isUnconfirmed('loan', loan.id),
  }
}

function lastLoanOf({ records, viewer }: BoardSources, boxId: BoxId) {
  return records
    .where('loan', 'boxId', boxId)
    .filter(({ recipientId }) => recipientId === viewer)
    .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))
    .at(-1)
}

function stateOf(one: OnBoard): Pick<BoardRow, 'state' | 'stateSince'> {
  const { link, runs } = one
  if (link?.aside !== undefined) return { state: 'loan-over', stateSince: link.aside.since }
  if (link !== undefined) return { state: link.state, stateSince: link.since }
  const running = runningOf(one)
  if (running !== undefined) return { state: 'by-cloud', stateSince: running.startedAt }
  const last = runs.at(-1)
  if (last?.stoppedAt === undefined) return { state: 'not-started' }
  return { state: endedWithRight(last) ? 'loan-over' : 'stopped', stateSince: last.stoppedAt }
}

/** Over all of the box's runs in the event. */
function countsOf({ live }: BoardSources, runs: readonly Session[]): Pick<BoardRow, 'count' | 'lastMinute' | 'lastAt'> {
  const found = runs.flatMap(({ id }) => live(id) ?? [])
  const lastAt = found
    .flatMap((one) => one.lastAt ?? [])
    .toSorted()
    .at(-1)
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    lastMinute: found.reduce((sum, { lastMinute }) => sum + lastMinute, 0),
    ...(lastAt === undefined ? {} : { lastAt }),
  }
}

function diskOf(alarms: readonly Alarm[]): Board['disk'] {
  if (alarms.some(({ kind }) => kind === 'disk-full')) return 'full'
  return alarms.some(({ kind }) => kind === 'disk-low') ? 'low' : 'ok'
}
