import type { CommandId, InstallationId, MemberId } from '../../shared/records/scalars.ts'
import type { Db, Tx } from './open.ts'
import type { CommandRow } from './tables.ts'

export async function storedCommands(
  db: Db,
  installationId: InstallationId,
  fromSeq: number,
  toSeq: number,
): Promise<readonly Pick<CommandRow, 'seq' | 'contentHash' | 'outcome'>[]> {
  return await db
    .selectFrom('command')
    .select(['seq', 'contentHash', 'outcome'])
    .where('installationId', '=', installationId)
    .where('seq', '>=', fromSeq)
    .where('seq', '<=', toSeq)
    .orderBy('seq')
    .execute()
}

/** The command as it was first decided, whoever gave it. */
export async function findCommand(trx: Tx, id: CommandId): Promise<CommandRow | undefined> {
  return await trx
    .selectFrom('command')
    .selectAll()
    .where('id', '=', id)
    .where('repeated', '=', false)
    .executeTakeFirst()
}

export async function insertCommand(trx: Tx, command: CommandRow): Promise<void> {
  await trx.insertInto('command').values(command).execute()
}

/** Which of the member's commands were refused. */
export async function refusedAmong(
  trx: Tx,
  memberId: MemberId,
  ids: readonly CommandId[],
): Promise<readonly CommandId[]> {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('command')
    .select('id')
    .distinct()
    .where('id', 'in', ids)
    .where('memberId', '=', memberId)
    .where('status', '=', 'refused')
    .execute()
  return rows.map((row) => row.id)
}
