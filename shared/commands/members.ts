import { z } from 'zod'
import { ADMIN, BUILT_IN_ROLES, permissionSchema } from '../permissions.ts'
import { emailSchema, INVITATION_LASTS_MS, type Invitation, invitationHashSchema } from '../records/invitation.ts'
import {
  contactNameSchema,
  contactPhoneSchema,
  type Installation,
  type Member,
  type Organisation,
  type Role,
  roleNameSchema,
} from '../records/organisation.ts'
import {
  installationIdSchema,
  invitationIdSchema,
  type MemberId,
  memberIdSchema,
  type RoleId,
  roleIdSchema,
  timePlus,
} from '../records/scalars.ts'
import { boxesBelow } from '../rules/groups.ts'
import { findRole, shareablePermissions } from '../rules/roles.ts'
import { accept, defineCommand, edited, type Refused, refuse, refuseTaken, type Turn } from './define.ts'
import { accessTo, followAccess } from './group-use.ts'

const permissionsSchema = z
  .array(permissionSchema)
  .max(50)
  // O2: every role has it.
  .transform((permissions) => [...new Set([...permissions, 'box.view' as const])].toSorted())

export const createRole = defineCommand({
  permission: 'role.manage',
  args: z.object({ roleId: roleIdSchema, name: roleNameSchema, permissions: permissionsSchema }),
  decide(turn, { roleId, name, permissions }) {
    if (turn.draft.get('role', roleId) || isBuiltIn(roleId)) return refuseTaken('roleId')
    if (isNameTaken(turn, name, roleId)) return refuseTaken('name')
    const organisationId = turn.actor.organisationId
    turn.draft.put('role', { id: roleId, organisationId, name, permissions, builtIn: false })
    return accept()
  },
})

/** What was shared in this role follows it (G6), and use that has no right any more ends (G8). */
export const editRole = defineCommand({
  permission: 'role.manage',
  args: z.object({
    roleId: roleIdSchema,
    name: roleNameSchema.optional(),
    permissions: permissionsSchema.optional(),
  }),
  decide(turn, { roleId, name, permissions }) {
    const { draft } = turn
    const role = ownRole(turn, roleId)
    if ('code' in role) return role
    if (name !== undefined && isNameTaken(turn, name, roleId)) return refuseTaken('name')
    const after = edited<Role>(role, { name, permissions })
    draft.put('role', after)
    const shares = sharesIn(turn, roleId)
    const before = accessTo(
      draft,
      shares.flatMap((share) => boxesBelow(draft, share.id)),
    )
    for (const share of shares) {
      draft.put('groupShare', {
        ...share,
        roleName: after.name,
        permissions: shareablePermissions(after.permissions),
      })
    }
    followAccess(turn, before)
    return accept()
  },
})

export const deleteRole = defineCommand({
  permission: 'role.manage',
  args: z.object({ roleId: roleIdSchema }),
  decide(turn, { roleId }) {
    const role = ownRole(turn, roleId)
    if ('code' in role) return role
    const members = membersOf(turn).filter((member) => member.roleId === roleId)
    const invited = invitationsOf(turn).filter((invitation) => invitation.roleId === roleId)
    const groups = sharesIn(turn, roleId).flatMap((share) => turn.draft.get('group', share.id)?.name ?? [])
    if (members.length + invited.length + groups.length > 0) {
      return refuse('ROLE_IN_USE', {
        roleName: role.name,
        members: members.map((member) => member.name).toSorted(),
        invited: invited.map((invitation) => invitation.email).toSorted(),
        groups: groups.toSorted(),
      })
    }
    turn.draft.delete('role', roleId)
    return accept()
  },
})

/** O6. Inviting the same address again makes the earlier code worthless. */
export const inviteMember = defineCommand({
  permission: 'member.manage',
  args: z.object({
    invitationId: invitationIdSchema,
    email: emailSchema,
    roleId: roleIdSchema,
    codeHash: invitationHashSchema,
  }),
  decide(turn, { invitationId, email, roleId, codeHash }) {
    const { draft, actor, at } = turn
    if (draft.get('invitation', invitationId)) return refuseTaken('invitationId')
    if (findRole(draft, actor.organisationId, roleId) === undefined) return refuse('NOT_FOUND', { roleId })
    if (membersOf(turn).some((member) => member.email === email)) return refuseTaken('email')
    for (const earlier of invitationsOf(turn)) if (earlier.email === email) draft.delete('invitation', earlier.id)
    // In the cloud alone: nobody else knows any hash, and a code opens one invitation.
    if ([...draft.all('invitation')].some((other) => other.codeHash === codeHash)) return refuseTaken('codeHash')
    const expiresAt = timePlus(at, INVITATION_LASTS_MS)
    const invitation: Invitation = {
      id: invitationId,
      organisationId: actor.organisationId,
      ...{ email, roleId, codeHash, createdAt: at, expiresAt },
    }
    draft.put('invitation', invitation)
    return accept({ expiresAt })
  },
})

