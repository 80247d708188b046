import type { Permission } from './permissions.ts'
import type { InstallationId, MemberId, OrganisationId } from './records/scalars.ts'

/** Who gives a command, with the rights that count now. */
export interface Actor {
  readonly organisationId: OrganisationId
  readonly memberId: MemberId
  readonly memberName: string
  readonly permissions: ReadonlySet<Permission>
  readonly installationId: InstallationId
  readonly installationName: string
}
