import { sql } from 'kysely'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import { groupsSharedWith } from './shared-groups.ts'
import type { Db } from './tables.ts'

/** The loans that are due: all, or those of boxes that the organisation sees. */
export async function dueLoans(
  db: Db,
  now: string,
  organisationId?: OrganisationId,
): Promise<readonly { readonly boxId: BoxId; readonly ownerId: OrganisationId }[]> {
  const seen =
    organisationId === undefined
      ? sql`true`
      : sql`(owner_id = ${organisationId} or recipient_id = ${organisationId} or box_id in (
          select id from box where group_id in (${groupsSharedWith(organisationId)})))`
  const { rows } = await sql<{ readonly boxId: BoxId; readonly ownerId: OrganisationId }>`
    select box_id, owner_id from loan where ended_at is null and ends_at <= ${now} and ${seen}
    order by ends_at limit 500`.execute(db)
  return rows
}

/** When the next loan ends. */
export async function nextEnd(db: Db): Promise<string | undefined> {
  const query = db.selectFrom('loan').select('endsAt').where('endedAt', 'is', null).orderBy('endsAt').limit(1)
  return (await query.executeTakeFirst())?.endsAt
}
