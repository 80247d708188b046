import type { FastifyBaseLogger } from 'fastify'
import type { OrganisationId } from '../shared/records/scalars.ts'
import { settleDue } from '../shared/rules/loans.ts'
import { Draft } from '../shared/state.ts'
import { applyChanges } from './apply.ts'
import type { Cloud } from './cloud.ts'
import { dueLoans, nextEnd } from './db/due-loans.ts'
import { transactLocked } from './locking.ts'
import { repeat } from './repeat.ts'

/** Other processes may lend too: so at least this often it is looked what ends next. */
const LONGEST_SLEEP_MS = 1000

/**
 * L9: ends what is due, of one organisation or of all. After this, whoever reads finds the truth of now. A command or
 * another process may settle the same loan first: then there is nothing left to do for it.
 */
export async function settleLoans(cloud: Cloud, organisationId?: OrganisationId): Promise<void> {
  for (;;) {
    const due = await dueLoans(cloud.db, cloud.clock.now(), organisationId)
    if (due.length === 0) return
    for (const { boxId, ownerId } of due) {
      await transactLocked(cloud, ownerId, async (trx, lockAndLoad) => {
        const { records, now } = await lockAndLoad({ boxIds: [boxId] })
        const draft = new Draft(records)
        settleDue(draft, now)
        await applyChanges(trx, records, draft.changes(), { now })
      })
    }
  }
}

/**
 * Ends loans at their time, even when nobody asks.
 * @returns what stops it
 */
export function startExpiry(cloud: Cloud, log: FastifyBaseLogger): () => Promise<void> {
  return repeat(async () => {
    try {
      await settleLoans(cloud)
      const end = await nextEnd(cloud.db)
      if (end === undefined) return LONGEST_SLEEP_MS
      return Math.min(LONGEST_SLEEP_MS, Math.max(1, Date.parse(end) - Date.parse(cloud.clock.now())))
    } catch (error) {
      log.error({ err: error }, 'loans could not be settled; trying again')
      return LONGEST_SLEEP_MS
    }
  })
}
