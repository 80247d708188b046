import { sql } from 'kysely'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { MemoryRecords } from '../../shared/state.ts'
import { findInstallation, installationsOf, toInstallation } from './installations.ts'
import { findPresentMember, membersOf, toMember } from './members.ts'
import { partnersAmong, partnersOf } from './partnerships.ts'
import type { Seeds, SliceContext } from './seeds.ts'
import { among, amongTexts, type Load } from './slice-loader.ts'
import type { Tx } from './tables.ts'

/**
 * Loads the organisation's own people, as far as the seeds ask for them, and whatever has an id or a code that must not
 * be taken twice, whosever it is.
 */
export async function loadPeople(
  trx: Tx,
  records: MemoryRecords,
  load: Load,
  { organisationId }: SliceContext,
  seeds: Seeds,
): Promise<void> {
  await load('role', among('id', seeds.roleIds))
  await load('invitation', among('id', seeds.invitationIds))
  await load('invitation', amongTexts('code_hash', seeds.invitationHashes))
  if (!seeds.people) return
  await load('role', sql`organisation_id = ${organisationId}`)
  await load('invitation', sql`organisation_id = ${organisationId}`)
  for (const row of await membersOf(trx, organisationId)) {
    records.apply({ kind: 'member', id: row.id, body: toMember(row) })
  }
  for (const body of await installationsOf(trx, organisationId)) {
    records.apply({ kind: 'installation', id: body.id, body })
  }
}

/** @returns the other organisations that a decision about partners concerns */
export async function loadPartners(
  trx: Tx,
  records: MemoryRecords,
  { organisationId }: SliceContext,
  seeds: Seeds,
): Promise<readonly OrganisationId[]> {
  const partners = await partnersAmong(trx, organisationId, seeds.partnerIds ?? [])
  for (const body of partners) records.apply({ kind: 'partner', id: body.id, body })
  const watching = seeds.contact ? await partnersOf(trx, organisationId) : []
  return [...partners.map((partner) => partner.id), ...watching.map((row) => row.organisationId)]
}

/**
 * Loads the signer's member, with its role, and installation, as far as they are still there.
 * @returns the signer's organisation: there it may be decided at this moment that it may lend no more
 */
export async function loadSigner(
  trx: Tx,
  records: MemoryRecords,
  load: Load,
  { signer }: Seeds,
): Promise<readonly OrganisationId[]> {
  if (signer === undefined) return []
  const { organisationId, memberId, installationId } = signer
  const member = await findPresentMember(trx, organisationId, memberId)
  const installation = await findInstallation(trx, installationId)
  if (member) {
    records.apply({ kind: 'member', id: member.id, body: toMember(member) })
    await load('role', among('id', [member.roleId]))
  }
  if (installation && installation.memberId === memberId) {
    records.apply({ kind: 'installation', id: installation.id, body: toInstallation(installation) })
  }
  return member ? [organisationId] : []
}
