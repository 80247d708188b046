import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiKeySchema, apiKeysSchema } from '../../../shared/cloud-api.ts'
import { TIMER } from '../../../shared/permissions.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, lentBox, request, signUp } from '../../support/laptop.ts'
import { sharedBox } from '../../support/sharing.ts'

const DAY_MS = 24 * 3_600_000

describe.each(DATABASES)('keys and devices, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  const newKey = async (laptop: Laptop, access: string, boxId?: string) => {
    const answer = await laptop.ask('POST', '/v1/api-keys', { name: 'Key', access, boxId })
    expect(answer.status).toBe(201)
    return apiKeySchema.parse(answer.json())
  }
  const call = (key: string | undefined, method: 'GET' | 'POST', path: string, body?: object) =>
    request(cloud, method, path, {
      headers: { 'x-api-key': key ?? '' },
      ...(body === undefined ? {} : { body: { body } }),
    })
  const bind = async (key: string | undefined, serial: string, more: object = {}) => {
    const answer = await call(key, 'POST', '/v0/devices', { model: 'CloudBox', serial_number: serial, ...more })
    return { answer, deviceId: (answer.json() as { deviceid?: string }).deviceid ?? '' }
  }

  it('[O2] [R6] keys are for those who manage members; a key is shown once, and only its hash is kept', async () => {
    const timer = new Laptop(cloud, await addColleague(cloud, owner.person, TIMER))
    for (const [method, path] of [
      ['GET', '/v1/api-keys'],
      ['POST', '/v1/api-keys'],
      ['DELETE', `/v1/api-keys/${randomUUID()}`],
    ] as const) {
      const answer = await timer.ask(method, path, method === 'POST' ? { name: 'Mine', access: 'READ' } : undefined)
      expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN'])
    }
    const { id, key } = await newKey(owner, 'READ')
    const listed = await owner.ask('GET', '/v1/api-keys')
    expect(apiKeysSchema.parse(listed.json()).keys.map((each) => each.id)).toContain(id)
    expect(listed.text).not.toContain(key)
    const kept = JSON.stringify(await cloud.database.db.selectFrom('apiKey').selectAll().execute())
    expect(kept).not.toContain(key)
    expect((await recipient.ask('DELETE', `/v1/api-keys/${id}`)).code).toBe('NOT_FOUND')
    expect((await call(key, 'GET', '/v0/devices')).status).toBe(200)
    expect((await owner.ask('DELETE', `/v1/api-keys/${id}`)).status).toBe(200)
    expect((await call(key, 'GET', '/v0/devices')).code).toBe('SIGNED_OUT')
  })

  it('[R6] both headers carry a key, and without one nothing is told', async () => {
    const { key = '' } = await newKey(owner, 'READ')
    expect((await request(cloud, 'GET', '/v0/devices', { headers: { api_key: key } })).status).toBe(200)
    expect((await request(cloud, 'GET', '/v0/devices')).code).toBe('SIGNED_OUT')
    expect((await call('x'.repeat(43), 'GET', '/v0/devices')).code).toBe('SIGNED_OUT')
  })

  it('[R6] a key does what its access says', async () => {
    const [reader, writer] = [await newKey(owner, 'READ'), await newKey(owner, 'WRITE')]
    const { deviceId, answer } = await bind(writer.key, 'ACCESS')
    expect(answer.status).toBe(200)
    expect((await bind(reader.key, 'ACCESS')).answer.code).toBe('FORBIDDEN')
    expect((await call(reader.key, 'POST', `/v0/devices/${deviceId}/health`, {})).code).toBe('FORBIDDEN')
    expect((await call(writer.key, 'GET', `/v0/devices/${deviceId}`)).code).toBe('FORBIDDEN')
    expect((await call(reader.key, 'GET', `/v0/devices/${deviceId}`)).status).toBe(200)
  })

  it('[R6] binds the box of that serial, again to the same id, and keeps what it says of itself', async () => {
    const { key } = await newKey(owner, 'READ_WRITE')
    const boxId = await owner.registerBox('BIND', 'Start A')
    const { deviceId } = await bind(key, 'bind', { firmware: '2.1', alias: 'not this one' })
    expect(deviceId).toMatch(/^[0-9a-f]{64}$/)
    expect((await bind(key, 'BIND')).deviceId).toBe(deviceId)
    await owner.sync()
    expect(owner.records.get('box', boxId)).toMatchObject({ alias: 'Start A', firmware: '2.1' })
    const device = (await call(key, 'GET', `/v0/devices/${deviceId}`)).json()
    expect(device).toMatchObject({
      ...{ deviceid: deviceId, model: '', alias: 'Start A', firmware: '2.1', serial_number: 'BIND', sessions: 0 },
      ...{ device_status: 'offline', battery_percentage: null, last_telemetry_at: null },
    })
    await call(key, 'POST', `/v0/devices/${deviceId}/health`, { batteryPercent: 64, charging: true })
    const reported = (await call(key, 'GET', `/v0/devices/${deviceId}`)).json()
    expect(reported).toMatchObject({ device_status: 'online', battery_percentage: 64, charging: true })
    await cloud.advance(5 * 60_000)
    expect((await call(key, 'GET', `/v0/devices/${deviceId}`)).json()).toMatchObject({ device_status: 'offline' })
  })

  it('[R6] [G2] what a box says of itself reaches the receiver of its group, whose keys it is nothing to', async () => {
    const { boxId, serial } = await sharedBox(owner, recipient)
    const [owners, recipients] = [await newKey(owner, 'READ_WRITE'), await newKey(recipient, 'READ_WRITE')]
    const { deviceId } = await bind(owners.key, serial, { firmware: '3.1' })
    await recipient.sync()
    expect(recipient.records.get('box', boxId)).toMatchObject({ firmware: '3.1' })
    expect((await call(recipients.key, 'GET', `/v0/devices/${deviceId}`)).code).toBe('NOT_FOUND')
  })

  it('[R6] [L6] registers a box that there isn’t, within the plan', async () => {
    const free = new Laptop(cloud, await signUp(cloud, 'FREE'))
    const { key } = await newKey(free, 'READ_WRITE')
    for (const serial of ['ONE', 'TWO']) expect((await bind(key, serial, { alias: serial })).answer.status).toBe(200)
    const { answer } = await bind(key, 'THREE')
    expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN'])
    expect(answer.json()).toMatchObject({ error: { details: { reason: 'PLAN_LIMIT', allowance: 2, used: 2 } } })
    await free.sync()
    expect([...free.records.all('box')].map((box) => box.alias).toSorted()).toEqual(['ONE', 'TWO'])
    expect([...free.records.all('historyEntry')].map((entry) => entry.memberName)).toEqual(['Key', 'Key'])
  })

  it('[R6] lists page by page', async () => {
    const many = new Laptop(cloud, await signUp(cloud))
    const { key } = await newKey(many, 'READ_WRITE')
    for (const serial of ['C', 'A', 'B']) await bind(key, serial)
    const page = async (query: string) =>
      (await call(key, 'GET', `/v0/devices${query}`)).json() as {
        devices: { serial_number: string }[]
        pagination: object
      }
    const second = await page('?page=2&limit=2')
    expect(second.devices.map((device) => device.serial_number)).toEqual(['C'])
    expect(second.pagination).toEqual({ page: 2, limit: 2, total: 3 })
    expect((await page('')).devices).toHaveLength(3)
    expect((await call(key, 'GET', '/v0/devices?limit=5001')).code).toBe('MALFORMED')
    expect((await call(key, 'GET', '/v0/devices?page=0')).code).toBe('MALFORMED')
  })

  it('[L10] [O7] while a box is lent it is nothing to its owner’s keys and acts for the holder; its own key goes on', async () => {
    const [owners, recipients] = [await newKey(owner, 'READ_WRITE'), await newKey(recipient, 'READ_WRITE')]
    const { boxId, serial, loanId } = await lentBox(owner, recipient)
    const own = await newKey(owner, 'WRITE', boxId)
    await owner.accepted('revokeShare', { loanId })
    const { deviceId } = await bind(owners.key, serial)
    const { token } = await owner.lend(boxId)
    const paths = [`/v0/devices/${deviceId}`, `/v0/devices/${deviceId}/health`] as const
    const reach = async (key: string | undefined) => [
      (await call(key, 'GET', paths[0])).status,
      (await call(key, 'POST', paths[1], { batteryPercent: 50 })).status,
    ]
    expect(await reach(owners.key)).toEqual([200, 200])
    expect(await reach(recipients.key)).toEqual([404, 404])
    await recipient.accepted('acceptShareToken', { token })
    expect(await reach(owners.key)).toEqual([404, 404])
    expect((await bind(owners.key, serial)).answer.code).toBe('NOT_FOUND')
    expect(await reach(recipients.key)).toEqual([200, 200])
    expect(await reach(own.key)).toEqual([403, 200])
    expect((await bind(own.key, serial)).answer.code).toBe('FORBIDDEN')
    expect((await recipient.ask('POST', '/v1/api-keys', { name: 'X', access: 'WRITE', boxId })).code).toBe('NOT_FOUND')
    await cloud.advance(DAY_MS)
    expect(await reach(owners.key)).toEqual([200, 200])
    expect(await reach(recipients.key)).toEqual([404, 404])
  })

  it.each([
    { batteryPercent: 101 },
    { latitude: 91 },
    { clockSource: 'sundial' },
    { network: 'x'.repeat(100) },
    { batteryPercent: '50' },
  ])('[R6] answers MALFORMED to the health %j', async (health) => {
    const { key } = await newKey(owner, 'READ_WRITE')
    const { deviceId } = await bind(key, 'HEALTH')
    const answer = await call(key, 'POST', `/v0/devices/${deviceId}/health`, health)
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
    const bare = await request(cloud, 'POST', `/v0/devices/${deviceId}/health`, {
      headers: { 'x-api-key': key ?? '' },
      body: { batteryPercent: 50 },
    })
    expect(bare.code).toBe('MALFORMED')
  })
})