export const withdrawInvitation = defineCommand({
  permission: 'member.manage',
  args: z.object({ invitationId: invitationIdSchema }),
  decide(turn, { invitationId }) {
    const invitation = turn.draft.get('invitation', invitationId)
    if (invitation?.organisationId !== turn.actor.organisationId) return refuse('NOT_FOUND', { invitationId })
    turn.draft.delete('invitation', invitationId)
    return accept()
  },
})

export const changeMemberRole = defineCommand({
  permission: 'member.manage',
  args: z.object({ memberId: memberIdSchema, roleId: roleIdSchema }),
  decide(turn, { memberId, roleId }) {
    const { draft, actor } = turn
    const member = ownMember(turn, memberId)
    if ('code' in member) return member
    if (findRole(draft, actor.organisationId, roleId) === undefined) return refuse('NOT_FOUND', { roleId })
    if (roleId !== ADMIN.id && isLastAdmin(turn, member)) return refuse('LAST_ADMIN', { memberName: member.name })
    draft.put('member', { ...member, roleId })
    return accept()
  },
})

/** Their laptops can do nothing more; what they recorded stays the organisation's (O10). */
export const removeMember = defineCommand({
  permission: 'member.manage',
  args: z.object({ memberId: memberIdSchema }),
  decide(turn, { memberId }) {
    const { draft, at } = turn
    const member = ownMember(turn, memberId)
    if ('code' in member) return member
    if (isLastAdmin(turn, member)) return refuse('LAST_ADMIN', { memberName: member.name })
    for (const installation of installationsOf(turn)) {
      if (installation.memberId !== memberId || installation.revokedAt !== undefined) continue
      draft.put('installation', { ...installation, revokedAt: at })
    }
    draft.delete('member', memberId)
    return accept()
  },
})

export const revokeInstallation = defineCommand({
  permission: 'member.manage',
  args: z.object({ installationId: installationIdSchema }),
  decide(turn, { installationId }) {
    const installation = installationsOf(turn).find(({ id }) => id === installationId)
    if (installation === undefined) return refuse('NOT_FOUND', { installationId })
    if (installation.revokedAt === undefined) {
      turn.draft.put('installation', { ...installation, revokedAt: turn.at })
    }
    return accept()
  },
})

/** O9: whom a partner calls. */
export const editOrganisation = defineCommand({
  permission: 'member.manage',
  args: z.object({
    contactName: contactNameSchema.nullable().optional(),
    contactPhone: contactPhoneSchema.nullable().optional(),
  }),
  decide({ draft, actor }, fields) {
    const organisation = draft.get('organisation', actor.organisationId)
    if (organisation === undefined) return refuse('NOT_FOUND', { organisationId: actor.organisationId })
    draft.put('organisation', edited<Organisation>(organisation, fields))
    return accept()
  },
})

function isBuiltIn(roleId: RoleId): boolean {
  return BUILT_IN_ROLES.some((role) => role.id === roleId)
}

function ownRole(turn: Turn, roleId: RoleId): Role | Refused {
  const role = findRole(turn.draft, turn.actor.organisationId, roleId)
  if (role === undefined) return refuse('NOT_FOUND', { roleId })
  return role.builtIn ? refuse('ROLE_BUILT_IN', { roleName: role.name }) : role
}

function isNameTaken(turn: Turn, name: string, but: RoleId): boolean {
  const own = [...turn.draft.all('role')].filter((role) => role.organisationId === turn.actor.organisationId)
  const wanted = name.toLowerCase()
  return [...BUILT_IN_ROLES, ...own].some((role) => role.id !== but && role.name.toLowerCase() === wanted)
}

function ownMember(turn: Turn, memberId: MemberId): Member | Refused {
  const member = turn.draft.get('member', memberId)
  return member?.organisationId === turn.actor.organisationId ? member : refuse('NOT_FOUND', { memberId })
}

/** O5 */
function isLastAdmin(turn: Turn, member: Member): boolean {
  const admins = membersOf(turn).filter(({ roleId }) => roleId === ADMIN.id)
  return admins.length === 1 && admins[0]?.id === member.id
}

function membersOf({ draft, actor }: Turn): readonly Member[] {
  return [...draft.all('member')].filter((member) => member.organisationId === actor.organisationId)
}

function invitationsOf({ draft, actor }: Turn): readonly Invitation[] {
  return [...draft.all('invitation')].filter((invitation) => invitation.organisationId === actor.organisationId)
}

function installationsOf({ draft, actor }: Turn): readonly Installation[] {
  return [...draft.all('installation')].filter((installation) => installation.organisationId === actor.organisationId)
}

function sharesIn({ draft, actor }: Turn, roleId: RoleId) {
  return [...draft.all('groupShare')].filter(
    (share) => share.ownerId === actor.organisationId && share.roleId === roleId,
  )
}
