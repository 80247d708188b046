import { sql } from 'kysely'
import type { Member } from '../../shared/records/organisation.ts'
import type { MemberId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Db, MemberRow, OrganisationRow, Tx } from './tables.ts'

export interface MemberOfOrganisation {
  readonly member: MemberRow
  readonly organisation: OrganisationRow
}

export function toMember(row: MemberRow): Member {
  const { id, organisationId, name, email, roleId } = row
  return { id, organisationId, name, email, roleId }
}

/** Adds a member; false where the e-mail address is taken. */
export async function insertMember(trx: Tx, member: MemberRow): Promise<boolean> {
  const row = await trx
    .insertInto('member')
    .values(member)
    .onConflict((conflict) => conflict.column('email').where('removedAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The member of that address, or else who had it last and was removed. */
export async function findMemberByEmail(db: Db, email: string): Promise<MemberRow | undefined> {
  const query = db.selectFrom('member').selectAll().where('email', '=', email)
  return await query.orderBy(sql`removed_at desc nulls first`).limit(1).executeTakeFirst()
}

export async function readMember(db: Db, memberId: MemberId): Promise<MemberOfOrganisation> {
  const member = await findMember(db, memberId)
  const organisation = await db
    .selectFrom('organisation')
    .selectAll()
    .where('id', '=', member.organisationId)
    .executeTakeFirstOrThrow()
  return { member, organisation }
}

export async function findMember(db: Db, id: MemberId): Promise<MemberRow> {
  return await db.selectFrom('member').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** The organisation's member, unless removed. */
export async function findPresentMember(
  db: Db,
  organisationId: OrganisationId,
  id: MemberId,
): Promise<MemberRow | undefined> {
  const query = db.selectFrom('member').selectAll().where('id', '=', id).where('organisationId', '=', organisationId)
  return await query.where('removedAt', 'is', null).executeTakeFirst()
}

/** Without those who were removed. */
export async function membersOf(db: Db, organisationId: OrganisationId): Promise<readonly MemberRow[]> {
  const query = db.selectFrom('member').selectAll().where('organisationId', '=', organisationId)
  return await query.where('removedAt', 'is', null).orderBy('id').execute()
}

/** What a command may change of a member. */
export async function updateMember(trx: Tx, { id, name, roleId }: Member): Promise<void> {
  await trx.updateTable('member').set({ name, roleId }).where('id', '=', id).execute()
}

/** The row stays: what the member did goes on to have a name, and the app is told (O10). */
export async function markRemoved(trx: Tx, id: MemberId, now: string): Promise<void> {
  await trx.updateTable('member').set({ removedAt: now }).where('id', '=', id).execute()
}
