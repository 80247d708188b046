import { sessionIdSchema } from '../../../shared/records/scalars.ts'
import type { MemberStore } from '../store/member-store.ts'
import type { OutboxCommand } from '../store/outbox.ts'

/** Whether the command started a run that has passings here: taken back, they would be in no run. */
export function hasRecorded({ passings }: MemberStore, { type, args }: OutboxCommand): boolean {
  const sessionId = sessionIdSchema.safeParse(args['sessionId']).data
  return type === 'startSession' && sessionId !== undefined && passings.readAfter({ sessionId }, 0, 1).length > 0
}
