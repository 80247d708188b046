import type { CallHandlers } from '../call-handlers.ts'
import type { MemberSession } from '../member-session.ts'

/** About the operator board. */
export function boardCalls(session: () => MemberSession): Pick<CallHandlers, 'boardLink' | 'shareBoard'> {
  const boards = () => session().timing.boards
  return {
    boardLink: async ({ eventId }) => ({ url: await boards().link(eventId) }),
    shareBoard: async ({ eventId, on }) => ({ status: await boards().share(eventId, on) }),
  }
}
