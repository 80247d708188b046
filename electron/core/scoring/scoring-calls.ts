import type { CallHandlers } from '../api.ts'
import type { MemberSession } from '../member-session.ts'

/** About what goes out: to scoring programs and as CSV. */
export function scoringCalls(
  _session: () => MemberSession,
): Pick<CallHandlers, 'exportPassings' | 'saveScoringTarget' | 'removeScoringTarget' | 'sendAllAgain'> {
  const notBuilt = () => {
    throw new Error('not built')
  }
  return {
    exportPassings: notBuilt,
    saveScoringTarget: notBuilt,
    removeScoringTarget: notBuilt,
    sendAllAgain: notBuilt,
  }
}
