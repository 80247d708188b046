import { ADMIN, type Permission, READ_ONLY, TIMER } from '../../shared/permissions.ts'
import type { Role } from '../../shared/records/organisation.ts'
import type { RoleId } from '../../shared/records/scalars.ts'
import { shareablePermissions } from '../../shared/rules/roles.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'

export const SHARE_ROLES = ['look', 'use', 'edit', 'other'] as const
export type ShareRole = (typeof SHARE_ROLES)[number]

/** G5: the built-in roles as sentences. */
const BUILT_IN: readonly (readonly [ShareRole, Pick<Role, 'id' | 'permissions'>])[] = [
  ['look', READ_ONLY],
  ['use', TIMER],
  ['edit', ADMIN],
]

export function shareRoleOf(roleId: RoleId): ShareRole {
  return BUILT_IN.find(([, role]) => role.id === roleId)?.[0] ?? 'other'
}

/** The role that a sentence stands for; of `other`, the first of one's own. */
export function roleIdOf(shareRole: ShareRole, ownRoles: readonly Role[]): RoleId | undefined {
  return BUILT_IN.find(([name]) => name === shareRole)?.[1].id ?? ownRoles[0]?.id
}

/** G6: what the role lets a partner do. */
export function rightsOf(roleId: RoleId, ownRoles: readonly Role[]): readonly Permission[] {
  const builtIn = BUILT_IN.find(([, role]) => role.id === roleId)?.[1]
  const role = builtIn ?? ownRoles.find(({ id }) => id === roleId)
  return shareablePermissions(role?.permissions ?? [])
}

/** Roles that the organisation made itself. */
export function useOwnRoles(): readonly Role[] {
  const viewer = useOrganisationId()
  return useDerived(
    ['role'],
    (records) =>
      [...records.all('role')]
        .filter((role) => !role.builtIn && role.organisationId === viewer)
        .toSorted((one, other) => one.name.localeCompare(other.name)),
    [viewer],
  )
}
