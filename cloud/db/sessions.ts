import type { BoxId, InstallationId, MemberId, OrganisationId, SessionId } from '../../shared/records/scalars.ts'
import type { Db, Tx } from './tables.ts'

/** L10: which laptop records in the runs. Only the cloud knows, so no feed tells it. */
export async function noteStarter(trx: Tx, ids: readonly SessionId[], installationId: InstallationId): Promise<void> {
  if (ids.length === 0) return
  await trx.updateTable('session').set({ installationId }).where('id', 'in', ids).execute()
}

/** As `moveLoans`, for the runs that `from` records in. */
export async function moveSessions(trx: Tx, from: InstallationId, to: InstallationId): Promise<void> {
  const query = trx.updateTable('session').set({ installationId: to }).where('installationId', '=', from)
  await query.where('endSeenAt', 'is', null).execute()
}

/**
 * When the laptop that started the run learnt of its right's end. Of any other that recorded in it, the cloud doesn't know
 * when it did: that one stops by itself.
 */
export async function endSeenAt(
  trx: Tx,
  sessionId: SessionId,
  recordedBy: InstallationId | undefined,
): Promise<string | undefined> {
  const query = trx.selectFrom('session').select(['endSeenAt', 'installationId']).where('id', '=', sessionId)
  const run = await query.executeTakeFirst()
  if (recordedBy !== undefined && run?.installationId !== null && run?.installationId !== recordedBy) return undefined
  return run?.endSeenAt ?? undefined
}

/** The organisation's run: on which box, and who started it. */
export async function findRun(
  db: Db,
  organisationId: OrganisationId,
  id: SessionId,
): Promise<{ readonly boxId: BoxId; readonly startedById: MemberId } | undefined> {
  const query = db.selectFrom('session').select(['boxId', 'startedById']).where('id', '=', id)
  return await query.where('organisationId', '=', organisationId).executeTakeFirst()
}
