import { setImmediate as turn } from 'node:timers/promises'
import { type SessionId, timePlus } from '../../../shared/records/scalars.ts'
import type { MemberStore } from '../store/member-store.ts'

/** As long as commands are given again to a cloud that was restored (sync.md). */
const SENT_AGAIN_MS = 7 * 24 * 3_600_000
const STEP = 1000

/**
 * A cloud that was restored from an older copy may have lost passings that it had: they go up once more, where what it
 * has is known (R3), and what it has is fetched from the first one on.
 * @param onLost the cloud may not have these any more
 * @returns whether it was restored
 */
export async function sendAgainWhereRestored(
  store: MemberStore,
  now: string,
  onLost: (sessionId: SessionId | undefined, ids: readonly number[]) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const { local, exchange, passings } = store
  const epoch = local.get('epoch')
  const before = local.get('passingsEpoch')
  if (epoch === undefined || epoch === before) return false
  if (before !== undefined) {
    store.transact(() => exchange.forgetFetched())
    const since = timePlus(now, -SENT_AGAIN_MS)
    for (let to = passings.highestId(); to > 0 && !signal.aborted; to -= STEP) {
      const lost = store.transact(() => exchange.unsend(to - STEP, to, since))
      for (const [sessionId, rows] of Map.groupBy(lost, (row) => row.sessionId)) {
        onLost(
          sessionId ?? undefined,
          rows.map(({ id }) => id),
        )
      }
      await turn()
    }
  }
  // Last: broken off in between, it is done again.
  if (!signal.aborted) store.transact(() => local.set('passingsEpoch', epoch))
  return before !== undefined
}
