import type { CallHandlers } from '../call-handlers.ts'
import type { MemberSession } from '../member-session.ts'
import { startTiming } from './start-timing.ts'

/** About the connections to boxes. */
export function boxCalls(
  session: () => MemberSession,
): Pick<CallHandlers, 'startTiming' | 'connectBox' | 'disconnectBox' | 'boxAddresses' | 'fetchMissing'> {
  const boxes = () => session().timing.boxes
  return {
    startTiming: (args) => startTiming(session().desk, boxes(), args),

    connectBox({ boxId, address }) {
      boxes().connect(boxId, address)
      return {}
    },

    async disconnectBox({ boxId }) {
      await boxes().disconnect(boxId)
      return {}
    },

    boxAddresses: ({ boxId }) => ({ addresses: [...boxes().addressesOf(boxId)] }),
    fetchMissing: async ({ boxId }) => ({ status: await boxes().fetchMissing(boxId) }),
  }
}
