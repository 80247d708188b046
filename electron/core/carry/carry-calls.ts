import type { CallHandlers } from '../call-handlers.ts'
import type { MemberSession } from '../member-session.ts'

/** About what is carried to a second laptop. */
export function carryCalls(_session: () => MemberSession): Pick<CallHandlers, 'carryFile'> {
  const notBuilt = () => {
    throw new Error('not built')
  }
  return {
    carryFile: notBuilt,
  }
}
