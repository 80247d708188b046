import { randomUUID } from 'node:crypto'
import { ADMIN, BUILT_IN_ROLES } from '../shared/permissions.ts'
import type { Plan, Role } from '../shared/records/organisation.ts'
import { type MemberId, memberIdSchema, type OrganisationId, organisationIdSchema } from '../shared/records/scalars.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Cloud } from './cloud.ts'
import { appendToFeed } from './db/feed.ts'
import { insertMember, toMember } from './db/members.ts'
import { insertOrganisation, toOrganisation } from './db/organisations.ts'
import type { Tx } from './db/tables.ts'
import { ApiError } from './errors.ts'
import type { FeedEntry } from './feed.ts'
import { normaliseName } from './names.ts'
import { newSharingCode } from './secrets.ts'

export interface Founder {
  readonly name: string
  readonly email: string
  readonly passwordHash: string
}

export interface NewOrganisation {
  readonly name: string
  readonly plan: Plan
  readonly contactName?: string
  readonly contactPhone?: string
}

/** A new organisation with its built-in roles and its first ADMIN. */
export async function foundOrganisation(
  cloud: Cloud,
  trx: Tx,
  organisation: NewOrganisation,
  founder: Founder,
): Promise<{ readonly organisationId: OrganisationId; readonly memberId: MemberId }> {
  const row = await insertOrganisation(trx, {
    id: organisationIdSchema.parse(randomUUID()),
    name: organisation.name,
    normalisedName: normaliseName(organisation.name),
    plan: organisation.plan,
    sharingCode: newSharingCode(),
    contactName: organisation.contactName ?? null,
    contactPhone: organisation.contactPhone ?? null,
    createdAt: cloud.clock.now(),
  })
  if (row === undefined) throw new ApiError('NAME_TAKEN')
  const { id: organisationId } = row
  const entry = (kind: FeedEntry['kind'], record: { readonly id: string }): FeedEntry => ({
    organisationId,
    kind,
    id: record.id,
    body: canonicalJson(record),
  })
  const entries = [
    entry('organisation', toOrganisation(row, cloud.config.plans)),
    ...BUILT_IN_ROLES.map((role) => entry('role', role)),
  ]
  await appendToFeed(trx, entries, row.createdAt)
  return { organisationId, memberId: await addMember(cloud, trx, organisationId, ADMIN, founder) }
}

/** The organisation's counter must be locked, or the organisation new. */
export async function addMember(
  cloud: Cloud,
  trx: Tx,
  organisationId: OrganisationId,
  role: Pick<Role, 'id'>,
  person: Founder,
): Promise<MemberId> {
  const member = {
    id: memberIdSchema.parse(randomUUID()),
    organisationId,
    ...person,
    roleId: role.id,
    createdAt: cloud.clock.now(),
    removedAt: null,
  }
  if (!(await insertMember(trx, member))) throw new ApiError('EMAIL_TAKEN')
  const body = canonicalJson(toMember(member))
  await appendToFeed(trx, [{ organisationId, kind: 'member', id: member.id, body }], member.createdAt)
  return member.id
}
