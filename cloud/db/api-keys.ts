import { sql } from 'kysely'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { ApiKeyRow, Db } from './tables.ts'

export async function insertApiKey(db: Db, key: ApiKeyRow): Promise<void> {
  await db.insertInto('apiKey').values(key).execute()
}

export async function apiKeysOf(db: Db, organisationId: OrganisationId): Promise<readonly ApiKeyRow[]> {
  const query = db.selectFrom('apiKey').selectAll().where('organisationId', '=', organisationId)
  return await query.orderBy('createdAt').execute()
}

/** @returns false where the organisation has no such key */
export async function deleteApiKey(db: Db, organisationId: OrganisationId, id: string): Promise<boolean> {
  const query = db.deleteFrom('apiKey').where('id', '=', id).where('organisationId', '=', organisationId)
  return (await query.returning('id').executeTakeFirst()) !== undefined
}

export async function findApiKey(db: Db, keyHash: string): Promise<ApiKeyRow | undefined> {
  return await db.selectFrom('apiKey').selectAll().where('keyHash', '=', keyHash).executeTakeFirst()
}

export async function touchApiKey(db: Db, id: string, now: string): Promise<void> {
  await db.updateTable('apiKey').set({ lastUsedAt: now }).where('id', '=', id).execute()
}

export async function ownsBox(db: Db, organisationId: OrganisationId, boxId: string): Promise<boolean> {
  const query = db.selectFrom('box').select('id').where('ownerId', '=', organisationId).where('retiredAt', 'is', null)
  return (await query.where(sql<boolean>`id = ${boxId}`).executeTakeFirst()) !== undefined
}
