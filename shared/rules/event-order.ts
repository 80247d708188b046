import type { Box } from '../records/box.ts'
import type { Assignment, Checkpoint, Race } from '../records/event.ts'
import type { EventId, RaceId } from '../records/scalars.ts'
import type { Records } from '../state.ts'

/** The event's races in the order of their starts. */
export function racesOf(records: Records, eventId: EventId): readonly Race[] {
  return records.where('race', 'eventId', eventId).toSorted(byStart)
}

/** The race's checkpoints in the order in which they are passed. */
export function checkpointsOf(records: Records, raceId: RaceId): readonly Checkpoint[] {
  return records.where('checkpoint', 'raceId', raceId).toSorted(byDistance)
}

interface Placed {
  readonly box: Pick<Box, 'alias' | 'serial'>
  readonly assignment: Pick<Assignment, 'backup'>
}

/** Main before backup, then by name. */
export function byPlace(one: Placed, other: Placed): number {
  return (
    Number(one.assignment.backup) - Number(other.assignment.backup) ||
    (one.box.alias || one.box.serial).localeCompare(other.box.alias || other.box.serial, undefined, { numeric: true })
  )
}

function byStart(one: Race, other: Race): number {
  return startMs(one) - startMs(other) || one.name.localeCompare(other.name)
}

/** A race without a time comes last. */
function startMs({ plannedStart }: Race): number {
  return plannedStart === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(plannedStart)
}

const KIND_ORDER: Readonly<Record<Checkpoint['kind'], number>> = { START: 0, INTERMEDIATE: 1, FINISH: 2 }

function byDistance(one: Checkpoint, other: Checkpoint): number {
  return (
    KIND_ORDER[one.kind] - KIND_ORDER[other.kind] ||
    (one.distanceM ?? 0) - (other.distanceM ?? 0) ||
    one.name.localeCompare(other.name, undefined, { numeric: true })
  )
}
