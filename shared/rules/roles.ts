import { BUILT_IN_ROLES, type Permission, SHAREABLE_PERMISSIONS } from '../permissions.ts'
import type { Role } from '../records/organisation.ts'
import type { OrganisationId, RoleId } from '../records/scalars.ts'
import type { Records } from '../state.ts'

/** The role, built in or the organisation's own. */
export function findRole(records: Records, organisationId: OrganisationId, roleId: RoleId): Role | undefined {
  const builtIn = BUILT_IN_ROLES.find((role) => role.id === roleId)
  if (builtIn) return builtIn
  const role = records.get('role', roleId)
  return role?.organisationId === organisationId ? role : undefined
}

/** G6: what of a role goes to a group's receiver. Every role has `box.view` (O2). */
export function shareablePermissions(permissions: readonly Permission[]): readonly Permission[] {
  return SHAREABLE_PERMISSIONS.filter((permission) => permission === 'box.view' || permissions.includes(permission))
}
