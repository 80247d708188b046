import type { Db, Tx } from './open.ts'
import type { RootKeyRow } from './tables.ts'

export async function readRootKeys(db: Db): Promise<readonly RootKeyRow[]> {
  return await db.selectFrom('rootKey').selectAll().orderBy('retiredAt').execute()
}

/** As above, for whoever changes them. */
export async function lockRootKeys(trx: Tx): Promise<readonly RootKeyRow[]> {
  return await trx.selectFrom('rootKey').selectAll().orderBy('retiredAt').forUpdate().execute()
}

export interface NewRootKey {
  readonly state: 'current' | 'next'
  readonly publicKey: Uint8Array
  readonly privateKey: Uint8Array
  readonly createdAt: string
}

/** Adds the key, unless there is one in that state. */
export async function insertRootKey(trx: Tx, key: NewRootKey): Promise<void> {
  await trx
    .insertInto('rootKey')
    .values({ ...key, retiredAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The current one signs nothing from now on, and the next one takes its place. */
export async function moveRootKeysUp(trx: Tx, now: string): Promise<void> {
  const retired = { state: 'previous', privateKey: null, retiredAt: now } as const
  await trx.updateTable('rootKey').set(retired).where('state', '=', 'current').execute()
  await trx.updateTable('rootKey').set({ state: 'current' }).where('state', '=', 'next').execute()
}
