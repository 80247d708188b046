import { sql } from 'kysely'
import type { CommandId, InstallationId } from '../../shared/records/scalars.ts'
import type { InstallationRow } from './installations.ts'
import type { CommandRow, Db, Tx } from './tables.ts'
import type { Write } from './writes.ts'

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

export type DecidedCommand = CommandRow & Pick<InstallationRow, 'organisationId'>

/** All that was decided under this id, by whomever, the oldest first. */
export async function decidedUnder(trx: Tx, id: CommandId): Promise<readonly DecidedCommand[]> {
  return await trx
    .selectFrom('command')
    .innerJoin('installation', 'installation.id', 'command.installationId')
    .selectAll('command')
    .select('installation.organisationId')
    .where('command.id', '=', id)
    .orderBy('command.decidedAt')
    .execute()
}

export function commandInsert(command: CommandRow): Write {
  const { installationId, seq, id, memberId, contentHash, status, outcome, decidedAt, repeated } = command
  return sql`insert into command
      (installation_id, seq, id, member_id, content_hash, status, outcome, decided_at, repeated)
    values (${installationId}, ${seq}, ${id}, ${memberId}, ${contentHash}, ${status}, ${outcome}, ${decidedAt}, ${repeated})`
}

/** Which of the member's commands were refused, and to its colleagues, too, where they brought the same ones. */
export async function refusedAmong(
  trx: Tx,
  { memberId, organisationId }: Pick<InstallationRow, 'memberId' | 'organisationId'>,
  ids: readonly CommandId[],
): Promise<readonly CommandId[]> {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('command')
    .innerJoin('installation', 'installation.id', 'command.installationId')
    .select(['command.id', 'command.memberId', 'command.status'])
    .where('command.id', 'in', ids)
    .where('installation.organisationId', '=', organisationId)
    .execute()
  const accepted = new Set(rows.flatMap((row) => (row.status === 'accepted' ? [row.id] : [])))
  const own = rows.filter((row) => row.memberId === memberId).map((row) => row.id)
  return [...new Set(own)].filter((id) => !accepted.has(id))
}
