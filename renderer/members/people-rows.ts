import { ADMIN } from '../../shared/permissions.ts'
import type { Invitation } from '../../shared/records/invitation.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import type { Installation, Member, Role } from '../../shared/records/organisation.ts'
import type { MemberId, OrganisationId } from '../../shared/records/scalars.ts'
import { findRole } from '../../shared/rules/roles.ts'
import type { Records } from '../../shared/state.ts'
import { folded } from '../words/search.ts'

export const PEOPLE_FILTERS = ['all', 'members', 'invited'] as const
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number]

interface RowFacts {
  readonly id: string
  /** Undefined: not known here yet. */
  readonly role: Role | undefined
  readonly confirmed: boolean
  /** What search looks at, folded. */
  readonly texts: readonly string[]
}

export interface MemberRow extends RowFacts {
  readonly kind: 'member'
  readonly member: Member
  /** Those that weren't revoked, the one seen last first. */
  readonly laptops: readonly Installation[]
  readonly isYou: boolean
  /** O5: neither removed nor given another role. */
  readonly isLastAdmin: boolean
}

export interface InvitationRow extends RowFacts {
  readonly kind: 'invitation'
  readonly invitation: Invitation
}

/** Who belongs to the organisation, or is invited to. */
export type PeopleRow = MemberRow | InvitationRow

export interface Viewer {
  readonly organisationId: OrganisationId
  readonly memberId: MemberId
}

/** Members by name, then open invitations by address. */
export function peopleRows(
  records: Records,
  viewer: Viewer,
  unconfirmed: (kind: Kind, id: string) => boolean,
): readonly PeopleRow[] {
  const { organisationId } = viewer
  const members = membersOf(records, organisationId)
  const admins = members.filter(({ roleId }) => roleId === ADMIN.id).length
  const invitations = [...records.all('invitation')]
    .filter((invitation) => invitation.organisationId === organisationId)
    .toSorted((one, other) => one.email.localeCompare(other.email))
  return [
    ...members.map((member): MemberRow => {
      const role = findRole(records, organisationId, member.roleId)
      return {
        kind: 'member',
        id: member.id,
        member,
        role,
        laptops: laptopsOf(records, member.id),
        isYou: member.id === viewer.memberId,
        isLastAdmin: member.roleId === ADMIN.id && admins === 1,
        confirmed: !unconfirmed('member', member.id),
        texts: [member.name, member.email, role?.name ?? ''].map(folded),
      }
    }),
    ...invitations.map((invitation): InvitationRow => {
      const role = findRole(records, organisationId, invitation.roleId)
      return {
        kind: 'invitation',
        id: invitation.id,
        invitation,
        role,
        confirmed: !unconfirmed('invitation', invitation.id),
        texts: [invitation.email, role?.name ?? ''].map(folded),
      }
    }),
  ]
}

export function isInPeopleFilter(row: PeopleRow, filter: PeopleFilter): boolean {
  if (filter === 'all') return true
  return (row.kind === 'member') === (filter === 'members')
}

/** O6: the code works no more, and the address can be invited again. */
export function isExpired(invitation: Invitation, now: string): boolean {
  return invitation.expiresAt <= now
}

/** Who has the address here already, as a member or by an invitation. */
export function whoHas(
  records: Records,
  organisationId: OrganisationId,
  email: string,
): { readonly member?: Member | undefined; readonly invitation?: Invitation | undefined } {
  const has = (one: Member | Invitation) => one.organisationId === organisationId && one.email === email
  return { member: [...records.all('member')].find(has), invitation: [...records.all('invitation')].find(has) }
}

export function membersOf(records: Records, organisationId: OrganisationId): readonly Member[] {
  return [...records.all('member')]
    .filter((member) => member.organisationId === organisationId)
    .toSorted((one, other) => one.name.localeCompare(other.name) || one.email.localeCompare(other.email))
}

/** The laptops with which the member can work, the one seen last first. */
function laptopsOf(records: Records, memberId: MemberId): readonly Installation[] {
  return [...records.all('installation')]
    .filter((laptop) => laptop.memberId === memberId && laptop.revokedAt === undefined)
    .toSorted((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt))
}
