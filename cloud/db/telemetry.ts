import { sql } from 'kysely'
import type { Telemetry } from '../../shared/cloud-api.ts'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import { notify } from './notify.ts'
import { groupsSharedWith } from './shared-groups.ts'
import type { Db, Health, Tx } from './tables.ts'

/** Keeps the latest of the box alone, and tells who listens. */
export async function storeTelemetry(
  trx: Tx,
  device: { readonly boxId: BoxId; readonly organisationId: OrganisationId },
  health: Health,
  receivedAt: string,
): Promise<void> {
  const { boxId, organisationId } = device
  const latest = { organisationId, receivedAt, health: sql<Health>`${JSON.stringify(health)}::jsonb` }
  await trx
    .insertInto('telemetry')
    .values({ boxId, ...latest })
    .onConflict((conflict) => conflict.column('boxId').doUpdateSet(latest))
    .execute()
  await notify(trx, { told: 'telemetry', boxId })
}

/**
 * The latest that each box reported, as far as the organisation may see it: of boxes that it owns or holds, and of those
 * that it sees through a group, while no loan has them (G9). The position only where it was the organisation's to see at
 * that time: its own use's, or the owner's in whose group it sees the box.
 */
export async function readTelemetry(
  db: Db,
  organisationId: OrganisationId,
  boxIds?: readonly string[],
): Promise<readonly Telemetry[]> {
  const throughGroup = sql<boolean>`(box.holder_id = box.owner_id
    and box.group_id in (${groupsSharedWith(organisationId)}))`
  let query = db
    .selectFrom('telemetry')
    .innerJoin('box', 'box.id', 'telemetry.boxId')
    .select(['telemetry.boxId', 'telemetry.organisationId', 'receivedAt', 'health', 'ownerId'])
    .select(sql<boolean>`coalesce(${throughGroup}, false)`.as('throughGroup'))
    .where((eb) =>
      eb.or([eb('box.ownerId', '=', organisationId), eb('box.holderId', '=', organisationId), throughGroup]),
    )
  if (boxIds !== undefined) query = query.where(sql<boolean>`telemetry.box_id = any(${boxIds}::uuid[])`)
  const rows = await query.execute()
  return rows.map((row) => {
    const { latitude: _, longitude: __, ...placeless } = row.health
    const isOwn = row.organisationId === organisationId || (row.throughGroup && row.organisationId === row.ownerId)
    return { ...(isOwn ? row.health : placeless), boxId: row.boxId, receivedAt: row.receivedAt }
  })
}
