import type { FastifyBaseLogger } from 'fastify'
import { timePlus } from '../shared/records/scalars.ts'
import type { Cloud } from './cloud.ts'
import { forgetGone, lockCounters, withGoneBefore } from './db/feed.ts'
import { transact } from './db/transact.ts'
import { repeat } from './repeat.ts'

const DAY_MS = 24 * 3_600_000
const RETRY_MS = 60_000

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
  return repeat(async () => {
    try {
      await purgeFeed(cloud)
      return DAY_MS
    } catch (error) {
      log.error({ err: error }, 'the feed could not be purged; trying again')
      return RETRY_MS
    }
  })
}
