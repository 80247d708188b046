import { type Selectable, sql } from 'kysely'
import type { Installation } from '../../shared/records/organisation.ts'
import type { InstallationId, LoanId, MemberId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Db, Tx } from './open.ts'
import type { Tables } from './tables.ts'

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

/**
 * Notes contact in one statement, where nothing else has to be done about it.
 * @returns undefined where the installation isn't the member's to use, or what the feed shows of it has grown old
 */
export async function noteContact(
  db: Db,
  id: InstallationId,
  memberId: MemberId,
  contact: { readonly now: string; readonly announcedSince: string; readonly acknowledged?: number | undefined },
): Promise<InstallationRow | undefined> {
  return await db
    .updateTable('installation')
    .set((eb) => ({
      lastSeenAt: contact.now,
      acknowledged: eb.fn<number>('greatest', ['acknowledged', eb.val(contact.acknowledged ?? 0)]),
    }))
    .where('id', '=', id)
    .where('memberId', '=', memberId)
    .where('revokedAt', 'is', null)
    .where('announcedAt', '>', contact.announcedSince)
    .returningAll()
    .executeTakeFirst()
}

/** F7: the boxes that `from` uses count as used by `to`. Only the cloud knows of this, so no feed tells it. */
export async function moveLoans(trx: Tx, from: InstallationId, to: InstallationId): Promise<void> {
  await trx
    .updateTable('loan')
    .set({ recipientInstallationId: to })
    .where('recipientInstallationId', '=', from)
    .execute()
}

/** F7: revoked loans whose user, this installation, has got the news by now, and whose owner doesn't know that yet. */
export async function unseenEnds(
  db: Db,
  id: InstallationId,
): Promise<readonly { readonly loanId: LoanId; readonly ownerId: OrganisationId }[]> {
  return await db
    .selectFrom('loan')
    .innerJoin('installation', 'installation.id', 'loan.recipientInstallationId')
    .innerJoin('feed', (join) =>
      join
        .onRef('feed.organisationId', '=', 'loan.recipientId')
        .on('feed.kind', '=', 'loan')
        .on(sql<boolean>`feed.id = loan.id::text`),
    )
    .select(['loan.id as loanId', 'loan.ownerId'])
    .where('loan.recipientInstallationId', '=', id)
    .where('loan.endReason', '=', 'revoked')
    .where('loan.endSeenAt', 'is', null)
    .whereRef('feed.seq', '<=', 'installation.acknowledged')
    .execute()
}
