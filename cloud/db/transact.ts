import { setTimeout as sleep } from 'node:timers/promises'
import { abreast } from './abreast.ts'
import type { Db, Tx } from './tables.ts'

/** The database can't be reached or doesn't come to rest: nothing was done, and it may work later. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}

const ATTEMPTS = 5

/** Serialisation, deadlock, lock, statement or idle timeout, too many connections, shutdown, a standby not yet promoted. */
const PASSING_STATES = new Set([
  '40001',
  '40P01',
  '55P03',
  '57014',
  '25P03',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '25006',
])
const UNIQUE_VIOLATION = '23505'

/**
 * Runs `work` in one transaction (READ COMMITTED), again after a passing fault, and once more after two took the same
 * unique place at the same moment: so `work` does nothing outside the transaction.
 */
export async function transact<T>(db: Db, work: (trx: Tx) => Promise<T>): Promise<T> {
  let races = 0
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute((trx) => abreast(trx, work))
    } catch (error) {
      const raced = stateOf(error) === UNIQUE_VIOLATION && races === 0
      if (raced) races += 1
      else if (!isPassing(error)) throw error
      else if (attempt >= ATTEMPTS) throw new DatabaseUnavailable('the database is not available', { cause: error })
      await sleep(Math.random() * 10 * 2 ** attempt)
    }
  }
}

export function isPassing(error: unknown): boolean {
  const state = stateOf(error)
  if (state !== undefined) return PASSING_STATES.has(state) || state.startsWith('08') || /^E[A-Z]+$/.test(state)
  return (
    error instanceof Error &&
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
      error.message,
    )
  )
}

/** PostgreSQL's five characters, or the operating system's name of a network fault. */
function stateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
