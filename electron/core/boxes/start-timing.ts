import { randomUUID } from 'node:crypto'
import type { CallArgs, CallResult } from '../../../shared/desktop-api.ts'
import { boxIdSchema, sessionIdSchema } from '../../../shared/records/scalars.ts'
import type { Desk } from '../desk.ts'
import type { BoxLinks } from './box-links.ts'

/** Starts a run on the box, and connects to it where it is known where that may be. Refused: nothing is connected. */
export function startTiming(desk: Desk, boxes: BoxLinks, args: CallArgs<'startTiming'>): CallResult<'startTiming'> {
  const boxId = boxIdSchema.parse(args.boxId)
  const sessionId = sessionIdSchema.parse(randomUUID())
  const assignment = desk.records.get('assignment', boxId)
  const own = assignment?.organisationId === desk.actor.organisationId ? assignment : undefined
  const [given] = desk.give([
    {
      type: 'startSession',
      args: {
        ...{ sessionId, boxId },
        ...(args.alias === undefined ? {} : { alias: args.alias }),
        // As this laptop saw it: in the cloud it may be off the event by the time this is decided.
        ...(own?.eventId === undefined
          ? {}
          : { eventId: own.eventId, checkpointIds: [...own.checkpointIds], backup: own.backup }),
      },
    },
  ])
  if (given?.status === 'refused') {
    return { status: 'refused', code: given.code, ...(given.details ? { details: given.details } : {}) }
  }
  if (given?.status !== 'done') throw new Error('a start of a run was decided, and nothing came of it')
  const address = args.address ?? boxes.likelyAddress(boxId)
  if (address) boxes.connect(boxId, { host: address.host, port: address.port })
  return { status: 'done', id: given.id, sessionId }
}
