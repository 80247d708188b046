import type { z } from 'zod'
import type { passingsBodySchema, StoredPassings } from '../shared/passings-api.ts'
import type { Caller } from './caller.ts'
import type { Cloud } from './cloud.ts'
import { findMember } from './db/members.ts'
import { knowsBox } from './db/passings.ts'
import { findRun } from './db/sessions.ts'
import type { Tx } from './db/tables.ts'
import { transact } from './db/transact.ts'
import { ApiError } from './errors.ts'
import { storePassings } from './passings.ts'
import { permissionsOf } from './roles.ts'

/** What a laptop recorded, in one transaction. It is never refused because its run was (L10). */
export async function receivePassings(
  cloud: Cloud,
  caller: Caller,
  body: z.output<typeof passingsBodySchema>,
): Promise<StoredPassings> {
  const { organisationId, memberId, isRemoved, installationId } = caller
  return await transact(cloud.db, async (trx) => {
    const run = body.sessionId === undefined ? undefined : await findRun(trx, organisationId, body.sessionId)
    const isOwnRun = run?.startedById === memberId && run.boxId === body.boxId
    if (isRemoved && !isOwnRun) throw new ApiError('MEMBER_REMOVED')
    if (!(await knowsBox(trx, organisationId, body.boxId))) throw new ApiError('NOT_FOUND', { boxId: body.boxId })
    if (!isOwnRun && !(await mayTime(trx, caller))) throw new ApiError('FORBIDDEN', { permission: 'timing.run' })
    const startedById = isRemoved ? memberId : undefined
    return await storePassings(cloud, trx, {
      ...{ ...body, organisationId, startedById },
      installationId: installationId ?? undefined,
    })
  })
}

async function mayTime(trx: Tx, { memberId }: Caller): Promise<boolean> {
  return (await permissionsOf(trx, await findMember(trx, memberId))).includes('timing.run')
}
