import type { Assignment } from '../records/event.ts'
import type { BoxId } from '../records/scalars.ts'
import type { Session, StopReason } from '../records/session.ts'
import type { Draft, Records } from '../state.ts'

/** The timing runs that are on now: at most one a box in the cloud, more where a desktop hasn't heard yet. */
export function runningSessionsOn(records: Records, boxId: BoxId): readonly Session[] {
  return records.where('session', 'boxId', boxId).filter((session) => session.stoppedAt === undefined)
}

export function stopSession(draft: Draft, session: Session, at: string, reason: StopReason): void {
  // A run that starts and ends with a command given late never ends before it began.
  const stoppedAt = at < session.startedAt ? session.startedAt : at
  draft.put('session', { ...session, stoppedAt, stopReason: reason })
}

/** Takes the box off its event and returns what it left, by name, for the history (ux 12). */
export function releaseAssignment(draft: Draft, assignment: Assignment) {
  draft.delete('assignment', assignment.id)
  return assignmentNames(draft, assignment)
}

export function assignmentNames(records: Records, assignment: Assignment) {
  const event = assignment.eventId === undefined ? undefined : records.get('event', assignment.eventId)
  const checkpointNames = assignment.checkpointIds.flatMap((id) => records.get('checkpoint', id)?.name ?? [])
  return event === undefined ? {} : { eventName: event.name, checkpointNames }
}
