import { z } from 'zod'
import { boxIdSchema, checkpointIdSchema, eventIdSchema, sessionIdSchema } from '../records/scalars.ts'
import { sessionAliasSchema } from '../records/session.ts'
import { whyNotUsable } from '../rules/box-access.ts'
import { addHistory } from '../rules/history.ts'
import { assignmentNames, releaseAssignment, runningSessionsOn, stopSession as stop } from '../rules/race-use.ts'
import { accept, defineCommand, originOf, refuse, refuseTaken, type Turn } from './define.ts'

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
    for (const session of sessions) stop(draft, session, at, 'box-released')
    const left = releaseAssignment(draft, assignment)
    tell(turn, boxId, { at, what: 'released', ...left, ...(sessions.length > 0 ? { sessionStopped: true } : {}) })
    return accept()
  },
})

/** R2 */
export const startSession = defineCommand({
  permission: 'timing.run',
  args: z.object({ sessionId: sessionIdSchema, boxId: boxIdSchema, alias: sessionAliasSchema.default('') }),
  decide(turn, { sessionId, boxId, alias }) {
    const { draft, actor, at } = turn
    if (draft.get('session', sessionId)) return refuseTaken('sessionId')
    const unusable = whyNotUsable(draft, actor.organisationId, boxId, 'timing.run')
    if (unusable) return refuse(unusable.code, unusable.details)
    const box = draft.get('box', boxId)
    if (box === undefined) return refuse('NOT_FOUND', { boxId })
    const running = runningSessionsOn(draft, boxId)
    if (running.some((session) => session.organisationId !== actor.organisationId)) {
      return refuse('SESSION_RUNNING', { serial: box.serial })
    }
    for (const session of running) stop(draft, session, at, 'replaced')
    const assignment = draft.get('assignment', boxId)
    const own = assignment?.organisationId === actor.organisationId ? assignment : undefined
    draft.put('session', {
      id: sessionId,
      organisationId: actor.organisationId,
      boxId,
      boxSerial: box.serial,
      ...(own?.eventId === undefined ? {} : { eventId: own.eventId }),
      checkpointIds: own?.checkpointIds ?? [],
      alias,
      startedById: actor.memberId,
      startedAt: at,
    })
    tell(turn, boxId, { at, what: 'session-started' })
    return accept()
  },
})

export const stopSession = defineCommand({
  permission: 'timing.run',
  args: z.object({ sessionId: sessionIdSchema }),
  decide(turn, { sessionId }) {
    const session = turn.draft.get('session', sessionId)
    if (session?.organisationId !== turn.actor.organisationId) return refuse('NOT_FOUND', { sessionId })
    if (session.stoppedAt !== undefined) {
      return refuse('SESSION_CLOSED', { serial: session.boxSerial, stoppedAt: session.stoppedAt })
    }
    stop(turn.draft, session, turn.at, 'stopped')
    tell(turn, session.boxId, { at: turn.at, what: 'session-stopped' }, session.boxSerial)
    return accept()
  },
})

function isIn({ draft }: Turn, checkpointId: string, eventId: string): boolean {
  const checkpoint = draft.get('checkpoint', checkpointId)
  return checkpoint !== undefined && draft.get('race', checkpoint.raceId)?.eventId === eventId
}

type ToldStep = Omit<Parameters<typeof addHistory>[3], 'box'>

function tell(turn: Turn, boxId: z.output<typeof boxIdSchema>, step: ToldStep, serial?: string): void {
  const box = { id: boxId, serial: serial ?? turn.draft.get('box', boxId)?.serial ?? '' }
  addHistory(turn.draft, originOf(turn), turn.actor.organisationId, { box, ...step })
}
