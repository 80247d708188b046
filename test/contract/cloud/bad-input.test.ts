import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiErrorSchema, MAX_COMMANDS_BYTES, outcomesSchema } from '../../../shared/cloud-api.ts'
import { openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, type Person, request, signUp } from '../../support/laptop.ts'

const ID = '11111111-1111-4111-8111-111111111111'

describe('bad input', () => {
  let cloud: RunningCloud
  let person: Person
  let laptop: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase('PGlite'))
    person = await signUp(cloud)
    laptop = new Laptop(cloud, person)
  })
  afterAll(() => cloud.close())

  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  const command = { seq: 1, id: ID, type: 'createEvent', args: {} }
  const batch = (fields: object) => JSON.stringify({ installationId: ID, commands: [{ ...command, ...fields }] })

  it.each([
    ['nothing', ''],
    ['no JSON', '{"installationId":'],
    ['not an object', '[]'],
    ['null', 'null'],
    ['a poisoned prototype', `{"installationId":"${ID}","commands":[],"__proto__":{"x":1}}`],
    ['no installation', '{"commands":[]}'],
    ['an installation that is no id', '{"installationId":"x","commands":[]}'],
    ['commands that are no list', `{"installationId":"${ID}","commands":{}}`],
    ['a number below one', batch({ seq: 0 })],
    ['a broken number', batch({ seq: 1.5 })],
    ['a number beyond counting', batch({ seq: 2 ** 60 })],
    ['a command id that is none', batch({ id: 'x' })],
    ['arguments without a bottom', batch({}).replace('{}', nested(20_000))],
    ['arguments that nest too deep', batch({}).replace('{}', nested(33))],
  ])('answers MALFORMED to %s', async (_, body) => {
    const answer = await request(cloud, 'POST', '/v1/commands', {
      token: person.token,
      headers: { 'content-type': 'application/json' },
      ...(body === '' ? {} : { body }),
    })
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
  })

  it('[F3] refuses and stores a command whose form is wrong, and goes on with those behind it', async () => {
    const installationId = randomUUID()
    const wrong = [{ type: 'x'.repeat(100) }, { args: undefined }, { givenAt: 'yesterday' }, { dependsOn: ['x'] }]
    const commands = wrong.map((fields, index) => ({ ...command, seq: index + 1, id: randomUUID(), ...fields }))
    const good = { type: 'createEvent', args: { eventId: randomUUID(), name: 'Night run', date: '2026-12-01' } }
    const body = JSON.stringify({ installationId, commands: [...commands, { seq: 5, id: randomUUID(), ...good }] })
    const send = () => request(cloud, 'POST', '/v1/commands', { token: person.token, body })
    const first = await send()
    const { outcomes } = outcomesSchema.parse(first.json())
    expect(outcomes.map(({ code }) => code)).toEqual([...wrong.map(() => 'COMMAND_INVALID'), undefined])
    expect((await send()).text).toBe(first.text)
  })

  it('answers MALFORMED to a body of another type', async () => {
    const headers = { 'content-type': 'text/plain' }
    const answer = await request(cloud, 'POST', '/v1/commands', { token: person.token, headers, body: 'hello' })
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
  })

  it.each(['x', '%00', 'AAAA', '🚲', 'a'.repeat(300)])('answers MALFORMED to the cursor %s', async (cursor) => {
    const answer = await laptop.ask('GET', `/v1/changes?cursor=${cursor}`)
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
  })

  it.each(['0', '-1', '5001', 'many', ''])('answers MALFORMED to the limit %j', async (limit) => {
    const answer = await laptop.ask('GET', `/v1/changes?limit=${limit}`)
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
  })

  it('answers MALFORMED to an installation header that is no id', async () => {
    const answer = await new Laptop(cloud, person, 'my laptop').ask('GET', '/v1/changes')
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
  })

  it('answers NOT_FOUND to what there isn’t, in the same shape', async () => {
    for (const path of ['/', '/v1/nowhere', '/v1/changes/x', '/v0/devices/../..', '/%ff', '/v1/test']) {
      const answer = await request(cloud, 'GET', path)
      expect([400, 404, 401]).toContain(answer.status)
      expect(answer.code).toBeDefined()
    }
    expect((await request(cloud, 'DELETE', '/v1/me')).code).toBe('NOT_FOUND')
  })

  it('takes a mebibyte of commands, and answers TOO_LARGE to more', async () => {
    const filled = (bytes: number) => {
      const empty = batch({ args: { fill: '' } }).length
      return batch({ args: { fill: 'x'.repeat(bytes - empty) } })
    }
    const send = (body: string) => request(cloud, 'POST', '/v1/commands', { token: person.token, body })
    expect(outcomesSchema.parse((await send(filled(MAX_COMMANDS_BYTES))).json()).outcomes).toHaveLength(1)
    const answer = await send(filled(MAX_COMMANDS_BYTES + 1))
    expect([answer.status, answer.code]).toEqual([413, 'TOO_LARGE'])
  })

  it.each([
    ['registerBox', { boxId: ID, serial: 'CLBX 302' }],
    ['registerBox', { boxId: ID, serial: "'; drop table box; --" }],
    ['registerBox', { boxId: 'ID', serial: 'X' }],
    ['registerBox', { boxId: ID, serial: 'X', alias: 'a\u0000b' }],
    ['registerBox', { boxId: ID, serial: 'X', alias: 'half \ud83d' }],
    ['registerBox', { boxId: ID, serial: 'X', alias: 'x'.repeat(61) }],
    ['createEvent', { eventId: ID, name: 'X', date: '2026-02-30' }],
    ['createEvent', { eventId: ID, name: 'X', date: '0000-01-01' }],
    ['createEvent', { eventId: ID, name: 'X', date: '2026-01-01', timeZone: 'Mars/Olympus' }],
    ['createRace', { raceId: ID, eventId: ID, name: 'X', plannedStart: '0000-01-01T00:00:00Z' }],
    ['createRace', { raceId: ID, eventId: ID, name: 'X', plannedStart: '9999-12-31T23:59:59-10:00' }],
    ['createCheckpoint', { checkpointId: ID, raceId: ID, name: 'X', kind: 'START', distanceM: -1 }],
    ['createShareToken', { loanId: ID, boxId: ID, validity: '2d', tokenHash: 'a'.repeat(64) }],
    ['createShareToken', { loanId: ID, boxId: ID, validity: '1d', tokenHash: 'A'.repeat(64) }],
    ['acceptShareToken', { token: 7 }],
    ['acceptShareToken', {}],
    ['createGroup', { groupId: ID, name: '' }],
    ['createGroup', { groupId: ID, name: 'X', parentId: 'top' }],
    ['createGroup', { groupId: ID, name: 'a\u202eb' }],
    ['createGroup', { groupId: ID, name: 'X', category: 'x'.repeat(31) }],
    ['moveGroup', { groupId: ID }],
    ['shareGroup', { groupId: ID, roleId: ID }],
    ['shareGroup', { groupId: ID, roleId: ID, sharingCode: 'P'.repeat(101) }],
    ['createRole', { roleId: ID, name: 'X', permissions: ['box.fly'] }],
    ['createRole', { roleId: ID, name: 'X', permissions: 'box.view' }],
    ['inviteMember', { invitationId: ID, email: 'nobody', roleId: ID, codeHash: 'a'.repeat(64) }],
    ['inviteMember', { invitationId: ID, email: 'x@example.com', roleId: ID, codeHash: 'hash' }],
    ['changeMemberRole', { memberId: ID }],
    ['editOrganisation', { contactPhone: '' }],
    ['startSession', { sessionId: ID, boxId: ID, checkpointIds: Array(101).fill(ID) }],
    ['adoptPassings', { sessionId: ID, adopts: ID, until: 'soon' }],
    ['recordRaceAction', { actionId: ID, raceId: ID, kind: '', at: '2026-01-01T00:00:00Z' }],
    ['recordRaceAction', { actionId: ID, raceId: ID, kind: 'TIME', at: '0000-01-01T00:00:00Z' }],
    ['recordRaceAction', { actionId: ID, raceId: ID, kind: 'TIME', at: '2026-01-01T00:00:00Z', bib: '1\u0000' }],
    ['__proto__', {}],
    ['constructor', {}],
    ['toString', 'x'],
  ])('[F3] refuses %s with %j, and stores that', async (type, args) => {
    const outcome = await laptop.giveAny(type, args)
    expect(outcome.status).toBe('refused')
    expect(['COMMAND_INVALID', 'COMMAND_UNKNOWN']).toContain(outcome.code)
  })

  it('the oldest and the newest day there are can be kept', async () => {
    for (const date of ['0001-01-01', '9999-12-31']) {
      const eventId = randomUUID()
      await laptop.accepted('createEvent', { eventId, name: date, date })
      const [plannedStart, expectedEnd] = [`${date}T00:00:00.000Z`, `${date}T23:59:59.999Z`]
      const raceId = randomUUID()
      await laptop.accepted('createRace', { raceId, eventId, name: date, plannedStart, expectedEnd })
      await laptop.sync()
      expect(laptop.records.get('race', raceId)).toMatchObject({ plannedStart, expectedEnd })
      // Once more from the tables, and not only as it was given.
      await laptop.accepted('editRace', { raceId, name: 'again' })
      await laptop.sync()
      expect(laptop.records.get('race', raceId)).toMatchObject({ plannedStart, expectedEnd, name: 'again' })
    }
  })

  it('text of any script comes back as it was', async () => {
    const alias = 'Ñandú 終点 🚴🏽 \\ " \' %s <b>'
    const boxId = await laptop.registerBox('TEXT', alias)
    const notes = 'one\ntwo\tthree'
    await laptop.accepted('editBox', { boxId, notes })
    await laptop.sync()
    expect(laptop.records.get('box', boxId)).toMatchObject({ alias, notes })
  })

  it('answers broken HTTP without falling over', async () => {
    const { hostname, port } = new URL(cloud.url)
    const heard: Buffer[] = []
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end('NONSENSE\r\n\r\n'))
      socket.on('data', (chunk) => heard.push(chunk))
      socket.on('close', () => resolve())
    })
    const [head = '', body = ''] = Buffer.concat(heard).toString().split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 400 /)
    expect(apiErrorSchema.parse(JSON.parse(body)).error.code).toBe('MALFORMED')
    expect((await request(cloud, 'GET', '/healthz')).status).toBe(200)
  })

  it('tells nothing of the inside when something breaks', async () => {
    const broken = await startCloud(await openDatabase('PostgreSQL'))
    const admin = await signUp(broken)
    await broken.database.close()
    const answer = await request(broken, 'GET', '/v1/me', { token: admin.token })
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expect(apiErrorSchema.parse(answer.json()).error).toEqual({ code: 'INTERNAL', message: expect.any(String) })
    const ready = await request(broken, 'GET', '/readyz')
    expect([ready.status, ready.code]).toEqual([503, 'INTERNAL'])
    expect((await request(broken, 'GET', '/healthz')).status).toBe(200)
    await broken.close()
  })

  it('describes itself from the schemas that validate, and says how it fares', async () => {
    const document = (await request(cloud, 'GET', '/openapi.json')).json() as { paths: Record<string, object> }
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        ...['/v1/organisations', '/v1/auth/sign-in', '/v1/auth/sign-out', '/v1/auth/password', '/v1/me'],
        ...['/v1/invitations/accept', '/v1/sharing-codes/look-up'],
        ...['/v1/passings', '/v1/sessions/{id}/passings', '/v1/boxes/{id}/passings'],
        ...['/v1/installations', '/v1/commands', '/v1/changes', '/v1/stream', '/v1/api-keys', '/v1/api-keys/{id}'],
        ...[
          '/v0/devices',
          '/v0/devices/{deviceid}',
          '/v0/devices/{deviceid}/health',
          '/healthz',
          '/readyz',
          '/metrics',
        ],
      ]),
    )
    expect(JSON.stringify(document.paths['/v1/commands'])).toContain('dependsOn')
    expect(JSON.stringify(document.paths['/v1/passings'])).toContain('clockOffsetMs')
    expect(JSON.stringify(document.paths['/v1/boxes/{id}/passings'])).toContain('countedBy')
    const metrics = await fetch(`${cloud.url}/metrics`)
    expect(metrics.headers.get('content-type')).toContain('text/plain')
    expect(await metrics.text()).toMatch(/^trackside_requests_total\{status="200"\} \d+$/m)
  })
})
