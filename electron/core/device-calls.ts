import { timePlus } from '../../shared/records/scalars.ts'
import type { CallHandlers } from './call-handlers.ts'
import type { MemberSession } from './member-session.ts'
import { type CloudClient, CloudError, NoCloud, type SignedInAs } from './sync/cloud-client.ts'

const HISTORY_MS = 24 * 3_600_000

type Failure = { readonly status: 'no-cloud' | 'forbidden' }

/** About devices, as the cloud knows them. */
export function deviceCalls(
  session: () => MemberSession,
): Pick<CallHandlers, 'apiKeys' | 'createApiKey' | 'revokeApiKey' | 'telemetryHistory'> {
  async function ask<Result>(work: (cloud: CloudClient, as: SignedInAs) => Promise<Result>): Promise<Result | Failure> {
    const { cloud, as } = session()
    const signedIn = as()
    if (signedIn === undefined) return { status: 'no-cloud' }
    try {
      return await work(cloud, signedIn)
    } catch (error) {
      if (error instanceof NoCloud) return { status: 'no-cloud' }
      if (!(error instanceof CloudError)) throw error
      // The cloud says of a box that isn't the organisation's own that there is none.
      return { status: error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND' ? 'forbidden' : 'no-cloud' }
    }
  }

  return {
    apiKeys: () => ask(async (cloud, as) => ({ status: 'done', keys: (await cloud.apiKeys(as)).keys })),

    createApiKey: (wanted) => ask(async (cloud, as) => ({ status: 'done', key: await cloud.createApiKey(as, wanted) })),

    async revokeApiKey({ id }) {
      const answer = await ask(async (cloud, as) => {
        await cloud.revokeApiKey(as, id).catch((error: unknown) => {
          // Somebody else was quicker.
          if (!(error instanceof CloudError && error.code === 'NOT_FOUND')) throw error
        })
        return { status: 'done' as const }
      })
      return answer
    },

    telemetryHistory({ boxId }) {
      const { desk } = session()
      const since = timePlus(desk.clock.now(), -HISTORY_MS)
      // Of a box that access has ended to, nothing is shown.
      if (desk.records.get('box', boxId) === undefined) return { values: [] }
      return { values: [...desk.store.telemetryHistory.since(boxId, since)] }
    },
  }
}
