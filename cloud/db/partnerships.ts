import { sql } from 'kysely'
import type { Partner } from '../../shared/records/organisation.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { toPartner } from './organisations.ts'
import type { Db, Tx } from './tables.ts'

/** What one organisation's feed shows of another one. */
export interface KnownPartner {
  readonly organisationId: OrganisationId
  readonly partner: Partner
}

/** O9: remembers that the first deals with the second. Gives the pairs that were new. */
export async function insertPartnerships(
  trx: Tx,
  pairs: readonly (readonly [OrganisationId, OrganisationId])[],
  since: string,
): Promise<readonly KnownPartner[]> {
  if (pairs.length === 0) return []
  const unique = new Map(
    pairs.map(([organisationId, partnerId]) => [
      `${organisationId} ${partnerId}`,
      { organisationId, partnerId, since },
    ]),
  )
  const added = await trx
    .insertInto('partnership')
    .values([...unique.values()])
    .onConflict((conflict) => conflict.doNothing())
    .returning(['organisationId', 'partnerId'])
    .execute()
  if (added.length === 0) return []
  const ids = added.map((row) => row.partnerId)
  const partners = await trx
    .selectFrom('organisation')
    .selectAll()
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return added.flatMap(({ organisationId, partnerId }) =>
    partners.filter((row) => row.id === partnerId).map((row) => ({ organisationId, partner: toPartner(row, since) })),
  )
}

/** Those of `ids` that are partners of the organisation. */
export async function partnersAmong(
  db: Db,
  organisationId: OrganisationId,
  ids: readonly string[],
): Promise<readonly Partner[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('partnership')
    .innerJoin('organisation', 'organisation.id', 'partnership.partnerId')
    .selectAll('organisation')
    .select('partnership.since')
    .where('partnership.organisationId', '=', organisationId)
    .where(sql<boolean>`partnership.partner_id = any(${ids}::uuid[])`)
    .execute()
  return rows.map((row) => toPartner(row, row.since))
}

/** Who has the organisation among its partners, and what it sees of it. */
export async function partnersOf(db: Db, partnerId: OrganisationId): Promise<readonly KnownPartner[]> {
  const rows = await db
    .selectFrom('partnership')
    .innerJoin('organisation', 'organisation.id', 'partnership.partnerId')
    .selectAll('organisation')
    .select(['partnership.organisationId', 'partnership.since'])
    .where('partnership.partnerId', '=', partnerId)
    .execute()
  return rows.map((row) => ({ organisationId: row.organisationId, partner: toPartner(row, row.since) }))
}
