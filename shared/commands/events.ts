import { z } from 'zod'
import {
  type Checkpoint,
  checkpointKindSchema,
  checkpointNameSchema,
  distanceMSchema,
  type Event,
  eventDateSchema,
  eventNameSchema,
  type Race,
  raceNameSchema,
  timeZoneSchema,
} from '../records/event.ts'
import { checkpointIdSchema, eventIdSchema, raceIdSchema, timeSchema } from '../records/scalars.ts'
import { addHistory } from '../rules/history.ts'
import { releaseAssignment, runningSessionsOn, stopSession } from '../rules/race-use.ts'
import { accept, defineCommand, edited, originOf, type Refused, refuse, refuseTaken, type Turn } from './define.ts'

export const createEvent = defineCommand({
  permission: 'event.edit',
  args: z.object({
    eventId: eventIdSchema,
    name: eventNameSchema,
    date: eventDateSchema,
    timeZone: timeZoneSchema.default('UTC'),
  }),
  decide({ draft, actor }, { eventId, ...event }) {
    if (draft.get('event', eventId)) return refuseTaken('eventId')
    draft.put('event', { id: eventId, organisationId: actor.organisationId, ...event })
    return accept()
  },
})

export const editEvent = defineCommand({
  permission: 'event.edit',
  args: z.object({
    eventId: eventIdSchema,
    name: eventNameSchema.optional(),
    date: eventDateSchema.optional(),
    timeZone: timeZoneSchema.optional(),
  }),
  decide(turn, { eventId, ...fields }) {
    const event = ownRecord(turn, 'event', eventId)
    if ('code' in event) return event
    turn.draft.put('event', edited<Event>(event, fields))
    return accept()
  },
})

/** Its boxes are free again; R5: the person was asked before. */
export const archiveEvent = defineCommand({
  permission: 'event.edit',
  args: z.object({ eventId: eventIdSchema }),
  decide(turn, { eventId }) {
    const { draft, actor, at } = turn
    const event = ownRecord(turn, 'event', eventId)
    if ('code' in event) return event
    for (const assignment of draft.where('assignment', 'eventId', eventId)) {
      for (const session of runningSessionsOn(draft, assignment.boxId)) {
        if (session.organisationId === actor.organisationId) stopSession(draft, session, at, 'box-released')
      }
      const serial = draft.get('box', assignment.boxId)?.serial ?? ''
      const left = releaseAssignment(draft, assignment)
      const box = { id: assignment.boxId, serial }
      addHistory(draft, originOf(turn), actor.organisationId, { box, at, what: 'released', ...left })
    }
    draft.put('event', { ...event, archivedAt: at })
    return accept()
  },
})

export const createRace = defineCommand({
  permission: 'event.edit',
  args: z.object({
    raceId: raceIdSchema,
    eventId: eventIdSchema,
    name: raceNameSchema,
    plannedStart: timeSchema.optional(),
    expectedEnd: timeSchema.optional(),
  }),
  decide(turn, { raceId, ...race }) {
    if (turn.draft.get('race', raceId)) return refuseTaken('raceId')
    const event = ownRecord(turn, 'event', race.eventId)
    if ('code' in event) return event
    if (endsBeforeStart(race)) return refuseOrder()
    const { plannedStart, expectedEnd, ...named } = race
    const base: Race = { id: raceId, organisationId: turn.actor.organisationId, ...named }
    turn.draft.put('race', edited<Race>(base, { plannedStart, expectedEnd }))
    return accept()
  },
})

export const editRace = defineCommand({
  permission: 'event.edit',
  args: z.object({
    raceId: raceIdSchema,
    name: raceNameSchema.optional(),
    plannedStart: timeSchema.nullable().optional(),
    expectedEnd: timeSchema.nullable().optional(),
  }),
  decide(turn, { raceId, ...fields }) {
    const race = ownRecord(turn, 'race', raceId)
    if ('code' in race) return race
    const after = edited<Race>(race, fields)
    if (endsBeforeStart(after)) return refuseOrder()
    turn.draft.put('race', after)
    return accept()
  },
})

