import type { CallHandlers } from '../call-handlers.ts'
import type { MemberSession } from '../member-session.ts'

/** About the operator board. */
export function boardCalls(_session: () => MemberSession): Pick<CallHandlers, 'boardLink' | 'shareBoard'> {
  const notBuilt = () => {
    throw new Error('not built')
  }
  return {
    boardLink: notBuilt,
    shareBoard: notBuilt,
  }
}
