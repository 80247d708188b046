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

/** A timing run that is on, as the cloud tells it. */
export interface ActiveSession {
  readonly token: string
  /** ISO 8601 in UTC. */
  readonly startedAt: string
}

/** One of the `passings_list` of `POST /v0/passings`, as far as a box fills it in. */
export interface SentPassing {
  readonly bib: string
  readonly num_passing: number
  readonly timestamp: string
  readonly latitude: number
  readonly longitude: number
  readonly chips: readonly string[]
}

type ActiveOutcome = { readonly ok: true; readonly session: ActiveSession | undefined } | DeviceApiFailure
/** `refused`: so many weren't of the run's time. */
type SendOutcome = { readonly ok: true; readonly refused: number } | DeviceApiFailure
type BindOutcome = { readonly ok: true; readonly deviceId: string } | DeviceApiFailure
type HealthOutcome = { readonly ok: true } | DeviceApiFailure
type Answer = { readonly ok: true; readonly text: string } | DeviceApiFailure

const TIMEOUT_MS = 10_000

export const deviceIdSchema = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')

const bindAnswerSchema = z.object({ deviceid: deviceIdSchema })
const activeAnswerSchema = z.object({
  token_session: z.string().regex(/^[0-9a-f]{64}$/),
  creation_date: z.iso.datetime(),
})
const sentAnswerSchema = z.object({
  inserted_count: z.int().nonnegative(),
  refused_count: z.int().nonnegative().default(0),
})

/** Binds the box; binding a bound one again gives the same id. */
export async function bindDevice(
  access: DeviceApiAccess,
  device: DeviceToBind,
  signal: AbortSignal,
): Promise<BindOutcome> {
  const { model, serial, alias, firmware } = device
  const described = { model, serial_number: serial, alias, firmware }
  const answer = await call(access, 'POST', '/v0/devices', signal, described)
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
  const answer = await call(access, 'POST', `/v0/devices/${deviceId}/health`, signal, report)
  return answer.ok ? { ok: true } : answer
}

/** The timing run that is on with this box now; none, too, where the cloud doesn't know the box. */
export async function readActiveSession(
  access: DeviceApiAccess,
  deviceId: string,
  signal: AbortSignal,
): Promise<ActiveOutcome> {
  const answer = await call(access, 'GET', `/v0/sessions/device/${deviceId}/active`, signal)
  if (!answer.ok && answer.code === 'REFUSED' && answer.status === 404) return { ok: true, session: undefined }
  if (!answer.ok) return answer
  const active = activeAnswerSchema.safeParse(jsonOf(answer.text))
  if (!active.success) return { ok: false, code: 'NOT_A_CLOUD' }
  return { ok: true, session: { token: active.data.token_session, startedAt: active.data.creation_date } }
}

/** Refused with 404 where the run is over and none of them is of its time. */
export async function postPassings(
  access: DeviceApiAccess,
  token: string,
  passings: readonly SentPassing[],
  signal: AbortSignal,
): Promise<SendOutcome> {
  const body = { token_session: token, passings_list: passings }
  const answer = await call(access, 'POST', '/v0/passings', signal, body)
  if (!answer.ok) return answer
  const sent = sentAnswerSchema.safeParse(jsonOf(answer.text))
  return sent.success ? { ok: true, refused: sent.data.refused_count } : { ok: false, code: 'NOT_A_CLOUD' }
}

async function call(
  access: DeviceApiAccess,
  method: 'GET' | 'POST',
  path: string,
  signal: AbortSignal,
  body?: object,
): Promise<Answer> {
  try {
    const response = await fetch(new URL(path, access.cloudUrl), {
      method,
      headers: {
        'x-api-key': access.apiKey,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify({ body }),
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
