import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { z } from 'zod'
import { apiKeySchema } from '../../shared/cloud-api.ts'
import type { RunningCloud } from './cloud.ts'
import { type Answer, type Laptop, request } from './laptop.ts'

const sessionSchema = z.strictObject({
  token_session: z.string().regex(/^[0-9a-f]{64}$/),
  alias: z.string(),
  creation_date: z.iso.datetime({ precision: 3 }),
  active: z.boolean(),
  passings: z.int().nonnegative(),
  first: z.iso.datetime({ precision: 3 }).nullable(),
  last: z.iso.datetime({ precision: 3 }).nullable(),
})
const sessionsSchema = z.strictObject({ sessions: z.array(sessionSchema) })
const startedSchema = z.strictObject({ description: z.string(), token_session: sessionSchema.shape.token_session })
const takenSchema = z.strictObject({
  description: z.string(),
  token_session: sessionSchema.shape.token_session,
  inserted_count: z.int().nonnegative(),
  refused_count: z.int().positive().optional(),
  refused: z.array(z.strictObject({ field: z.string(), problem: z.string() })).optional(),
})

/** A program with a key of the device API. */
export class Device {
  readonly #cloud: RunningCloud
  readonly key: string

  constructor(cloud: RunningCloud, key: string) {
    this.#cloud = cloud
    this.key = key
  }

  /** With a new key of the laptop's organisation, or of one of its boxes. */
  static async of(cloud: RunningCloud, laptop: Laptop, access = 'READ_WRITE', boxId?: string): Promise<Device> {
    const answer = await laptop.ask('POST', '/v1/api-keys', { name: 'Key', access, boxId })
    expect(answer.status).toBe(201)
    return new Device(cloud, apiKeySchema.parse(answer.json()).key ?? '')
  }

  async call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const wrapped = body === undefined ? {} : { body: { body } }
    return await request(this.#cloud, method, path, { headers: { 'x-api-key': this.key }, ...wrapped })
  }

  /** @returns its device id */
  async bind(serial: string): Promise<string> {
    const answer = await this.call('POST', '/v0/devices', { model: 'CloudBox', serial_number: serial })
    expect(answer.status, answer.text).toBe(200)
    return z.object({ deviceid: z.string() }).parse(answer.json()).deviceid
  }

  start(deviceid: string, alias?: string): Promise<Answer> {
    return this.call('POST', '/v0/sessions', { deviceid, ...(alias === undefined ? {} : { alias }) })
  }

  /** @returns the run's token */
  async started(deviceid: string, alias?: string): Promise<string> {
    const answer = await this.start(deviceid, alias)
    expect(answer.status, answer.text).toBe(200)
    return startedSchema.parse(answer.json()).token_session
  }

  list(deviceid: string): Promise<Answer> {
    return this.call('GET', `/v0/sessions/device/${deviceid}`)
  }

  active(deviceid: string): Promise<Answer> {
    return this.call('GET', `/v0/sessions/device/${deviceid}/active`)
  }

  async listed(deviceid: string) {
    const answer = await this.list(deviceid)
    expect(answer.status, answer.text).toBe(200)
    return sessionsSchema.parse(answer.json()).sessions
  }

  async running(deviceid: string) {
    const answer = await this.active(deviceid)
    expect(answer.status, answer.text).toBe(200)
    return sessionSchema.parse(answer.json())
  }

  post(token: string, list: unknown): Promise<Answer> {
    return this.call('POST', '/v0/passings', { token_session: token, passings_list: list })
  }

  /** @returns what the answer says of them */
  async posted(token: string, list: readonly unknown[]) {
    const answer = await this.post(token, list)
    expect(answer.status, answer.text).toBe(200)
    const { token_session, description: _, ...counts } = takenSchema.parse(answer.json())
    expect(token_session).toBe(token)
    return counts
  }
}

/** An own box, bound, and its id as a device. */
export async function boundBox(owner: Laptop, device: Device) {
  const serial = `S${randomBytes(6).toString('hex')}`.toUpperCase()
  const boxId = await owner.registerBox(serial)
  return { boxId, serial, deviceId: await device.bind(serial) }
}

/** As a device sends one. */
export function sentPassing(num_passing: number, timestamp: string, more: object = {}) {
  return { bib: String(num_passing + 100), num_passing, timestamp, ...more }
}

/** The documented answer to what names no run that would take it. */
export function expectGone(answer: Answer): void {
  expect(answer.status).toBe(404)
  expect(answer.json()).toEqual({ error: { code: 'NOT_FOUND', message: 'Session not found or closed' } })
}