export const deleteRace = defineCommand({
  permission: 'event.edit',
  args: z.object({ raceId: raceIdSchema }),
  decide(turn, { raceId }) {
    const race = ownRecord(turn, 'race', raceId)
    if ('code' in race) return race
    for (const checkpoint of turn.draft.where('checkpoint', 'raceId', raceId)) removeCheckpoint(turn, race, checkpoint)
    turn.draft.delete('race', raceId)
    return accept()
  },
})

export const createCheckpoint = defineCommand({
  permission: 'event.edit',
  args: z.object({
    checkpointId: checkpointIdSchema,
    raceId: raceIdSchema,
    name: checkpointNameSchema,
    kind: checkpointKindSchema,
    distanceM: distanceMSchema.optional(),
  }),
  decide(turn, { checkpointId, distanceM, ...checkpoint }) {
    if (turn.draft.get('checkpoint', checkpointId)) return refuseTaken('checkpointId')
    const race = ownRecord(turn, 'race', checkpoint.raceId)
    if ('code' in race) return race
    const base: Checkpoint = { id: checkpointId, organisationId: turn.actor.organisationId, ...checkpoint }
    turn.draft.put('checkpoint', edited<Checkpoint>(base, { distanceM }))
    return accept()
  },
})

export const editCheckpoint = defineCommand({
  permission: 'event.edit',
  args: z.object({
    checkpointId: checkpointIdSchema,
    name: checkpointNameSchema.optional(),
    kind: checkpointKindSchema.optional(),
    distanceM: distanceMSchema.nullable().optional(),
  }),
  decide(turn, { checkpointId, ...fields }) {
    const checkpoint = ownRecord(turn, 'checkpoint', checkpointId)
    if ('code' in checkpoint) return checkpoint
    turn.draft.put('checkpoint', edited<Checkpoint>(checkpoint, fields))
    return accept()
  },
})

export const deleteCheckpoint = defineCommand({
  permission: 'event.edit',
  args: z.object({ checkpointId: checkpointIdSchema }),
  decide(turn, { checkpointId }) {
    const checkpoint = ownRecord(turn, 'checkpoint', checkpointId)
    if ('code' in checkpoint) return checkpoint
    const race = turn.draft.get('race', checkpoint.raceId)
    if (race) removeCheckpoint(turn, race, checkpoint)
    return accept()
  },
})

/** The checkpoint goes; boxes that were there stay in the event, without it. */
function removeCheckpoint({ draft }: Turn, race: Race, checkpoint: Checkpoint): void {
  for (const assignment of draft.where('assignment', 'eventId', race.eventId)) {
    if (!assignment.checkpointIds.includes(checkpoint.id)) continue
    const checkpointIds = assignment.checkpointIds.filter((id) => id !== checkpoint.id)
    draft.put('assignment', { ...assignment, checkpointIds })
  }
  draft.delete('checkpoint', checkpoint.id)
}

/** The record, where it is the actor's organisation's. */
function ownRecord<K extends 'event' | 'race' | 'checkpoint'>(turn: Turn, kind: K, id: string) {
  const record = turn.draft.get(kind, id)
  return record?.organisationId === turn.actor.organisationId ? record : notFound(kind, id)
}

function notFound(kind: string, id: string): Refused {
  return refuse('NOT_FOUND', { [`${kind}Id`]: id })
}

function endsBeforeStart(race: {
  readonly plannedStart?: string | undefined
  readonly expectedEnd?: string | undefined
}) {
  return race.plannedStart !== undefined && race.expectedEnd !== undefined && race.expectedEnd <= race.plannedStart
}

function refuseOrder(): Refused {
  return refuse('COMMAND_INVALID', { fields: [{ field: 'expectedEnd', problem: 'not after the start' }] })
}
