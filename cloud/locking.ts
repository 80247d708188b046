import type { OrganisationId } from '../shared/records/scalars.ts'
import type { Cloud } from './cloud.ts'
import { lockCounters, type Numbers } from './db/feed.ts'
import type { Seeds } from './db/seeds.ts'
import { loadSlice, type Slice } from './db/slice.ts'
import type { Tx } from './db/tables.ts'
import { transact } from './db/transact.ts'

export interface Locked extends Pick<Slice, 'records'> {
  /** The organisations' numbers before anything is written. */
  readonly numbers: Numbers
  /** The moment of the decision: taken under the locks, so that decisions follow each other in time as well. */
  readonly now: string
}

/** Locks the counters of all organisations concerned, and loads what hangs together with the seeds. */
export type LockAndLoad = (seeds: Seeds) => Promise<Locked>

/** Rolls the transaction back, to begin again with these as well: locks are taken all at once, in one order. */
class MoreConcerned extends Error {
  override readonly name = 'MoreConcerned'
  readonly organisationIds: ReadonlySet<OrganisationId>

  constructor(organisationIds: ReadonlySet<OrganisationId>) {
    super('more organisations are concerned')
    this.organisationIds = organisationIds
  }
}

/** One transaction in which decisions may be taken on behalf of `organisationId`. `work` may run several times. */
export async function transactLocked<T>(
  cloud: Cloud,
  organisationId: OrganisationId,
  work: (trx: Tx, lockAndLoad: LockAndLoad) => Promise<T>,
): Promise<T> {
  const organisationIds = new Set([organisationId])
  for (;;) {
    try {
      return await transact(cloud.db, (trx) =>
        work(trx, async (seeds) => {
          const locking = lockCounters(trx, organisationIds).then((numbers) => ({ numbers, now: cloud.clock.now() }))
          // What goes by the time is loaded once that is known; all else is asked for right behind the locks.
          const { now } = seeds.allowance ? await locking : { now: cloud.clock.now() }
          const context = { organisationId, now, plans: cloud.config.plans }
          const [locked, slice] = await Promise.all([locking, loadSlice(trx, context, seeds)])
          if ([...slice.concerned].some((id) => !organisationIds.has(id))) throw new MoreConcerned(slice.concerned)
          return { ...locked, records: slice.records }
        }),
      )
    } catch (error) {
      if (!(error instanceof MoreConcerned)) throw error
      for (const id of error.organisationIds) organisationIds.add(id)
    }
  }
}
