import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { apiKeySchema, changesSchema, signedInSchema } from '../../shared/cloud-api.ts'
import { boxSchema } from '../../shared/records/box.ts'

/** The organisations of the demo cloud, each with a desktop of its own. */
export const DEMO_ORGANISATIONS = [
  { folder: 'sierra', name: 'Sierra Timing', domain: 'sierra.example' },
  { folder: 'costa', name: 'Costa Events', domain: 'costa.example' },
  { folder: 'valle', name: 'Valle Cronos', domain: 'valle.example' },
] as const

const DEMO_PASSWORD = 'trackside-demo'

export type DemoOrganisation = (typeof DEMO_ORGANISATIONS)[number]

export function demoAccounts({ domain, name }: DemoOrganisation) {
  return ['admin', 'timer', 'viewer'].map((user) => ({
    email: `${user}@${domain}`,
    organisationName: name,
    password: DEMO_PASSWORD,
  }))
}

const keptKeySchema = z.object({ folder: z.string(), key: z.string() })

export interface SimulatedBox {
  readonly serial: string
  readonly alias: string
  readonly model: string
  readonly cloudUrl: string
  readonly apiKey: string
  readonly batteryPercent: number
}

/** The demo organisations' own boxes, as the simulator wants them. Their API keys are made once and kept in `dataDir`. */
export async function demoBoxes(cloudUrl: string, dataDir: string): Promise<readonly SimulatedBox[]> {
  const path = join(dataDir, 'demo-keys.json')
  const kept = existsSync(path) ? z.array(keptKeySchema).parse(JSON.parse(readFileSync(path, 'utf8'))) : []
  const keys: z.output<typeof keptKeySchema>[] = []
  const boxes: SimulatedBox[] = []
  for (const { folder, domain } of DEMO_ORGANISATIONS) {
    const ask = await signIn(cloudUrl, `admin@${domain}`)
    const known = kept.find((one) => one.folder === folder)?.key
    const key = known ?? (await makeKey(ask))
    keys.push({ folder, key })
    boxes.push(
      ...(await ownBoxes(ask)).map((box, index) => ({ ...box, cloudUrl, apiKey: key, batteryPercent: 98 - index * 5 })),
    )
  }
  writeFileSync(path, JSON.stringify(keys), { mode: 0o600 })
  return boxes
}

type Ask = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>

async function signIn(cloudUrl: string, email: string): Promise<Ask> {
  const ask = asker(cloudUrl)
  const { token } = signedInSchema.parse(await ask('POST', '/v1/auth/sign-in', { email, password: DEMO_PASSWORD }))
  return asker(cloudUrl, token)
}

function asker(cloudUrl: string, token?: string): Ask {
  return async (method, path, body) => {
    const response = await fetch(new URL(path, cloudUrl), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`the demo cloud answered ${response.status} to ${method} ${path}`)
    return response.json()
  }
}

async function makeKey(ask: Ask): Promise<string> {
  const { key } = apiKeySchema.parse(
    await ask('POST', '/v1/api-keys', { name: 'Simulated boxes', access: 'READ_WRITE' }),
  )
  if (key === undefined) throw new Error('the demo cloud gave no API key')
  return key
}

async function ownBoxes(ask: Ask) {
  const page = changesSchema.parse(await ask('GET', '/v1/changes?limit=5000'))
  const bodies = page.changes.filter(({ kind, body }) => kind === 'box' && body !== null).map(({ body }) => body)
  return z
    .array(boxSchema)
    .parse(bodies)
    .filter(({ retiredAt }) => retiredAt === undefined)
    .map(({ serial, alias, model }) => ({ serial, alias, model: model || 'CloudBox' }))
    .toSorted((a, b) => a.serial.localeCompare(b.serial))
}
