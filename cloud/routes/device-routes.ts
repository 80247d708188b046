import { z } from 'zod'
import { healthSchema } from '../../shared/cloud-api.ts'
import { boxAliasSchema, boxModelSchema, boxSchema } from '../../shared/records/box.ts'
import { serialSchema, timePlus } from '../../shared/records/scalars.ts'
import { authenticateKey } from '../api-key.ts'
import { registerDevice } from '../binding.ts'
import type { Cloud } from '../cloud.ts'
import { countDevices, type DeviceRow, findDevice, readDevices } from '../db/devices.ts'
import { storeTelemetry } from '../db/telemetry.ts'
import { transact } from '../db/transact.ts'
import { ApiError } from '../errors.ts'
import { settleLoans } from '../expiry.ts'
import type { App } from './app-type.ts'
import { describedSchema, deviceIdSchema, keyFor, organisationKey } from './device-keys.ts'
import { devicePassingRoutes } from './device-passing-routes.ts'
import { deviceSessionRoutes } from './device-session-routes.ts'

/** A box reports every 60 s: after so long without, it has no contact. */
const CONTACT_LASTS_MS = 180_000

const deviceSchema = z.object({
  deviceid: z.string(),
  type: z.literal('CloudBox'),
  model: z.string(),
  alias: z.string(),
  firmware: z.string(),
  serial_number: z.string(),
  last_login: z.string(),
  creation_date: z.string(),
  sessions: z.number(),
  device_status: z.enum(['online', 'offline']),
  battery_percentage: z.number().nullable(),
  charging: z.boolean().nullable(),
  last_telemetry_at: z.string().nullable(),
})

const paramsSchema = z.object({ deviceid: deviceIdSchema })

/** What boxes and third-party devices call (`interop.md`). */
export function deviceRoutes(app: App, cloud: Cloud): void {
  app.decorateRequest('apiKey', null)
  app.addHook('onRequest', async (request) => {
    const { api_key: plain, 'x-api-key': prefixed } = request.headers
    request.apiKey = await authenticateKey(
      cloud,
      [plain, prefixed].flat().find((key) => key !== undefined),
    )
    // For whom a device acts hangs on it.
    await settleLoans(cloud, request.apiKey.organisationId)
  })

  deviceSessionRoutes(app, cloud)
  devicePassingRoutes(app, cloud)

  const bindBodySchema = z.object({
    body: z.object({
      model: boxModelSchema.pipe(z.string().min(1)),
      serial_number: serialSchema,
      alias: boxAliasSchema.default(''),
      firmware: boxSchema.unwrap().shape.firmware.default(''),
    }),
  })
  app.post(
    '/v0/devices',
    { schema: { body: bindBodySchema, response: { 200: describedSchema.extend({ deviceid: z.string() }) } } },
    async (request) => {
      const key = keyFor(request, 'WRITE')
      const { serial_number: serial, ...described } = request.body.body
      const deviceid = await registerDevice(cloud, organisationKey(key), { serial, ...described })
      return { description: 'Device bound', deviceid }
    },
  )

  app.get(
    '/v0/devices',
    {
      schema: {
        querystring: z.object({
          page: z.coerce.number().int().min(1).max(1_000_000).default(1),
          limit: z.coerce.number().int().min(1).max(5000).default(100),
        }),
        response: {
          200: z.object({
            devices: z.array(deviceSchema),
            pagination: z.object({ page: z.number(), limit: z.number(), total: z.number() }),
          }),
        },
      },
    },
    async (request) => {
      const { organisationId } = organisationKey(keyFor(request, 'READ'))
      const { page, limit } = request.query
      const rows = await readDevices(cloud.db, { organisationId }, { offset: (page - 1) * limit, limit })
      const total = await countDevices(cloud.db, { organisationId })
      return { devices: rows.map((row) => toDevice(cloud, row)), pagination: { page, limit, total } }
    },
  )

  app.get(
    '/v0/devices/:deviceid',
    { schema: { params: paramsSchema, response: { 200: deviceSchema } } },
    async (request) => {
      const { organisationId } = organisationKey(keyFor(request, 'READ'))
      const filter = { organisationId, deviceId: request.params.deviceid }
      const [row] = await readDevices(cloud.db, filter, { offset: 0, limit: 1 })
      if (row === undefined) throw new ApiError('NOT_FOUND')
      return toDevice(cloud, row)
    },
  )

  app.post(
    '/v0/devices/:deviceid/health',
    {
      schema: {
        params: paramsSchema,
        body: z.object({ body: healthSchema }),
        response: { 200: describedSchema },
      },
    },
    async (request) => {
      const key = keyFor(request, 'WRITE')
      const device = await findDevice(cloud.db, request.params.deviceid)
      // A box's own key works whoever holds the box; other keys only where it acts for their organisation (L10).
      const known = key.boxId === null ? key.organisationId === device?.organisationId : key.boxId === device?.boxId
      if (device === undefined || !known) throw new ApiError('NOT_FOUND')
      await transact(cloud.db, (trx) => storeTelemetry(trx, device, request.body.body, cloud.clock.now()))
      return { description: 'Health stored' }
    },
  )
}

function toDevice(cloud: Cloud, row: DeviceRow): z.output<typeof deviceSchema> {
  const inContact = row.receivedAt !== null && row.receivedAt > timePlus(cloud.clock.now(), -CONTACT_LASTS_MS)
  return {
    deviceid: row.deviceId,
    type: 'CloudBox',
    model: row.model,
    alias: row.alias,
    firmware: row.firmware,
    serial_number: row.serial,
    last_login: row.lastLoginAt,
    creation_date: row.registeredAt,
    sessions: row.sessions ?? 0,
    device_status: inContact ? 'online' : 'offline',
    battery_percentage: row.health?.batteryPercent ?? null,
    charging: row.health?.charging ?? null,
    last_telemetry_at: row.receivedAt,
  }
}
