import type { Permission } from '../../shared/permissions.ts'
import type { OrganisationId, RoleId } from '../../shared/records/scalars.ts'
import type { Db } from './tables.ts'

export async function findOwnRole(
  db: Db,
  organisationId: OrganisationId,
  id: RoleId,
): Promise<{ readonly permissions: readonly Permission[] } | undefined> {
  return await db
    .selectFrom('role')
    .select('permissions')
    .where('id', '=', id)
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
}
