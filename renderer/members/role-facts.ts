import type { Permission } from '../../shared/permissions.ts'
import { BUILT_IN_ROLES } from '../../shared/permissions.ts'
import type { GroupShare } from '../../shared/records/group.ts'
import type { Role } from '../../shared/records/organisation.ts'
import type { OrganisationId, RoleId } from '../../shared/records/scalars.ts'
import { shareablePermissions } from '../../shared/rules/roles.ts'
import type { Records } from '../../shared/state.ts'
import { membersOf } from './people-rows.ts'

/** O2, in the order in which a person thinks of them. */
export const PERMISSION_AREAS = [
  { area: 'boxes', permissions: ['box.view', 'box.edit'] },
  { area: 'races', permissions: ['box.use', 'timing.run', 'event.edit'] },
  { area: 'lending', permissions: ['share.lend', 'share.borrow'] },
  { area: 'groups', permissions: ['group.edit', 'group.share'] },
  { area: 'organisation', permissions: ['member.manage', 'role.manage'] },
] as const satisfies readonly { readonly area: string; readonly permissions: readonly Permission[] }[]

/** O3: the built-in ones first, then the organisation's own by name. */
export function rolesOf(records: Records, organisationId: OrganisationId): readonly Role[] {
  const own = [...records.all('role')]
    .filter((role) => !role.builtIn && role.organisationId === organisationId)
    .toSorted((one, other) => one.name.localeCompare(other.name))
  return [...BUILT_IN_ROLES, ...own]
}

/** What would hold a role back from being deleted (O5). */
export interface RoleUses {
  readonly members: readonly string[]
  readonly invited: readonly string[]
  /** Shared in this role. */
  readonly shares: readonly { readonly groupName: string; readonly receiverId: OrganisationId }[]
}

export function roleUses(records: Records, organisationId: OrganisationId, roleId: RoleId): RoleUses {
  return {
    members: membersOf(records, organisationId)
      .filter((member) => member.roleId === roleId)
      .map(({ name }) => name),
    invited: [...records.all('invitation')]
      .filter((invitation) => invitation.organisationId === organisationId && invitation.roleId === roleId)
      .map(({ email }) => email)
      .toSorted(),
    shares: sharesIn(records, organisationId, roleId).map((share) => ({
      groupName: records.get('group', share.id)?.name ?? '',
      receiverId: share.receiverId,
    })),
  }
}

export function isRoleUsed({ members, invited, shares }: RoleUses): boolean {
  return members.length + invited.length + shares.length > 0
}

/** Names are compared without case, as the rule does it. */
export function sameNamed(roles: readonly Role[], name: string, but: RoleId | undefined): Role | undefined {
  const wanted = name.toLowerCase()
  return roles.find((role) => role.id !== but && role.name.toLowerCase() === wanted)
}

export function samePermissions(one: readonly Permission[], other: readonly Permission[]): boolean {
  return one.length === other.length && one.every((permission) => other.includes(permission))
}

/** G6, G8: whether receivers of groups that are shared in this role lose a right by the change. */
export function takesFromReceivers(before: Role, after: readonly Permission[]): boolean {
  const left = shareablePermissions(after)
  return shareablePermissions(before.permissions).some((permission) => !left.includes(permission))
}

function sharesIn(records: Records, organisationId: OrganisationId, roleId: RoleId): readonly GroupShare[] {
  return [...records.all('groupShare')].filter((share) => share.ownerId === organisationId && share.roleId === roleId)
}
