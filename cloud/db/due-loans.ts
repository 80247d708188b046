import { sql } from 'kysely'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Db } from './open.ts'
import { groupsSharedWith } from './shared-groups.ts'

/** The loans that are due: all, or those of boxes that the organisation sees. */
export async function dueLoans(
  db: Db,
  now: string,
  organisationId?: OrganisationId,
): Promise<readonly { readonly boxId: BoxId; readonly ownerId: OrganisationId }[]> {
  let query = db.selectFrom('loan').select(['boxId', 'ownerId']).where('endedAt', 'is', null).where('endsAt', '<=', now)
  if (organisationId !== undefined) {
    const throughGroup = sql<boolean>`box_id in (
      select id from box where group_id in (${groupsSharedWith(organisationId)}))`
    query = query.where((eb) =>
      eb.or([eb('ownerId', '=', organisationId), eb('recipientId', '=', organisationId), throughGroup]),
    )
  }
  return await query.orderBy('endsAt').limit(500).execute()
}

/** When the next loan ends. */
export async function nextEnd(db: Db): Promise<string | undefined> {
  const query = db.selectFrom('loan').select('endsAt').where('endedAt', 'is', null).orderBy('endsAt').limit(1)
  return (await query.executeTakeFirst())?.endsAt
}
