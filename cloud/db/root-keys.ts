import { sql } from 'kysely'
import type { Db, RootKeyRow, Tx } from './tables.ts'

export async function readRootKeys(db: Db): Promise<readonly RootKeyRow[]> {
  return await db.selectFrom('rootKey').selectAll().orderBy('retiredAt').execute()
}

/** As above, for whoever changes them: others wait with that, and read meanwhile. */
export async function lockRootKeys(trx: Tx): Promise<readonly RootKeyRow[]> {
  // Locks on rows wouldn't do: who waited for them doesn't see those that came.
  await sql`lock table root_key in exclusive mode`.execute(trx)
  return await readRootKeys(trx)
}

export interface NewRootKey {
  readonly state: 'current' | 'next'
  readonly publicKey: Uint8Array
  readonly privateKey: Uint8Array
  readonly createdAt: string
}

export async function insertRootKey(trx: Tx, key: NewRootKey): Promise<void> {
  await trx
    .insertInto('rootKey')
    .values({ ...key, retiredAt: null })
    .execute()
}

/** The current one signs nothing from now on, and the next one takes its place. */
export async function moveRootKeysUp(trx: Tx, now: string): Promise<void> {
  const retired = { state: 'previous', privateKey: null, retiredAt: now } as const
  await trx.updateTable('rootKey').set(retired).where('state', '=', 'current').execute()
  await trx.updateTable('rootKey').set({ state: 'current' }).where('state', '=', 'next').execute()
}
