import { sql } from 'kysely'
import type { Organisation, Partner, Plan } from '../../shared/records/organisation.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { Tx } from './open.ts'
import type { MemberRow, OrganisationRow } from './tables.ts'

export type Plans = Readonly<Record<Plan, number | null>>

export function toOrganisation(row: OrganisationRow, plans: Plans): Organisation {
  const { id, name, number, plan } = row
  return { id, name, number, plan, allowance: plans[plan], ...contactOf(row) }
}

function toPartner(row: OrganisationRow, since: string): Partner {
  const { id, name, number } = row
  return { id, name, number, ...contactOf(row), since }
}

function contactOf(row: OrganisationRow) {
  return {
    ...(row.contactName === null ? {} : { contactName: row.contactName }),
    ...(row.contactPhone === null ? {} : { contactPhone: row.contactPhone }),
  }
}

/** Adds an organisation with its counter, and its number; undefined where the normalised name is taken (O8). */
export async function insertOrganisation(
  trx: Tx,
  organisation: Omit<OrganisationRow, 'number'>,
): Promise<OrganisationRow | undefined> {
  const { lastOrganisationNumber: number } = await trx
    .updateTable('meta')
    .set((eb) => ({ lastOrganisationNumber: eb('lastOrganisationNumber', '+', 1) }))
    .returning('lastOrganisationNumber')
    .executeTakeFirstOrThrow()
  const row = await trx
    .insertInto('organisation')
    .values({ ...organisation, number })
    .onConflict((conflict) => conflict.column('normalisedName').doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row) await trx.insertInto('counter').values({ organisationId: row.id }).execute()
  return row
}

/** Adds a member; false where the e-mail address is taken. */
export async function insertMember(trx: Tx, member: MemberRow): Promise<boolean> {
  const row = await trx
    .insertInto('member')
    .values(member)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function hasOrganisations(trx: Tx): Promise<boolean> {
  return (await trx.selectFrom('organisation').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** O9: remembers that the first deals with the second. Gives the pairs that were new. */
export async function insertPartnerships(
  trx: Tx,
  pairs: readonly (readonly [OrganisationId, OrganisationId])[],
  since: string,
): Promise<readonly { readonly organisationId: OrganisationId; readonly partner: Partner }[]> {
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
