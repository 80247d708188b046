import { z } from 'zod'
import {
  boxPassingsQuerySchema,
  MAX_PASSINGS_BYTES,
  type PagedPassing,
  passingsBodySchema,
  passingsPageSchema,
  sessionPassingsQuerySchema,
  storedPassingsSchema,
} from '../../shared/passings-api.ts'
import type { Permission } from '../../shared/permissions.ts'
import { boxIdSchema, sessionIdSchema } from '../../shared/records/scalars.ts'
import type { Caller } from '../caller.ts'
import type { Cloud } from '../cloud.ts'
import { findMember } from '../db/members.ts'
import { type PageQuery, readPassings } from '../db/passing-pages.ts'
import { knowsBox } from '../db/passings.ts'
import { findRun } from '../db/sessions.ts'
import type { PassingRow } from '../db/tables.ts'
import { ApiError } from '../errors.ts'
import { receivePassings } from '../receiving.ts'
import { permissionsOf } from '../roles.ts'
import { type App, callerOf, sendJsonText } from './app-type.ts'

/** Thousands come in one, and the first of them are as fast as the last. */
const compiledBody = z.compile(passingsBodySchema)

/** O10: also for who was removed not long ago. */
export function passingIntakeRoutes(app: App, cloud: Cloud): void {
  app.post(
    '/v1/passings',
    { bodyLimit: MAX_PASSINGS_BYTES, schema: { body: compiledBody, response: { 200: storedPassingsSchema } } },
    async (request) => await receivePassings(cloud, callerOf(request), request.body),
  )
}

export function passingRoutes(app: App, cloud: Cloud): void {
  app.get(
    '/v1/sessions/:id/passings',
    {
      schema: {
        params: z.object({ id: sessionIdSchema }),
        querystring: sessionPassingsQuerySchema,
        response: { 200: passingsPageSchema },
      },
    },
    async (request, reply) => {
      const { organisationId } = await permitted(cloud, callerOf(request), 'box.view')
      const { id: sessionId } = request.params
      if ((await findRun(cloud.db, organisationId, sessionId)) === undefined) throw new ApiError('NOT_FOUND')
      await sendJsonText(reply, await pageText(cloud, { organisationId, of: { sessionId }, ...request.query }))
    },
  )

  app.get(
    '/v1/boxes/:id/passings',
    {
      schema: {
        params: z.object({ id: boxIdSchema }),
        querystring: boxPassingsQuerySchema,
        response: { 200: passingsPageSchema },
      },
    },
    async (request, reply) => {
      const { organisationId } = await permitted(cloud, callerOf(request), 'box.view')
      const { id: boxId } = request.params
      if (!(await knowsBox(cloud.db, organisationId, boxId))) throw new ApiError('NOT_FOUND')
      const { from, to, after, limit } = request.query
      await sendJsonText(reply, await pageText(cloud, { organisationId, of: { boxId, from, to }, after, limit }))
    },
  )
}

async function permitted(cloud: Cloud, caller: Caller, permission: Permission): Promise<Caller> {
  const permissions = await permissionsOf(cloud.db, await findMember(cloud.db, caller.memberId))
  if (!permissions.includes(permission)) throw new ApiError('FORBIDDEN', { permission })
  return caller
}

async function pageText(cloud: Cloud, query: PageQuery): Promise<string> {
  const rows = await readPassings(cloud.db, { ...query, limit: query.limit + 1 })
  const page: z.input<typeof passingsPageSchema> = {
    passings: rows.slice(0, query.limit).map(toPaged),
    more: rows.length > query.limit,
  }
  return JSON.stringify(page)
}

function toPaged(row: PassingRow): PagedPassing {
  const { boxId, at, number, chip, receivedAt, countedAt, countedBy, seq } = row
  const { sessionId, antenna, rssi, latitude, longitude, bib, extra } = row
  return {
    ...{ seq, boxId, at, number, chip, receivedAt, countedAt, countedBy },
    ...(sessionId === null ? {} : { sessionId }),
    ...(antenna === null ? {} : { antenna }),
    ...(rssi === null ? {} : { rssi }),
    ...(latitude === null ? {} : { latitude }),
    ...(longitude === null ? {} : { longitude }),
    ...(bib === null ? {} : { bib }),
    ...(extra === null ? {} : { extra: JSON.parse(extra) as PagedPassing['extra'] }),
  }
}
