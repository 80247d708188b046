import { BUILT_IN_ROLES, type Permission } from '../shared/permissions.ts'
import type { Member } from '../shared/records/organisation.ts'
import { findOwnRole } from './db/roles.ts'
import type { Db } from './db/tables.ts'

/** O2: what the member may do, by a role that is built in or the organisation's own. */
export async function permissionsOf(
  db: Db,
  { organisationId, roleId }: Pick<Member, 'organisationId' | 'roleId'>,
): Promise<readonly Permission[]> {
  const builtIn = BUILT_IN_ROLES.find((role) => role.id === roleId)
  return (builtIn ?? (await findOwnRole(db, organisationId, roleId)))?.permissions ?? []
}
