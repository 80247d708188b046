import type { CallHandlers } from './api.ts'
import type { MemberSession } from './member-session.ts'

/** About devices, as the cloud knows them. */
export function deviceCalls(
  _session: () => MemberSession,
): Pick<CallHandlers, 'apiKeys' | 'createApiKey' | 'revokeApiKey' | 'telemetryHistory'> {
  const notBuilt = () => {
    throw new Error('not built')
  }
  return {
    apiKeys: notBuilt,
    createApiKey: notBuilt,
    revokeApiKey: notBuilt,
    telemetryHistory: notBuilt,
  }
}
