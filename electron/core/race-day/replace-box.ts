import { randomUUID } from 'node:crypto'
import type { CallArgs, CallResult } from '../../../shared/desktop-api.ts'
import type { Link } from '../../../shared/desktop-live.ts'
import {
  type BoxId,
  boxIdSchema,
  type CheckpointId,
  type EventId,
  type SessionId,
  sessionIdSchema,
} from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { type Refusal, refusal } from '../../../shared/refusals.ts'
import { whyNotUsable } from '../../../shared/rules/box-access.ts'
import { endedWithRight } from '../../../shared/rules/session-right.ts'
import type { CommandToGive } from '../act.ts'
import type { BoxLinks } from '../boxes/box-links.ts'
import { ownRunOn } from '../boxes/link-fate.ts'
import type { Desk } from '../desk.ts'

/** Where the box stands, and what it does there. */
interface Post {
  readonly isAssigned: boolean
  readonly eventId: EventId | undefined
  readonly checkpointIds: readonly CheckpointId[]
  readonly backup: boolean
  /** The run that is on, or that the end of the right to the box has ended. */
  readonly run: Session | undefined
}

/** R1, R2, R5: another box takes the place of this one, as one act: all of it, or nothing. */
export function replaceBox(desk: Desk, boxes: BoxLinks, args: CallArgs<'replaceBox'>): CallResult<'replaceBox'> {
  const [boxId, withBoxId] = [boxIdSchema.parse(args.boxId), boxIdSchema.parse(args.withBoxId)]
  const link = boxes.all().find((one) => one.boxId === boxId)
  const post = postOf(desk, boxId, link)
  const impossible = whyNot(desk, post, boxId, withBoxId)
  if (impossible) return { status: 'refused', ...impossible }
  const sessionId = post.run && sessionIdSchema.parse(randomUUID())
  const steps = stepsFor(post, { boxId, withBoxId, sessionId, isThere: standsThere(desk, withBoxId, post) })
  const results = desk.give(steps.map(({ command }) => command))
  const last = results.at(-1)
  if (last?.status === 'refused') {
    const serial = desk.records.get('box', steps[results.length - 1]?.boxId ?? '')?.serial
    return { status: 'refused', code: last.code, details: { ...(serial ? { serial } : {}), ...last.details } }
  }
  if (last?.status !== 'done') throw new Error('a box was replaced, and nothing came of it')
  // With a run it was let go by the run’s end, after what it had sent; what is set aside of it goes on (L19).
  if (link && link.sessionId === undefined) void boxes.disconnect(boxId)
  const address = args.address ?? boxes.likelyAddress(withBoxId)
  const isWanted = sessionId !== undefined || link !== undefined
  if (address && isWanted && mayConnect(desk, withBoxId)) {
    boxes.connect(withBoxId, { host: address.host, port: address.port })
  }
  return { status: 'done', id: last.id, ...(sessionId === undefined ? {} : { sessionId }) }
}

/** Where it may only be assigned, it is replaced all the same. */
function mayConnect({ records, actor }: Desk, boxId: BoxId): boolean {
  if (!actor.permissions.has('timing.run')) return false
  return whyNotUsable(records, actor.organisationId, boxId, 'timing.run') === undefined
}

function postOf({ records, actor }: Desk, boxId: BoxId, link: Link | undefined): Post {
  const { organisationId } = actor
  const assignment = records.get('assignment', boxId)
  const last = records.get('session', link?.sessionId ?? '')
  const run = ownRunOn(records, organisationId, boxId) ?? (last && endedWithRight(last) ? last : undefined)
  const isAssigned = assignment?.organisationId === organisationId
  const place = isAssigned ? assignment : run
  return {
    ...{ isAssigned, run, eventId: place?.eventId },
    checkpointIds: place?.checkpointIds ?? [],
    backup: place?.backup ?? false,
  }
}

function whyNot({ records }: Desk, post: Post, boxId: BoxId, withBoxId: BoxId): Refusal | undefined {
  if (withBoxId === boxId) {
    return refusal('COMMAND_INVALID', { fields: [{ field: 'withBoxId', problem: 'another box' }] })
  }
  if (post.isAssigned || post.run) return undefined
  const serial = records.get('box', boxId)?.serial
  return serial === undefined ? refusal('NOT_FOUND', { boxId }) : refusal('BOX_NOT_ASSIGNED', { serial })
}

/** The backup at the same place, or the main box. */
function standsThere({ records, actor }: Desk, boxId: BoxId, post: Post): boolean {
  const assignment = records.get('assignment', boxId)
  if (assignment?.organisationId !== actor.organisationId || assignment.eventId !== post.eventId) return false
  const ids = new Set([...assignment.checkpointIds, ...post.checkpointIds])
  return ids.size === assignment.checkpointIds.length && ids.size === post.checkpointIds.length
}

interface Acting {
  readonly boxId: BoxId
  readonly withBoxId: BoxId
  readonly sessionId: SessionId | undefined
  /** The other box stands at the same place already. */
  readonly isThere: boolean
}

interface Step {
  readonly boxId: BoxId
  readonly command: CommandToGive
}

function stepsFor(post: Post, { boxId, withBoxId, sessionId, isThere }: Acting): readonly Step[] {
  const { isAssigned, run, eventId, backup } = post
  const checkpointIds = [...post.checkpointIds]
  const place = eventId === undefined ? undefined : { eventId, checkpointIds, backup }
  const isOn = run !== undefined && run.stoppedAt === undefined
  const stop = { boxId, command: { type: 'stopSession', args: { sessionId: run?.id } } }
  const release = { boxId, command: { type: 'releaseBox', args: { boxId } } }
  const assign = { boxId: withBoxId, command: { type: 'assignBox', args: { boxId: withBoxId, ...place } } }
  const start = { boxId: withBoxId, command: { type: 'startSession', args: { sessionId, boxId: withBoxId, ...place } } }
  const takes = [...(place ? [assign] : []), ...(sessionId === undefined ? [] : [start])]
  return [
    ...(isOn ? [stop] : []),
    ...(isAssigned ? [release] : []),
    // A run that is on follows from backup to main: what was read as backup is to end before that.
    ...(isThere ? takes.toReversed() : takes),
  ]
}
