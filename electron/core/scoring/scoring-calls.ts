import type { CallHandlers } from '../call-handlers.ts'
import { checkMay } from '../identity/check-may.ts'
import type { MemberSession } from '../member-session.ts'
import { exportPassings } from './export-passings.ts'

/** About what goes out: to scoring programs and as CSV. */
export function scoringCalls(
  session: () => MemberSession,
): Pick<CallHandlers, 'exportPassings' | 'saveScoringTarget' | 'removeScoringTarget' | 'sendAllAgain'> {
  return {
    exportPassings: (part) => exportPassings(session().desk, part),

    async saveScoringTarget(target) {
      const { desk, timing } = session()
      checkMay(desk, 'timing.run')
      await timing.scoring.save(target)
      return {}
    },

    async removeScoringTarget({ id }) {
      const { desk, timing } = session()
      checkMay(desk, 'timing.run')
      await timing.scoring.remove(id)
      return {}
    },

    async sendAllAgain({ id }) {
      const { desk, timing } = session()
      checkMay(desk, 'timing.run')
      await timing.scoring.sendAllAgain(id)
      return {}
    },
  }
}
