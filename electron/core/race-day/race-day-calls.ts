import type { CallHandlers } from '../call-handlers.ts'
import type { MemberSession } from '../member-session.ts'
import { replaceBox } from './replace-box.ts'

/** About readiness, alarms and replacing a box. */
export function raceDayCalls(
  session: () => MemberSession,
): Pick<CallHandlers, 'acknowledgeAlarm' | 'reportPower' | 'startTestRead' | 'stopTestRead' | 'replaceBox'> {
  const raceDay = () => session().timing.raceDay
  return {
    acknowledgeAlarm({ id }) {
      raceDay().alarms.acknowledge(id)
      return {}
    },

    reportPower(power) {
      raceDay().laptop.reportPower(power)
      return {}
    },

    startTestRead: ({ boxId, address }) => ({ status: raceDay().testReads.start(boxId, address) }),

    stopTestRead({ boxId }) {
      raceDay().testReads.stop(boxId)
      return {}
    },

    replaceBox: (args) => replaceBox(session().desk, session().timing.boxes, args),
  }
}
