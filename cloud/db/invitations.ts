import type { Invitation } from '../../shared/records/invitation.ts'
import type { Db } from './open.ts'
import { toRecord } from './records.ts'

export async function findInvitation(db: Db, codeHash: string): Promise<Invitation | undefined> {
  const row = await db.selectFrom('invitation').selectAll().where('codeHash', '=', codeHash).executeTakeFirst()
  return row && toRecord('invitation', row)
}
