import type { CallHandlers } from '../api.ts'
import type { MemberSession } from '../member-session.ts'

/** About what was recorded. */
export function passingCalls(_session: () => MemberSession): Pick<CallHandlers, 'watchPassings' | 'passings'> {
  const notBuilt = () => {
    throw new Error('not built')
  }
  return {
    watchPassings: notBuilt,
    passings: notBuilt,
  }
}
