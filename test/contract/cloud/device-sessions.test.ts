import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { boundBox, Device, sentPassing } from '../../support/device-calls.ts'
import { Laptop, request, signUp } from '../../support/laptop.ts'
import { sharedBox } from '../../support/sharing.ts'

const UNKNOWN_ID = 'ab'.repeat(32)
const SECOND_MS = 1000
const DAY_MS = 24 * 3_600_000

describe.each(DATABASES)('timing runs of devices, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop
  let owners: Device
  let recipients: Device

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
    owners = await Device.of(cloud, owner)
    recipients = await Device.of(cloud, recipient)
  })
  afterAll(() => cloud.close())

  it('[R6] [R2] starts a run, which ends the one before; all are listed, newest first, and one is active', async () => {
    const { boxId, deviceId } = await boundBox(owner, owners)
    expect((await owners.active(deviceId)).code).toBe('NOT_FOUND')
    expect(await owners.listed(deviceId)).toEqual([])

    const before = cloud.clock.now()
    const first = await owners.started(deviceId, 'Trail 21K')
    const after = cloud.clock.now()
    await cloud.advance(SECOND_MS)
    const second = await owners.started(deviceId)
    expect(second).not.toBe(first)
    const nothing = { passings: 0, first: null, last: null }
    const [newest, oldest] = await owners.listed(deviceId)
    expect(newest).toMatchObject({ token_session: second, alias: '', active: true, ...nothing })
    expect(oldest).toMatchObject({ token_session: first, alias: 'Trail 21K', active: false, ...nothing })
    expect([before, oldest?.creation_date, after].toSorted()).toEqual([before, oldest?.creation_date, after])
    expect(await owners.running(deviceId)).toEqual(newest)

    await owner.sync()
    const runs = [...owner.records.where('session', 'boxId', boxId)]
    expect(runs.map((run) => run.stopReason).toSorted()).toEqual(['replaced', undefined])
    expect(runs[0]).toMatchObject({ organisationId: owner.organisationId, startedById: owner.person.member.id })
    const told = [...owner.records.where('historyEntry', 'boxId', boxId)].filter(
      ({ what }) => what === 'session-started',
    )
    expect(told.map((entry) => entry.memberName)).toEqual(['Key', 'Key'])
    const device = (await owners.call('GET', `/v0/devices/${deviceId}`)).json()
    expect(device).toMatchObject({ deviceid: deviceId, sessions: 2 })
  })

  it('[R6] a run that an app started has a token too, always the same one', async () => {
    const { boxId, deviceId } = await boundBox(owner, owners)
    await owner.accepted('startSession', { sessionId: randomUUID(), boxId, alias: 'By app' })
    const { token_session } = await owners.running(deviceId)
    expect(await owners.running(deviceId)).toMatchObject({ token_session, alias: 'By app' })
    expect(await owners.listed(deviceId)).toMatchObject([{ token_session }])
    expect(await owners.posted(token_session, [sentPassing(1, cloud.clock.now())])).toEqual({ inserted_count: 1 })
  })

  it('[R6] many who ask at once are told one token', async () => {
    const { boxId, deviceId } = await boundBox(owner, owners)
    await owner.accepted('startSession', { sessionId: randomUUID(), boxId })
    const told = await Promise.all(Array.from({ length: 8 }, () => owners.running(deviceId)))
    expect(new Set(told.map(({ token_session }) => token_session)).size).toBe(1)
  })

  it('[R6] counts a run’s passings, with the first and the last', async () => {
    const { deviceId } = await boundBox(owner, owners)
    const token = await owners.started(deviceId)
    await cloud.advance(60 * SECOND_MS)
    const now = Date.parse(cloud.clock.now())
    const at = (agoMs: number) => new Date(now - agoMs).toISOString()
    await owners.posted(token, [sentPassing(2, at(20_000)), sentPassing(1, at(30_000)), sentPassing(3, at(10_000))])
    expect(await owners.running(deviceId)).toMatchObject({ passings: 3, first: at(30_000), last: at(10_000) })
  })

  it('[R6] what is wrong with a call is said', async () => {
    const { deviceId } = await boundBox(owner, owners)
    const calls = [
      [{}, 'body.deviceid'],
      [{ deviceid: 7 }, 'body.deviceid'],
      [{ deviceid: deviceId, alias: 'x'.repeat(81) }, 'body.alias'],
      [{ deviceid: deviceId, alias: 'a\u0000b' }, 'body.alias'],
    ] as const
    for (const [body, field] of calls) {
      const answer = await owners.call('POST', '/v0/sessions', body)
      expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
      expect(answer.json()).toMatchObject({ error: { details: { fields: [{ field }] } } })
    }
    expect(await owners.listed(deviceId)).toEqual([])
  })

  it.each([UNKNOWN_ID, UNKNOWN_ID.toUpperCase(), 'x', '%00', '%27%3B--', `${UNKNOWN_ID}0`])(
    '[R6] the device %s is not found',
    async (id) => {
      expect((await owners.list(id)).code).toBe('NOT_FOUND')
      expect((await owners.active(id)).code).toBe('NOT_FOUND')
      expect((await owners.call('GET', `/v0/devices/${id}`)).code).toBe('NOT_FOUND')
      expect((await owners.call('POST', `/v0/devices/${id}/health`, {})).code).toBe('NOT_FOUND')
      expect((await owners.start(decodeURIComponent(id))).code).toBe('NOT_FOUND')
    },
  )

  it('[R6] a key does what its access says, and a box’s own key reads which run is on', async () => {
    const { boxId, deviceId } = await boundBox(owner, owners)
    const other = await boundBox(owner, owners)
    const [reader, writer] = [await Device.of(cloud, owner, 'READ'), await Device.of(cloud, owner, 'WRITE')]
    expect((await reader.start(deviceId)).code).toBe('FORBIDDEN')
    const token = await writer.started(deviceId)
    expect((await writer.list(deviceId)).code).toBe('FORBIDDEN')
    expect((await writer.active(deviceId)).code).toBe('FORBIDDEN')
    expect((await reader.running(deviceId)).token_session).toBe(token)
    for (const access of ['READ', 'WRITE', 'READ_WRITE']) {
      const own = await Device.of(cloud, owner, access, boxId)
      expect((await own.running(deviceId)).token_session).toBe(token)
      expect((await own.active(other.deviceId)).code).toBe('NOT_FOUND')
      expect((await own.active(UNKNOWN_ID)).code).toBe('NOT_FOUND')
      expect((await own.start(deviceId)).code).toBe('FORBIDDEN')
      expect((await own.list(deviceId)).code).toBe('FORBIDDEN')
      expect((await own.call('GET', '/v0/devices')).code).toBe('FORBIDDEN')
      expect((await own.call('GET', `/v0/devices/${deviceId}`)).code).toBe('FORBIDDEN')
    }
    const nobody = new Device(cloud, 'x'.repeat(43))
    for (const answer of [await nobody.start(deviceId), await nobody.list(deviceId), await nobody.active(deviceId)]) {
      expect([answer.status, answer.code]).toEqual([401, 'SIGNED_OUT'])
    }
  })

  it('[R6] the calls are described, as far as a passing’s fields', async () => {
    const document = (await request(cloud, 'GET', '/openapi.json')).json() as { paths: Record<string, object> }
    const paths = ['/v0/sessions', '/v0/sessions/device/{deviceid}', '/v0/sessions/device/{deviceid}/active']
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining([...paths, '/v0/passings']))
    const passings = JSON.stringify(document.paths['/v0/passings'])
    for (const field of ['token_session', 'bib', 'num_passing', 'timestamp', 'chips', 'inserted_count']) {
      expect(passings).toContain(field)
    }
  })

  it('[O7] another organisation’s device is not found', async () => {
    const { deviceId } = await boundBox(owner, owners)
    await owners.started(deviceId)
    for (const answer of [
      await recipients.start(deviceId),
      await recipients.list(deviceId),
      await recipients.active(deviceId),
    ]) {
      expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND'])
    }
    expect(await owners.listed(deviceId)).toHaveLength(1)
  })

  it('[L8] a run on a box that is reserved is refused with the reason', async () => {
    const { boxId, deviceId } = await boundBox(owner, owners)
    await owner.lend(boxId)
    const answer = await owners.start(deviceId)
    expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN'])
    expect(answer.json()).toMatchObject({ error: { details: { reason: 'BOX_RESERVED' } } })
  })

  it('[R2] [G2] another organisation’s run refuses one, and only the box’s own key is told of it', async () => {
    const { boxId, serial } = await sharedBox(owner, recipient)
    const deviceId = await owners.bind(serial)
    await recipient.accepted('startSession', { sessionId: randomUUID(), boxId, alias: 'Theirs' })
    const answer = await owners.start(deviceId)
    expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN'])
    expect(answer.json()).toMatchObject({ error: { details: { reason: 'SESSION_RUNNING' } } })
    expect((await owners.active(deviceId)).code).toBe('NOT_FOUND')
    expect(await owners.listed(deviceId)).toEqual([])
    expect((await recipients.start(deviceId)).code).toBe('NOT_FOUND')
    const own = await Device.of(cloud, owner, 'WRITE', boxId)
    expect(await own.running(deviceId)).toMatchObject({ alias: 'Theirs', active: true })
  })

  it('[L10] [O7] while a box is lent, it and its runs are nothing to its owner’s keys, and all to the holder’s', async () => {
    const { boxId, deviceId } = await boundBox(owner, owners)
    const own = await Device.of(cloud, owner, 'WRITE', boxId)
    const before = await owners.started(deviceId, 'Before')
    const { token } = await owner.lend(boxId, { releaseFromEvent: true })
    await recipient.accepted('acceptShareToken', { token })
    for (const answer of [await owners.start(deviceId), await owners.list(deviceId), await owners.active(deviceId)]) {
      expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND'])
    }
    expect(await recipients.listed(deviceId)).toEqual([])
    expect((await own.active(deviceId)).code).toBe('NOT_FOUND')
    const during = await recipients.started(deviceId, 'During')
    expect(await recipients.listed(deviceId)).toMatchObject([{ token_session: during, active: true }])
    expect((await own.running(deviceId)).token_session).toBe(during)

    await cloud.advance(DAY_MS)
    expect((await recipients.start(deviceId)).code).toBe('NOT_FOUND')
    expect((await recipients.list(deviceId)).code).toBe('NOT_FOUND')
    expect((await recipients.active(deviceId)).code).toBe('NOT_FOUND')
    expect((await own.active(deviceId)).code).toBe('NOT_FOUND')
    expect(await owners.listed(deviceId)).toMatchObject([{ token_session: before, alias: 'Before', active: false }])
    await owners.started(deviceId, 'After')
    expect((await owners.listed(deviceId)).map(({ alias }) => alias)).toEqual(['After', 'Before'])
  })

  it('[L9] a loan whose time is up is over for keys at that moment, even if nobody has settled it', async () => {
    const { boxId, deviceId } = await boundBox(owner, owners)
    const { token } = await owner.lend(boxId)
    await recipient.accepted('acceptShareToken', { token })
    await recipients.started(deviceId)
    // Only the clock moves: nothing is settled by this.
    cloud.clock.advance(DAY_MS)
    expect((await recipients.active(deviceId)).code).toBe('NOT_FOUND')
    expect((await owners.start(deviceId)).status).toBe(200)
  })

  it('[R2] two that start at once on one box both succeed, one after the other', async () => {
    const { deviceId } = await boundBox(owner, owners)
    const tokens = await Promise.all([1, 2, 3].map(() => owners.started(deviceId)))
    const sessions = await owners.listed(deviceId)
    expect(sessions.map(({ token_session }) => token_session).toSorted()).toEqual(tokens.toSorted())
    expect(sessions.filter(({ active }) => active)).toHaveLength(1)
  })
})
