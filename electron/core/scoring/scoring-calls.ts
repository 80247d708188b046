import type { CallHandlers } from '../call-handlers.ts'
import type { MemberSession } from '../member-session.ts'
import { exportPassings } from './export-passings.ts'

/** About what goes out: to scoring programs and as CSV. */
export function scoringCalls(
  session: () => MemberSession,
): Pick<CallHandlers, 'exportPassings' | 'saveScoringTarget' | 'removeScoringTarget' | 'sendAllAgain'> {
  return {
    exportPassings: (part) => exportPassings(session().desk, part),

    async saveScoringTarget(target) {
      await session().timing.scoring.save(target)
      return {}
    },

    async removeScoringTarget({ id }) {
      await session().timing.scoring.remove(id)
      return {}
    },

    async sendAllAgain({ id }) {
      await session().timing.scoring.sendAllAgain(id)
      return {}
    },
  }
}
