import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { signedInSchema } from '../shared/cloud-api.ts'
import type { MemberId } from '../shared/records/scalars.ts'
import { oldestContact } from './caller.ts'
import type { Cloud } from './cloud.ts'
import { readMember, toMember } from './db/members.ts'
import { toOrganisation } from './db/organisations.ts'
import { deleteOldSignIns, insertSignIn } from './db/sign-ins.ts'
import type { Db } from './db/tables.ts'
import { newSecret, sha256Hex } from './secrets.ts'

/** Signs a member in whose identity was proved. */
export async function signInAs(
  cloud: Cloud,
  memberId: MemberId,
  db: Db = cloud.db,
): Promise<z.output<typeof signedInSchema>> {
  const token = newSecret()
  const signIn = { id: randomUUID(), memberId, tokenHash: sha256Hex(token), createdAt: cloud.clock.now() }
  await deleteOldSignIns(db, memberId, oldestContact(cloud))
  await insertSignIn(db, signIn)
  const { member, organisation } = await readMember(db, memberId)
  return { token, member: toMember(member), organisation: toOrganisation(organisation, cloud.config.plans) }
}
