import type { CallHandlers } from '../api.ts'
import type { MemberSession } from '../member-session.ts'

/** About the start lists of events. */
export function startListCalls(
  _session: () => MemberSession,
): Pick<CallHandlers, 'importStartList' | 'clearStartList' | 'startList' | 'unknownChips' | 'nameChip'> {
  const notBuilt = () => {
    throw new Error('not built')
  }
  return {
    importStartList: notBuilt,
    clearStartList: notBuilt,
    startList: notBuilt,
    unknownChips: notBuilt,
    nameChip: notBuilt,
  }
}
