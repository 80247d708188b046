import type { FastifyBaseLogger } from 'fastify'
import type { Cloud } from './cloud.ts'
import { makeMonth, monthAfter } from './db/passing-months.ts'
import { transact } from './db/transact.ts'
import { repeatDaily } from './repeat.ts'

/** This month, and those that follow. */
const MONTHS_READY = 3

/** Sees to it that the passings of this month and the next ones have tables of their own. */
export async function makeMonths(cloud: Cloud): Promise<void> {
  const now = cloud.clock.now().slice(0, 7)
  for (let ahead = 0; ahead < MONTHS_READY; ahead += 1) {
    await transact(cloud.db, (trx) => makeMonth(trx, monthAfter(now, ahead)))
  }
}

/**
 * Makes the months at once and then daily. Until it has come to one, its passings are kept among those of no month.
 * @returns what stops it
 */
export function startMonths(cloud: Cloud, log: FastifyBaseLogger): () => Promise<void> {
  return repeatDaily(() => makeMonths(cloud), log, 'no tables could be made for the months ahead; trying again')
}
