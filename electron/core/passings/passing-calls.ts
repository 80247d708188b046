import type { CallHandlers } from '../call-handlers.ts'
import type { MemberSession } from '../member-session.ts'

/** About what was recorded. */
export function passingCalls(session: () => MemberSession): Pick<CallHandlers, 'watchPassings' | 'passings'> {
  return {
    watchPassings({ sessionIds }) {
      const { passings, exchange } = session().timing
      passings.board.watch(sessionIds)
      exchange.ask(sessionIds)
      return {}
    },

    passings({ of, ...asked }) {
      const { passings, exchange } = session().timing
      if ('sessionId' in of) exchange.ask([of.sessionId])
      return passings.page(of, asked)
    },
  }
}
