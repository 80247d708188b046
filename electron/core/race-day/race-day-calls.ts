import type { CallHandlers } from '../call-handlers.ts'
import type { MemberSession } from '../member-session.ts'

/** About readiness, alarms and replacing a box. */
export function raceDayCalls(
  _session: () => MemberSession,
): Pick<CallHandlers, 'acknowledgeAlarm' | 'reportPower' | 'startTestRead' | 'stopTestRead' | 'replaceBox'> {
  const notBuilt = () => {
    throw new Error('not built')
  }
  return {
    acknowledgeAlarm: notBuilt,
    reportPower: notBuilt,
    startTestRead: notBuilt,
    stopTestRead: notBuilt,
    replaceBox: notBuilt,
  }
}
