import { BUILT_IN_ROLES, type Permission } from '../shared/permissions.ts'
import type { RoleId } from '../shared/records/scalars.ts'

/** O2: what a member of that role may do. */
export function permissionsOf(roleId: RoleId): readonly Permission[] {
  return BUILT_IN_ROLES.find((role) => role.id === roleId)?.permissions ?? []
}
