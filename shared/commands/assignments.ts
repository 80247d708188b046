import { z } from 'zod'
import { boxIdSchema, checkpointIdSchema, eventIdSchema } from '../records/scalars.ts'
import { whyNotUsable } from '../rules/box-access.ts'
import { assignmentNames, releaseAssignment, runningSessionsOn, stopSession } from '../rules/race-use.ts'
import { accept, defineCommand, refuse, type Turn } from './define.ts'
import { tell } from './tell-box.ts'

/** R1: binds the box to an event and to its checkpoints there; within the same event it moves it. */
export const assignBox = defineCommand({
  permission: 'box.use',
  args: z.object({
    boxId: boxIdSchema,
    eventId: eventIdSchema,
    checkpointIds: z.array(checkpointIdSchema).max(100).default([]),
    backup: z.boolean().default(false),
  }),
  decide(turn, { boxId, eventId, checkpointIds, backup }) {
    const { draft, actor, at } = turn
    const event = draft.get('event', eventId)
    if (event?.organisationId !== actor.organisationId || event.archivedAt !== undefined) {
      return refuse('NOT_FOUND', { eventId })
    }
    const unusable = whyNotUsable(draft, actor.organisationId, boxId, 'box.use')
    if (unusable) return refuse(unusable.code, unusable.details)
    const stranger = checkpointIds.find((id) => !isIn(turn, id, eventId))
    if (stranger !== undefined) return refuse('NOT_FOUND', { checkpointId: stranger })
    const before = draft.get('assignment', boxId)
    if (before && before.organisationId !== actor.organisationId) {
      return refuse('BOX_ASSIGNED', { organisationId: before.organisationId })
    }
    if (before?.eventId !== undefined && before.eventId !== eventId) {
      const name = draft.get('event', before.eventId)?.name
      return refuse('BOX_ASSIGNED', { eventId: before.eventId, ...(name === undefined ? {} : { eventName: name }) })
    }
    const assignment = {
      id: boxId,
      organisationId: actor.organisationId,
      boxId,
      eventId,
      checkpointIds: [...new Set(checkpointIds)],
      backup,
    }
    draft.put('assignment', assignment)
    // Whether it is main or backup, a run that is on follows: a person found that it was told wrongly.
    for (const session of runningSessionsOn(draft, boxId)) {
      const isHere = session.organisationId === actor.organisationId && session.eventId === eventId
      if (isHere && (session.backup ?? false) !== backup) draft.put('session', { ...session, backup })
    }
    tell(turn, boxId, { at, what: 'assigned', ...assignmentNames(draft, assignment) })
    return accept()
  },
})

/** Takes the box off its event; R5: where a timing run is on, the person was asked before. */
export const releaseBox = defineCommand({
  permission: 'box.use',
  args: z.object({ boxId: boxIdSchema }),
  decide(turn, { boxId }) {
    const { draft, actor, at } = turn
    const assignment = draft.get('assignment', boxId)
    if (assignment?.organisationId !== actor.organisationId) {
      const serial = draft.get('box', boxId)?.serial
      const unusable = whyNotUsable(draft, actor.organisationId, boxId, 'box.use')
      if (unusable?.code === 'NOT_FOUND') return refuse('NOT_FOUND', { boxId })
      return refuse('BOX_NOT_ASSIGNED', serial === undefined ? {} : { serial })
    }
    const sessions = runningSessionsOn(draft, boxId).filter((run) => run.organisationId === actor.organisationId)
    for (const session of sessions) stopSession(draft, session, at, 'box-released')
    const left = releaseAssignment(draft, assignment)
    tell(turn, boxId, { at, what: 'released', ...left, ...(sessions.length > 0 ? { sessionStopped: true } : {}) })
    return accept()
  },
})

function isIn({ draft }: Turn, checkpointId: string, eventId: string): boolean {
  const checkpoint = draft.get('checkpoint', checkpointId)
  return checkpoint !== undefined && draft.get('race', checkpoint.raceId)?.eventId === eventId
}
