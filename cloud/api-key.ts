import { timePlus } from '../shared/records/scalars.ts'
import type { Cloud } from './cloud.ts'
import { findApiKey, touchApiKey } from './db/api-keys.ts'
import type { ApiKeyRow } from './db/tables.ts'
import { ApiError } from './errors.ts'
import { sha256Hex } from './secrets.ts'

export type ApiKey = Pick<ApiKeyRow, 'name' | 'organisationId' | 'createdById' | 'access' | 'boxId'>

/** So often, at most, the last use of a key is written down. */
const USE_STALE_MS = 60_000

export async function authenticateKey(cloud: Cloud, key: string | undefined): Promise<ApiKey> {
  const row = key === undefined ? undefined : await findApiKey(cloud.db, sha256Hex(key))
  if (row === undefined) throw new ApiError('SIGNED_OUT')
  const now = cloud.clock.now()
  if (row.lastUsedAt === null || row.lastUsedAt < timePlus(now, -USE_STALE_MS)) {
    await touchApiKey(cloud.db, row.id, now)
  }
  return row
}
