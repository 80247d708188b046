import type { MemberId, OrganisationId } from '../../shared/records/scalars.ts'
import { MOST_IDS, notify } from './notify.ts'
import type { Db, Tx } from './open.ts'
import type { MemberRow, OrganisationRow } from './tables.ts'

export interface MemberOfOrganisation {
  readonly member: MemberRow
  readonly organisation: OrganisationRow
}

export async function findMemberByEmail(db: Db, email: string): Promise<MemberRow | undefined> {
  return await db.selectFrom('member').selectAll().where('email', '=', email).executeTakeFirst()
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

export interface SignedIn {
  readonly signInId: string
  readonly memberId: MemberId
  readonly organisationId: OrganisationId
  readonly lastContactAt: string
  readonly removedAt: string | null
}

export async function findSignIn(db: Db, tokenHash: string): Promise<SignedIn | undefined> {
  return await db
    .selectFrom('signIn')
    .innerJoin('member', 'member.id', 'signIn.memberId')
    .select(['signIn.id as signInId', 'memberId', 'organisationId', 'lastContactAt', 'removedAt'])
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst()
}

export async function insertSignIn(
  db: Db,
  signIn: { readonly id: string; readonly memberId: MemberId; readonly tokenHash: string; readonly createdAt: string },
): Promise<void> {
  await db
    .insertInto('signIn')
    .values({ ...signIn, lastContactAt: signIn.createdAt })
    .execute()
}

export async function touchSignIn(db: Db, id: string, now: string): Promise<void> {
  await db.updateTable('signIn').set({ lastContactAt: now }).where('id', '=', id).execute()
}

/** Ends the sign-in, on every process that has a stream open for it. */
export async function deleteSignIn(db: Db, id: string): Promise<void> {
  await db.deleteFrom('signIn').where('id', '=', id).execute()
  await notify(db, { told: 'signed-out', signInIds: [id] })
}

/** The new password ends every other sign-in of the member. */
export async function changePassword(
  trx: Tx,
  memberId: MemberId,
  passwordHash: string,
  keptSignInId: string,
): Promise<void> {
  await trx.updateTable('member').set({ passwordHash }).where('id', '=', memberId).execute()
  const ended = await trx
    .deleteFrom('signIn')
    .where('memberId', '=', memberId)
    .where('id', '<>', keptSignInId)
    .returning('id')
    .execute()
  const ids = ended.map((row) => row.id)
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    await notify(trx, { told: 'signed-out', signInIds: ids.slice(start, start + MOST_IDS) })
  }
}

/** Which of these sign-ins still hold. */
export async function liveSignIns(db: Db, ids: readonly string[], contactSince: string): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('signIn')
    .innerJoin('member', 'member.id', 'signIn.memberId')
    .select('signIn.id')
    .where('signIn.id', 'in', ids)
    .where('lastContactAt', '>', contactSince)
    .where('removedAt', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Forgets those of the member's sign-ins that ran out. */
export async function deleteOldSignIns(db: Db, memberId: MemberId, contactSince: string): Promise<void> {
  await db.deleteFrom('signIn').where('memberId', '=', memberId).where('lastContactAt', '<=', contactSince).execute()
}
