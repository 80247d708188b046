import { sql } from 'kysely'
import type { InstallationId, MemberId, OrganisationId } from '../../shared/records/scalars.ts'
import { MOST_IDS, notify } from './notify.ts'
import type { Db, Tx } from './tables.ts'

export interface SignedIn {
  readonly signInId: string
  readonly memberId: MemberId
  readonly organisationId: OrganisationId
  readonly lastContactAt: string
  readonly removedAt: string | null
  /** The one that it was last used with. */
  readonly installationId: InstallationId | null
  /** Whether that one, or the one that is named now, was revoked by itself, not with its member. */
  readonly revoked: boolean
  /** Of the one that is named now, where it is the member's. */
  readonly lastSeq: number | null
  readonly announcedAt: string | null
}

/** @param named the installation that the request says it comes from */
export async function findSignIn(db: Db, tokenHash: string, named?: InstallationId): Promise<SignedIn | undefined> {
  const { rows } = await sql<SignedIn>`
    select sign_in.id as sign_in_id, sign_in.member_id, member.organisation_id, last_contact_at, removed_at,
      sign_in.installation_id, named.last_seq, named.announced_at,
      exists (
        select from installation
        where member_id = sign_in.member_id and revoked_at is not null and not revoked_with_member
          and id in (sign_in.installation_id, ${named ?? null}::uuid)
      ) as revoked
    from sign_in
    join member on member.id = sign_in.member_id
    left join installation named on named.member_id = sign_in.member_id and named.id = ${named ?? null}::uuid
    where token_hash = ${tokenHash}`.execute(db)
  return rows[0]
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

/** Remembers which installation the sign-in is used with. */
export async function bindSignIn(db: Db, id: string, installationId: InstallationId): Promise<void> {
  await db.updateTable('signIn').set({ installationId }).where('id', '=', id).execute()
}

/** Ends the sign-in, on every process that has a stream open for it. */
export async function deleteSignIn(db: Db, id: string): Promise<void> {
  await db.deleteFrom('signIn').where('id', '=', id).execute()
  await tellSignedOut(db, [id])
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
  await tellSignedOut(
    trx,
    ended.map((row) => row.id),
  )
}

/** Ends the streams of a removed member. The sign-ins stay: their next request is told why it is refused. */
export async function endStreamsOfMember(trx: Tx, memberId: MemberId): Promise<void> {
  const rows = await trx.selectFrom('signIn').select('id').where('memberId', '=', memberId).execute()
  await tellSignedOut(
    trx,
    rows.map((row) => row.id),
  )
}

/** As `endStreamsOfMember`, of a revoked installation. */
export async function endStreamsOfInstallation(trx: Tx, installationId: InstallationId): Promise<void> {
  const rows = await trx.selectFrom('signIn').select('id').where('installationId', '=', installationId).execute()
  await tellSignedOut(
    trx,
    rows.map((row) => row.id),
  )
}

async function tellSignedOut(db: Db, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    await notify(db, { told: 'signed-out', signInIds: ids.slice(start, start + MOST_IDS) })
  }
}

/** Which of these sign-ins still hold. */
export async function liveSignIns(db: Db, ids: readonly string[], contactSince: string): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('signIn')
    .innerJoin('member', 'member.id', 'signIn.memberId')
    .leftJoin('installation', 'installation.id', 'signIn.installationId')
    .select('signIn.id')
    .where('signIn.id', 'in', ids)
    .where('lastContactAt', '>', contactSince)
    .where('removedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Forgets those of the member's sign-ins that ran out. */
export async function deleteOldSignIns(db: Db, memberId: MemberId, contactSince: string): Promise<void> {
  await db.deleteFrom('signIn').where('memberId', '=', memberId).where('lastContactAt', '<=', contactSince).execute()
}
