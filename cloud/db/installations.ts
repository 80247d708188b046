import { type Selectable, sql } from 'kysely'
import type { Installation } from '../../shared/records/organisation.ts'
import type { InstallationId, LoanId, MemberId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Db, Tables, Tx } from './tables.ts'
import type { Write } from './writes.ts'

export type InstallationRow = Selectable<Tables['installation']>

/** As the feed shows it. */
export function toInstallation(row: InstallationRow): Installation {
  const { id, organisationId, memberId, name, announcedAt, revokedAt } = row
  return { id, organisationId, memberId, name, lastSeenAt: announcedAt, ...(revokedAt === null ? {} : { revokedAt }) }
}

export async function findInstallation(db: Db, id: InstallationId): Promise<InstallationRow | undefined> {
  return await db.selectFrom('installation').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function lockInstallation(trx: Tx, id: InstallationId): Promise<InstallationRow | undefined> {
  return await trx.selectFrom('installation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The installations that a command ends: by id, or all of a member. */
export interface EndedInstallations {
  readonly organisationId: OrganisationId
  readonly ids: readonly string[]
  readonly memberIds: readonly string[]
}

/**
 * Locks the installation and those that its command ends, in one go and in the order of their ids, before any counter:
 * so two that end each other don't wait in a circle.
 */
export async function lockInstallations(
  trx: Tx,
  id: InstallationId,
  ended: EndedInstallations,
): Promise<InstallationRow | undefined> {
  if (ended.ids.length + ended.memberIds.length === 0) return await lockInstallation(trx, id)
  const { organisationId, ids, memberIds } = ended
  const rows = await trx
    .selectFrom('installation')
    .selectAll()
    .where(
      sql<boolean>`id = ${id} or (organisation_id = ${organisationId}
        and (id = any(${ids}::uuid[]) or member_id = any(${memberIds}::uuid[])))`,
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.find((row) => row.id === id)
}

export async function installationsOf(db: Db, organisationId: OrganisationId): Promise<readonly Installation[]> {
  const query = db.selectFrom('installation').selectAll().where('organisationId', '=', organisationId)
  return (await query.orderBy('id').execute()).map(toInstallation)
}

export async function insertInstallation(
  trx: Tx,
  installation: Pick<InstallationRow, 'id' | 'organisationId' | 'memberId' | 'name' | 'lastSeenAt'> &
    Partial<Pick<InstallationRow, 'publicKey'>>,
): Promise<InstallationRow> {
  return await trx
    .insertInto('installation')
    .values({ ...installation, announcedAt: installation.lastSeenAt })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function updateInstallation(
  trx: Tx,
  id: InstallationId,
  fields: Partial<
    Pick<
      InstallationRow,
      | 'name'
      | 'lastSeq'
      | 'lastGivenAt'
      | 'lastSeenAt'
      | 'announcedAt'
      | 'acknowledged'
      | 'revokedAt'
      | 'revokedWithMember'
      | 'publicKey'
    >
  >,
): Promise<InstallationRow> {
  return await trx.updateTable('installation').set(fields).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

/** How far the installation has come with its commands, and that it was there. */
export function progressUpdate(
  id: InstallationId,
  progress: { readonly lastSeq: number; readonly lastGivenAt: string | null; readonly lastSeenAt: string },
): Write {
  const { lastSeq, lastGivenAt, lastSeenAt } = progress
  return sql`update installation
    set last_seq = ${lastSeq}, last_given_at = ${lastGivenAt}, last_seen_at = ${lastSeenAt} where id = ${id}`
}

/** As `noteContact`, without noting it. */
export async function findUsable(
  db: Db,
  id: InstallationId,
  memberId: MemberId,
  announcedSince: string,
): Promise<InstallationRow | undefined> {
  return await db
    .selectFrom('installation')
    .selectAll()
    .where('id', '=', id)
    .where('memberId', '=', memberId)
    .where('revokedAt', 'is', null)
    .where('announcedAt', '>', announcedSince)
    .executeTakeFirst()
}

export interface Contact {
  readonly now: string
  readonly announcedSince: string
  /** The installation has everything of the feed up to this number, where that can be gone on from. */
  readonly takenIn?: { readonly epoch: string; readonly number: number } | undefined
}

/** F7: a revoked loan whose user has got the news by now, and whose owner doesn't know that yet. */
export interface UnseenEnd {
  readonly loanId: LoanId
  readonly ownerId: OrganisationId
}

/**
 * Notes contact in one statement, where nothing else has to be done about it: also which of its runs it has learnt by now
 * that they ended because its right to the box did (L10). A contact that teaches nothing doesn't wait for the disk: one that is
 * lost with the database's computer is made good by the next one.
 * @returns undefined where the installation isn't the member's to use, or what the feed shows of it has grown old
 */
export async function noteContact(
  db: Db,
  id: InstallationId,
  memberId: MemberId,
  { now, announcedSince, takenIn }: Contact,
): Promise<readonly UnseenEnd[] | undefined> {
  const acknowledged = takenIn
    ? sql`coalesce((select ${takenIn.number}::bigint from meta
        join counter on counter.organisation_id = installation.organisation_id
        where meta.epoch = ${takenIn.epoch} and ${takenIn.number}::bigint between counter.purged_to and counter.number), 0)`
    : sql`0`
  const { rows } = await sql<{ readonly unseenEnds: readonly UnseenEnd[] | null }>`
    with contact as (
      update installation set last_seen_at = ${now}, acknowledged = greatest(acknowledged, ${acknowledged})
      where id = ${id} and member_id = ${memberId} and revoked_at is null and announced_at > ${announcedSince}
      returning id, acknowledged
    ), learnt as (
      update session set end_seen_at = ${now} from contact, feed
      where session.installation_id = contact.id
        and session.stop_reason in ('loan-ended', 'share-ended', 'box-lent', 'refused') and session.end_seen_at is null
        and feed.organisation_id = session.organisation_id and feed.kind = 'session' and feed.id = session.id::text
        and feed.seq <= contact.acknowledged
      returning session.id
    )
    select (
      select json_agg(json_build_object('loanId', loan.id, 'ownerId', loan.owner_id)) from loan
      join feed on feed.organisation_id = loan.recipient_id and feed.kind = 'loan' and feed.id = loan.id::text
      where loan.recipient_installation_id = contact.id and loan.end_reason = 'revoked' and loan.end_seen_at is null
        and feed.seq <= contact.acknowledged
    ) as unseen_ends,
    case when not exists (select from learnt) then set_config('synchronous_commit', 'off', true) end
    from contact`.execute(db)
  return rows[0] && (rows[0].unseenEnds ?? [])
}

/** F7: the boxes that `from` uses count as used by `to`. Only the cloud knows of this, so no feed tells it. */
export async function moveLoans(trx: Tx, from: InstallationId, to: InstallationId): Promise<void> {
  await trx
    .updateTable('loan')
    .set({ recipientInstallationId: to })
    .where('recipientInstallationId', '=', from)
    .execute()
}
