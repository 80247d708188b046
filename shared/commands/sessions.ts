import { z } from 'zod'
import {
  boxIdSchema,
  type CheckpointId,
  checkpointIdSchema,
  eventIdSchema,
  sessionIdSchema,
  timePlus,
  timeSchema,
} from '../records/scalars.ts'
import { type Session, sessionAliasSchema } from '../records/session.ts'
import { whyNotUsable } from '../rules/box-access.ts'
import { rightsThrough } from '../rules/groups.ts'
import { liveLoanOf } from '../rules/loans.ts'
import { ASIDE_LASTS_MS } from '../rules/passings.ts'
import { runningSessionsOn, stopSession as stop } from '../rules/race-use.ts'
import { endedWithRight } from '../rules/session-right.ts'
import { accept, defineCommand, refuse, refuseTaken, type Turn } from './define.ts'
import { tell } from './tell-box.ts'

/** R2 */
export const startSession = defineCommand({
  permission: 'timing.run',
  args: z.object({
    sessionId: sessionIdSchema,
    boxId: boxIdSchema,
    alias: sessionAliasSchema.default(''),
    /** Where the laptop saw the box assigned: counts where nothing else is known when this is decided. */
    eventId: eventIdSchema.optional(),
    checkpointIds: z.array(checkpointIdSchema).max(100).optional(),
    backup: z.boolean().optional(),
  }),
  decide(turn, args) {
    const { draft, actor, at } = turn
    const { sessionId, boxId } = args
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
    // Given late, it may be older than the right to the box: then it begins with that (L10).
    const since = box.ownerId === actor.organisationId ? undefined : liveLoanOf(draft, boxId)?.acceptedAt
    const startedAt = since !== undefined && since > at ? since : at
    draft.put('session', { ...newSession(turn, args, box.serial), startedAt })
    tell(turn, boxId, { at: startedAt, what: 'session-started' })
    return accept()
  },
  /** L10: it counts like any other, where the organisation had to do with the box. */
  kept(turn, args) {
    const { draft, actor, at } = turn
    const { sessionId, boxId } = args
    if (draft.get('session', sessionId)) return
    const box = draft.get('box', boxId)
    const loan = latest(
      draft
        .where('loan', 'boxId', boxId)
        .filter((one) => [one.recipientId, one.addressedToId].includes(actor.organisationId)),
      (one) => one.createdAt,
    )
    const share = latest(
      draft
        .where('historyEntry', 'boxId', boxId)
        .filter((entry) => entry.organisationId === actor.organisationId && entry.what === 'share-ended'),
      (entry) => entry.at,
    )
    const isShared = box !== undefined && rightsThrough(draft, box.groupId, actor.organisationId) !== undefined
    if (box?.ownerId !== actor.organisationId && !loan && !share && !isShared) return
    const endedAt = loan?.endedAt ?? share?.at ?? at
    const serial = box?.serial ?? loan?.boxSerial ?? share?.boxSerial ?? ''
    const stoppedAt = endedAt > at ? endedAt : at
    draft.put('session', { ...newSession(turn, args, serial), startedAt: at, stoppedAt, stopReason: 'refused' })
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

/**
 * L19: the box is the organisation's to use again; what was recorded since the run's right had ended counts as its own, in
 * a session that has these times.
 */
export const adoptPassings = defineCommand({
  permission: 'timing.run',
  args: z.object({ sessionId: sessionIdSchema, adopts: sessionIdSchema, until: timeSchema }),
  decide(turn, { sessionId, adopts, until }) {
    const { draft, actor, at } = turn
    if (draft.get('session', sessionId)) return refuseTaken('sessionId')
    const ended = draft.get('session', adopts)
    if (ended?.organisationId !== actor.organisationId) return refuse('NOT_FOUND', { sessionId: adopts })
    const startedAt = ended.stoppedAt
    if (startedAt === undefined || !endedWithRight(ended)) return refuse('SESSION_CLOSED', { serial: ended.boxSerial })
    const unusable = whyNotUsable(draft, actor.organisationId, ended.boxId, 'timing.run')
    if (unusable) return refuse(unusable.code, unusable.details)
    const latest = timePlus(startedAt, ASIDE_LASTS_MS)
    const loan = liveLoanOf(draft, ended.boxId)
    // Only a loan gives the gap away: a new one that came in time, or the old one, made longer.
    if (loan?.recipientId !== actor.organisationId || loan.createdAt > latest) {
      return refuse('BOX_NOT_HELD', { serial: ended.boxSerial, endedAt: startedAt })
    }
    const earliest = [until, latest, at].toSorted()[0] ?? until
    const stoppedAt = earliest > startedAt ? earliest : startedAt
    const { alias, backup, boxId, boxSerial, checkpointIds, eventId, organisationId } = ended
    draft.put('session', {
      ...{ id: sessionId, organisationId, boxId, boxSerial, checkpointIds, alias, startedAt, stoppedAt, adopts },
      ...(eventId === undefined ? {} : { eventId }),
      ...(backup === undefined ? {} : { backup }),
      startedById: actor.memberId,
      stopReason: 'stopped',
    })
    tell(turn, boxId, { at, what: 'passings-adopted' }, boxSerial)
    return accept()
  },
})

function latest<T>(records: readonly T[], timeOf: (record: T) => string): T | undefined {
  return records.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1)).at(-1)
}

type StartArgs = Pick<Session, 'boxId' | 'alias'> & {
  readonly sessionId: Session['id']
  readonly eventId?: Session['eventId'] | undefined
  readonly checkpointIds?: readonly CheckpointId[] | undefined
  readonly backup?: boolean | undefined
}

function newSession({ draft, actor }: Turn, args: StartArgs, boxSerial: string): Omit<Session, 'startedAt'> {
  const assignment = draft.get('assignment', args.boxId)
  const own = assignment?.organisationId === actor.organisationId ? assignment : undefined
  const told = draft.get('event', args.eventId ?? '')?.organisationId === actor.organisationId ? args : undefined
  const eventId = own?.eventId ?? told?.eventId
  const backup = own?.backup ?? told?.backup
  return {
    id: args.sessionId,
    organisationId: actor.organisationId,
    boxId: args.boxId,
    boxSerial,
    ...(eventId === undefined ? {} : { eventId }),
    checkpointIds: own?.checkpointIds ?? told?.checkpointIds ?? [],
    ...(backup ? { backup } : {}),
    alias: args.alias,
    startedById: actor.memberId,
  }
}
