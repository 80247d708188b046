import type { Organisation, Partner, Plan } from '../../shared/records/organisation.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { Db, OrganisationRow, Tx } from './tables.ts'

export type Plans = Readonly<Record<Plan, number | null>>

export function toOrganisation(row: OrganisationRow, plans: Plans): Organisation {
  const { id, name, number, plan } = row
  const code = row.sharingCode === null ? {} : { sharingCode: row.sharingCode }
  return { id, name, number, plan, allowance: plans[plan], ...code, ...contactOf(row) }
}

export function toPartner(row: OrganisationRow, since: string): Partner {
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

export async function hasOrganisations(trx: Tx): Promise<boolean> {
  return (await trx.selectFrom('organisation').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** G4 */
export async function findBySharingCode(db: Db, codes: readonly string[]): Promise<readonly OrganisationRow[]> {
  if (codes.length === 0) return []
  return await db.selectFrom('organisation').selectAll().where('sharingCode', 'in', codes).execute()
}

/** From before there were sharing codes. */
export async function organisationsWithoutCode(db: Db): Promise<readonly OrganisationId[]> {
  const rows = await db.selectFrom('organisation').select('id').where('sharingCode', 'is', null).execute()
  return rows.map((row) => row.id)
}

/** What a command may change of an organisation. */
export async function updateOrganisation(trx: Tx, organisation: Organisation): Promise<void> {
  const { id, sharingCode = null, contactName = null, contactPhone = null } = organisation
  await trx.updateTable('organisation').set({ sharingCode, contactName, contactPhone }).where('id', '=', id).execute()
}
