import { z } from 'zod'
import type { HealthReport } from './health-model.ts'

export interface DeviceApiAccess {
  readonly cloudUrl: string
  readonly apiKey: string
}

export interface DeviceToBind {
  readonly model: string
  readonly serial: string
  readonly alias: string
  readonly firmware: string
}

/** `NOT_A_CLOUD`: something answered, such as a captive portal, but not in the form of the device API. */
export type DeviceApiFailure =
  | { readonly ok: false; readonly code: 'UNREACHABLE' | 'NOT_A_CLOUD' }
  | { readonly ok: false; readonly code: 'REFUSED'; readonly status: number }

type BindOutcome = { readonly ok: true; readonly deviceId: string } | DeviceApiFailure
type HealthOutcome = { readonly ok: true } | DeviceApiFailure
type Answer = { readonly ok: true; readonly text: string } | DeviceApiFailure

const TIMEOUT_MS = 10_000

export const deviceIdSchema = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')

const bindAnswerSchema = z.object({ deviceid: deviceIdSchema })

/** Binds the box; binding a bound one again gives the same id. */
export async function bindDevice(
  access: DeviceApiAccess,
  device: DeviceToBind,
  signal: AbortSignal,
): Promise<BindOutcome> {
  const { model, serial, alias, firmware } = device
  const answer = await post(access, '/v0/devices', { model, serial_number: serial, alias, firmware }, signal)
  if (!answer.ok) return answer
  const bound = bindAnswerSchema.safeParse(jsonOf(answer.text))
  return bound.success ? { ok: true, deviceId: bound.data.deviceid } : { ok: false, code: 'NOT_A_CLOUD' }
}

export async function postHealth(
  access: DeviceApiAccess,
  deviceId: string,
  report: HealthReport,
  signal: AbortSignal,
): Promise<HealthOutcome> {
  const answer = await post(access, `/v0/devices/${deviceId}/health`, report, signal)
  return answer.ok ? { ok: true } : answer
}

async function post(access: DeviceApiAccess, path: string, body: object, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(new URL(path, access.cloudUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': access.apiKey },
      body: JSON.stringify({ body }),
      // A portal's redirect must not carry the key to another host.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    const text = await response.text()
    return response.ok ? { ok: true, text } : { ok: false, code: 'REFUSED', status: response.status }
  } catch {
    // Whatever fetch throws, its message isn't kept: it can quote a header.
    return { ok: false, code: 'UNREACHABLE' }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
