import type { Box } from '../../shared/records/box.ts'
import type { Assignment, Checkpoint, Event, Race } from '../../shared/records/event.ts'
import type { BoxId, EventId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import { type Refusal, refusal } from '../../shared/refusals.ts'
import { whyNotUsable } from '../../shared/rules/box-access.ts'
import { custodyOf } from '../../shared/rules/custody.ts'
import { byPlace, checkpointsOf, racesOf } from '../../shared/rules/event-order.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import { finishAfter } from '../../shared/rules/warnings.ts'
import type { Records } from '../../shared/state.ts'

/** A box in an event, at one checkpoint or none. */
export interface PlacedBox {
  readonly box: Box
  readonly assignment: Assignment
  /** This organisation's timing run on it, where one is on. */
  readonly run?: Session
  /** R8: the expected last finish, where the box is borrowed and the loan ends before it. */
  readonly finishAfterLoan?: string
}

export interface PlacedCheckpoint {
  readonly checkpoint: Checkpoint
  readonly boxes: readonly PlacedBox[]
}

export interface RaceFacts {
  readonly race: Race
  readonly checkpoints: readonly PlacedCheckpoint[]
}

/** All that an event's screen shows, in the order in which it shows it. */
export interface EventFacts {
  readonly races: readonly RaceFacts[]
  /** R1: in the event, not placed yet. */
  readonly unplaced: readonly PlacedBox[]
  /** Each box once, wherever it is. */
  readonly boxes: readonly PlacedBox[]
}

/** The kinds that `eventFacts` reads. */
export const EVENT_KINDS = [
  'event',
  'race',
  'checkpoint',
  'assignment',
  'session',
  'box',
  'loan',
  'group',
  'groupShare',
] as const

export function eventFacts(records: Records, eventId: EventId, viewer: OrganisationId): EventFacts {
  const boxes = records
    .where('assignment', 'eventId', eventId)
    .flatMap((assignment) => placedBox(records, assignment, viewer) ?? [])
    .toSorted(byPlace)
  const races = racesOf(records, eventId).map((race) => ({
    race,
    checkpoints: checkpointsOf(records, race.id).map((checkpoint) => ({
      checkpoint,
      boxes: boxes.filter(({ assignment }) => assignment.checkpointIds.includes(checkpoint.id)),
    })),
  }))
  return { races, unplaced: boxes.filter(({ assignment }) => assignment.checkpointIds.length === 0), boxes }
}

function placedBox(records: Records, assignment: Assignment, viewer: OrganisationId): PlacedBox | undefined {
  const box = records.get('box', assignment.boxId)
  if (box === undefined || assignment.organisationId !== viewer) return undefined
  const run = runningSessionsOn(records, box.id).find((session) => session.organisationId === viewer)
  const early = assignment.eventId === undefined ? undefined : endsTooEarly(records, box, viewer, assignment.eventId)
  return {
    box,
    assignment,
    ...(run === undefined ? {} : { run }),
    ...(early === undefined ? {} : { finishAfterLoan: early }),
  }
}

/** R8: the event's expected last finish, where the box is borrowed and goes back before it. */
export function endsTooEarly(records: Records, box: Box, viewer: OrganisationId, eventId: EventId): string | undefined {
  const custody = custodyOf(records, box, viewer)
  return custody?.state === 'borrowed' ? finishAfter(records, eventId, custody.loan.endsAt) : undefined
}

/** Why the box can't be put into the event now: it can't be used, or it serves another one (R1). */
export function whyNotAssignable(
  records: Records,
  viewer: OrganisationId,
  boxId: BoxId,
  eventId: EventId,
): Refusal | undefined {
  const unusable = whyNotUsable(records, viewer, boxId, 'box.use')
  if (unusable) return unusable
  const assignment = records.get('assignment', boxId)
  if (assignment === undefined || assignment.eventId === eventId) return undefined
  if (assignment.organisationId !== viewer) {
    return refusal('BOX_ASSIGNED', { organisationId: assignment.organisationId })
  }
  const other = assignment.eventId === undefined ? undefined : records.get('event', assignment.eventId)
  return refusal('BOX_ASSIGNED', other === undefined ? {} : { eventId: other.id, eventName: other.name })
}

/** The events in the order of their days: those to come first, the soonest first; then those past, the latest first. */
export function eventsInOrder(events: Iterable<Event>, today: (event: Event) => string): readonly Event[] {
  const open = [...events].filter((event) => event.archivedAt === undefined)
  const coming = open.filter((event) => event.date >= today(event)).toSorted((one, other) => byDate(one, other))
  const past = open.filter((event) => event.date < today(event)).toSorted((one, other) => byDate(other, one))
  return [...coming, ...past]
}

function byDate(one: Event, other: Event): number {
  return one.date.localeCompare(other.date) || one.name.localeCompare(other.name)
}
