import type { CallHandlers } from '../api.ts'
import type { MemberSession } from '../member-session.ts'

/** About the connections to boxes. */
export function boxCalls(
  _session: () => MemberSession,
): Pick<CallHandlers, 'startTiming' | 'connectBox' | 'disconnectBox' | 'boxAddresses' | 'fetchMissing'> {
  const notBuilt = () => {
    throw new Error('not built')
  }
  return {
    startTiming: notBuilt,
    connectBox: notBuilt,
    disconnectBox: notBuilt,
    boxAddresses: notBuilt,
    fetchMissing: notBuilt,
  }
}
