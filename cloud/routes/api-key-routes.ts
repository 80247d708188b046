import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { apiKeyBodySchema, apiKeySchema, apiKeysSchema } from '../../shared/cloud-api.ts'
import type { Caller } from '../caller.ts'
import type { Cloud } from '../cloud.ts'
import { apiKeysOf, deleteApiKey, insertApiKey, ownsBox } from '../db/api-keys.ts'
import { findMember } from '../db/members.ts'
import type { ApiKeyRow } from '../db/tables.ts'
import { ApiError } from '../errors.ts'
import { permissionsOf } from '../roles.ts'
import { newSecret, sha256Hex } from '../secrets.ts'
import { type App, callerOf, emptySchema } from './app-type.ts'

export function apiKeyRoutes(app: App, cloud: Cloud): void {
  app.get('/v1/api-keys', { schema: { response: { 200: apiKeysSchema } } }, async (request) => {
    const { organisationId } = await manager(cloud, callerOf(request))
    return { keys: (await apiKeysOf(cloud.db, organisationId)).map(toApiKey) }
  })

  app.post(
    '/v1/api-keys',
    { schema: { body: apiKeyBodySchema, response: { 201: apiKeySchema } } },
    async (request, reply) => {
      const { organisationId, memberId } = await manager(cloud, callerOf(request))
      const { name, access, boxId } = request.body
      if (boxId !== undefined && !(await ownsBox(cloud.db, organisationId, boxId))) {
        throw new ApiError('NOT_FOUND', { boxId })
      }
      const key = newSecret()
      const row: ApiKeyRow = {
        id: randomUUID(),
        organisationId,
        createdById: memberId,
        name,
        access,
        boxId: boxId ?? null,
        keyHash: sha256Hex(key),
        createdAt: cloud.clock.now(),
        lastUsedAt: null,
      }
      await insertApiKey(cloud.db, row)
      return await reply.code(201).send({ ...toApiKey(row), key })
    },
  )

  app.delete(
    '/v1/api-keys/:id',
    { schema: { params: z.object({ id: z.uuid() }), response: { 200: emptySchema } } },
    async (request) => {
      const { organisationId } = await manager(cloud, callerOf(request))
      if (!(await deleteApiKey(cloud.db, organisationId, request.params.id))) throw new ApiError('NOT_FOUND')
      return {}
    },
  )
}

/** O2: keys are for those who manage members. */
async function manager(cloud: Cloud, caller: Caller): Promise<Caller> {
  const member = await findMember(cloud.db, caller.memberId)
  if (!(await permissionsOf(cloud.db, member)).includes('member.manage')) {
    throw new ApiError('FORBIDDEN', { permission: 'member.manage' })
  }
  return caller
}

function toApiKey(row: ApiKeyRow): z.output<typeof apiKeySchema> {
  const { id, name, access, boxId, createdAt, lastUsedAt } = row
  return {
    id,
    name,
    access,
    createdAt,
    ...(boxId === null ? {} : { boxId }),
    ...(lastUsedAt === null ? {} : { lastUsedAt }),
  }
}
