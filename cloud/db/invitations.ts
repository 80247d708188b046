import type { Invitation } from '../../shared/records/invitation.ts'
import { MemoryRecords } from '../../shared/state.ts'
import { amongTexts, loaderInto } from './slice-loader.ts'
import type { Db } from './tables.ts'

export async function findInvitation(db: Db, codeHash: string): Promise<Invitation | undefined> {
  const [found] = await loaderInto(new MemoryRecords(), db)('invitation', amongTexts('code_hash', [codeHash]))
  return found
}
