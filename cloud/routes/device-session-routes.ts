import { z } from 'zod'
import { sessionAliasSchema } from '../../shared/records/session.ts'
import type { Cloud } from '../cloud.ts'
import type { DeviceSessionFilter } from '../db/device-sessions.ts'
import { findDevice } from '../db/devices.ts'
import { type DeviceSession, deviceSessions, ownDevice, startDeviceSession } from '../device-sessions.ts'
import { ApiError } from '../errors.ts'
import type { App } from './app-type.ts'
import { describedSchema, deviceIdSchema, type Keyed, keyFor, keyOf, organisationKey } from './device-keys.ts'

const paramsSchema = z.object({ deviceid: deviceIdSchema })

const deviceSessionSchema = z.object({
  token_session: z.string(),
  alias: z.string(),
  creation_date: z.string(),
  active: z.boolean(),
  passings: z.number(),
  /** The times of the earliest and the latest passing, null where there is none. */
  first: z.string().nullable(),
  last: z.string().nullable(),
})

export function deviceSessionRoutes(app: App, cloud: Cloud): void {
  const bodySchema = z.object({
    body: z.object({ deviceid: deviceIdSchema, alias: sessionAliasSchema.default('') }),
  })
  app.post(
    '/v0/sessions',
    { schema: { body: bodySchema, response: { 200: describedSchema.extend({ token_session: z.string() }) } } },
    async (request) => {
      const key = organisationKey(keyFor(request, 'WRITE'))
      const { deviceid: deviceId, alias } = request.body.body
      const token = await startDeviceSession(cloud, key, { deviceId, alias })
      return { description: 'Session started', token_session: token }
    },
  )

  app.get(
    '/v0/sessions/device/:deviceid',
    { schema: { params: paramsSchema, response: { 200: z.object({ sessions: z.array(deviceSessionSchema) }) } } },
    async (request) => {
      const { organisationId } = organisationKey(keyFor(request, 'READ'))
      const boxId = await ownDevice(cloud.db, organisationId, request.params.deviceid)
      const sessions = await deviceSessions(cloud, { boxId, organisationId, onlyRunning: false })
      return { sessions: sessions.map(toAnswer) }
    },
  )

  app.get(
    '/v0/sessions/device/:deviceid/active',
    { schema: { params: paramsSchema, response: { 200: deviceSessionSchema } } },
    async (request) => {
      const [active] = await deviceSessions(cloud, await runningOn(cloud, request, request.params.deviceid))
      if (active === undefined) throw new ApiError('NOT_FOUND')
      return toAnswer(active)
    },
  )
}

async function runningOn(cloud: Cloud, request: Keyed, deviceId: string): Promise<DeviceSessionFilter> {
  const { boxId } = keyOf(request)
  if (boxId === null) {
    const { organisationId } = keyFor(request, 'READ')
    return { boxId: await ownDevice(cloud.db, organisationId, deviceId), organisationId, onlyRunning: true }
  }
  // A box has to know where to send, whatever its key's access, and whoever times with it now.
  if ((await findDevice(cloud.db, deviceId))?.boxId !== boxId) throw new ApiError('NOT_FOUND')
  return { boxId, organisationId: undefined, onlyRunning: true }
}

function toAnswer(session: DeviceSession): z.output<typeof deviceSessionSchema> {
  return {
    token_session: session.token,
    alias: session.alias,
    creation_date: session.startedAt,
    active: session.stoppedAt === null,
    passings: session.passings ?? 0,
    first: session.first,
    last: session.last,
  }
}
