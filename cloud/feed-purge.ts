import type { FastifyBaseLogger } from 'fastify'
import { timePlus } from '../shared/records/scalars.ts'
import type { Cloud } from './cloud.ts'
import { forgetGone, lockCounters, withGoneBefore } from './db/feed.ts'
import { transact } from './db/transact.ts'
import { repeatDaily } from './repeat.ts'

/** Forgets what went so long ago that hardly anybody comes who hasn't heard of it; who does, begins anew. */
export async function purgeFeed(cloud: Cloud): Promise<void> {
  const before = timePlus(cloud.clock.now(), -cloud.config.deletionsKeptMs)
  for (const organisationId of await withGoneBefore(cloud.db, before)) {
    let mayBeMore = true
    while (mayBeMore) {
      mayBeMore = await transact(cloud.db, async (trx) => {
        await lockCounters(trx, [organisationId])
        return await forgetGone(trx, organisationId, before)
      })
    }
  }
}

/**
 * Purges at once and then daily.
 * @returns what stops it
 */
export function startPurge(cloud: Cloud, log: FastifyBaseLogger): () => Promise<void> {
  return repeatDaily(() => purgeFeed(cloud), log, 'the feed could not be purged; trying again')
}
