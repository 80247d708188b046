import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type apiKeyBodySchema, apiKeySchema, changesSchema, signedInSchema } from '../../shared/cloud-api.ts'
import { boxSchema } from '../../shared/records/box.ts'

/** The organisations of the demo cloud, each with a desktop of its own. */
export const DEMO_ORGANISATIONS = [
  { folder: 'sierra', name: 'Sierra Timing', domain: 'sierra.example' },
  { folder: 'costa', name: 'Costa Events', domain: 'costa.example' },
  { folder: 'valle', name: 'Valle Cronos', domain: 'valle.example' },
] as const

/** Whose boxes also send to the cloud by themselves, as those with a SIM card do. */
const SENDING_DOMAIN = 'valle.example'

const DEMO_PASSWORD = 'trackside-demo'

export type DemoOrganisation = (typeof DEMO_ORGANISATIONS)[number]

export function demoAccounts({ domain, name }: DemoOrganisation) {
  return ['admin', 'timer', 'viewer'].map((user) => ({
    email: `${user}@${domain}`,
    organisationName: name,
    password: DEMO_PASSWORD,
  }))
}

const keptSchema = z.array(z.object({ serial: z.string(), deviceId: z.string(), apiKey: z.string() }))
type Bound = z.output<typeof keptSchema>[number]

export interface SimulatedBox extends Bound {
  readonly alias: string
  readonly model: string
  readonly cloudUrl: string
  readonly batteryPercent: number
  readonly sendsPassings: boolean
}

/**
 * The demo organisations' own boxes, as the simulator wants them. Each has an API key of its own, which works whoever
 * holds the box; it is made once and kept in `dataDir`.
 */
export async function demoBoxes(cloudUrl: string, dataDir: string): Promise<readonly SimulatedBox[]> {
  const path = join(dataDir, 'demo-keys.json')
  const kept = existsSync(path) ? keptSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : []
  const boxes: SimulatedBox[] = []
  for (const { domain } of DEMO_ORGANISATIONS) {
    const ask = await signIn(cloudUrl, `admin@${domain}`)
    for (const [index, box] of (await ownBoxes(ask)).entries()) {
      const bound = kept.find(({ serial }) => serial === box.serial) ?? (await bind(cloudUrl, ask, box))
      const { alias, model } = box
      const sendsPassings = domain === SENDING_DOMAIN
      boxes.push({ ...bound, alias, model, cloudUrl, batteryPercent: 98 - index * 5, sendsPassings })
    }
  }
  const keys: readonly Bound[] = boxes.map(({ serial, deviceId, apiKey }) => ({ serial, deviceId, apiKey }))
  writeFileSync(path, JSON.stringify(keys), { mode: 0o600 })
  return boxes
}

type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>

async function signIn(cloudUrl: string, email: string): Promise<Ask> {
  const ask = asker(cloudUrl)
  const { token } = signedInSchema.parse(await ask('POST', '/v1/auth/sign-in', { email, password: DEMO_PASSWORD }))
  return asker(cloudUrl, token)
}

function asker(cloudUrl: string, token?: string, apiKey?: string): Ask {
  return async (method, path, body) => {
    const response = await fetch(new URL(path, cloudUrl), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`the demo cloud answered ${response.status} to ${method} ${path}`)
    return response.json()
  }
}

type OwnBox = Awaited<ReturnType<typeof ownBoxes>>[number]

/** Binds the box with a key of the organisation, and makes the key that the box itself uses. */
async function bind(cloudUrl: string, ask: Ask, { id, serial, alias, model }: OwnBox): Promise<Bound> {
  const organisationKey = await makeKey(ask, { name: `Binding ${serial}`, access: 'READ_WRITE' })
  const askAsDevice = asker(cloudUrl, undefined, organisationKey.key)
  const body = { model, serial_number: serial, alias, firmware: '4.2.0' }
  const { deviceid } = z.object({ deviceid: z.string() }).parse(await askAsDevice('POST', '/v0/devices', { body }))
  const own = await makeKey(ask, { name: serial, access: 'WRITE', boxId: id })
  await ask('DELETE', `/v1/api-keys/${organisationKey.id}`)
  return { serial, deviceId: deviceid, apiKey: own.key }
}

async function makeKey(ask: Ask, body: z.input<typeof apiKeyBodySchema>): Promise<{ id: string; key: string }> {
  return apiKeySchema.required({ key: true }).parse(await ask('POST', '/v1/api-keys', body))
}

async function ownBoxes(ask: Ask) {
  const page = changesSchema.parse(await ask('GET', '/v1/changes?limit=5000'))
  const bodies = page.changes.filter(({ kind, body }) => kind === 'box' && body !== null).map(({ body }) => body)
  return z
    .array(boxSchema)
    .parse(bodies)
    .filter(({ retiredAt }) => retiredAt === undefined)
    .map(({ id, serial, alias, model }) => ({ id, serial, alias, model: model || 'CloudBox' }))
    .toSorted((a, b) => a.serial.localeCompare(b.serial))
}
