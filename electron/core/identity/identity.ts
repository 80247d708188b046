import { z } from 'zod'
import type { Actor } from '../../../shared/actor.ts'
import { BUILT_IN_ROLES, type Permission } from '../../../shared/permissions.ts'
import { memberSchema, organisationSchema } from '../../../shared/records/organisation.ts'
import type { InstallationId } from '../../../shared/records/scalars.ts'
import type { Records } from '../../../shared/state.ts'

/** Who is signed in, as the cloud last said; kept in the member's store for work without internet. */
export const identitySchema = z.object({ member: memberSchema, organisation: organisationSchema })
export type Identity = z.output<typeof identitySchema>

/** The identity with what the feed has brought since. */
export function currentIdentity(records: Records, kept: Identity): Identity {
  return {
    member: records.get('member', kept.member.id) ?? kept.member,
    organisation: records.get('organisation', kept.organisation.id) ?? kept.organisation,
  }
}

/** The rights of the member's role, as far as this laptop knows (O4). */
export function permissionsOf(records: Records, identity: Identity): readonly Permission[] {
  const { roleId } = identity.member
  const role = records.get('role', roleId) ?? BUILT_IN_ROLES.find((builtIn) => builtIn.id === roleId)
  return role?.permissions ?? ['box.view']
}

export function actorOf(
  records: Records,
  identity: Identity,
  installation: { readonly id: InstallationId; readonly name: string },
): Actor {
  const { member, organisation } = currentIdentity(records, identity)
  return {
    organisationId: organisation.id,
    memberId: member.id,
    memberName: member.name,
    permissions: new Set(permissionsOf(records, { member, organisation })),
    installationId: installation.id,
    installationName: installation.name,
  }
}
