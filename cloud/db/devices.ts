import type { Telemetry } from '../../shared/cloud-api.ts'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Db } from './open.ts'

/**
 * The latest that each box reported, as far as the organisation may see it: of boxes that it owns or holds, and the
 * position only where it held the box at that time.
 */
export async function readTelemetry(
  db: Db,
  organisationId: OrganisationId,
  boxId?: BoxId,
): Promise<readonly Telemetry[]> {
  let query = db
    .selectFrom('telemetry')
    .innerJoin('box', 'box.id', 'telemetry.boxId')
    .select(['telemetry.boxId', 'telemetry.organisationId', 'receivedAt', 'health'])
    .where((eb) => eb.or([eb('box.ownerId', '=', organisationId), eb('box.holderId', '=', organisationId)]))
  if (boxId !== undefined) query = query.where('telemetry.boxId', '=', boxId)
  const rows = await query.execute()
  return rows.map((row) => {
    const { latitude, longitude, ...rest } = row.health
    const health = row.organisationId === organisationId ? row.health : rest
    return { ...health, boxId: row.boxId, receivedAt: row.receivedAt }
  })
}
