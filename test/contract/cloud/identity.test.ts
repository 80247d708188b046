import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { meSchema, signedInSchema } from '../../../shared/cloud-api.ts'
import { ADMIN, BUILT_IN_ROLES, READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, newToken, PASSWORD, type Person, request, signIn, signUp } from '../../support/laptop.ts'

const DAY_MS = 24 * 3_600_000

describe.each(DATABASES)('who may do what, on %s', (kind) => {
  let cloud: RunningCloud
  let admin: Person

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    admin = await signUp(cloud)
  })
  afterAll(() => cloud.close())

  const me = (person: Person) => request(cloud, 'GET', '/v1/me', { token: person.token })
  const newOrganisation = (organisationName: string, email = `${randomUUID()}@example.com`) =>
    request(cloud, 'POST', '/v1/organisations', {
      body: { organisationName, name: 'Ada', email, password: PASSWORD },
    })

  it('[O1] a new organisation is on FREE, which holds two boxes', async () => {
    const answer = await newOrganisation('Newcomers')
    expect(answer.status).toBe(201)
    const { organisation, member } = signedInSchema.parse(answer.json())
    expect(organisation).toMatchObject({ name: 'Newcomers', plan: 'FREE', allowance: 2 })
    expect(member.roleId).toBe(ADMIN.id)
  })

  it.each([
    ['FREE', 2],
    ['CLUB', 10],
    ['PRO', 50],
    ['UNLIMITED', null],
  ] as const)('[O1] %s allows %s boxes', async (plan, allowance) => {
    const person = await signUp(cloud, plan)
    expect(meSchema.parse((await me(person)).json()).organisation).toMatchObject({ plan, allowance })
  })

  it('[O3] the feed begins with the organisation, the three built-in roles and the member', async () => {
    const person = await signUp(cloud, 'FREE')
    const laptop = new Laptop(cloud, person)
    const changes = await laptop.sync()
    expect(changes.map((change) => change.kind)).toEqual(['organisation', 'role', 'role', 'role', 'member'])
    for (const role of BUILT_IN_ROLES) expect(laptop.records.get('role', role.id)).toEqual(role)
    expect(laptop.records.get('organisation', person.organisation.id)).toEqual(person.organisation)
    expect(laptop.records.get('member', person.member.id)).toEqual(person.member)
  })

  it.each([ADMIN, TIMER, READ_ONLY])('[O2] [O3] $name has its permissions', async (role) => {
    const person = await addColleague(cloud, admin, role)
    expect(meSchema.parse((await me(person)).json()).permissions).toEqual(role.permissions)
  })

  it('[O4] every command is checked against the role of now', async () => {
    const office = new Laptop(cloud, admin)
    const boxId = await office.registerBox('O4')
    const timer = await addColleague(cloud, admin, TIMER)
    const viewer = new Laptop(cloud, await addColleague(cloud, admin, READ_ONLY))
    const laptop = new Laptop(cloud, timer)
    const lend = (id: string) => ({ loanId: id, boxId, validity: '1d', tokenHash: newToken().hash }) as const
    expect(await viewer.refused('createShareToken', lend(randomUUID()))).toEqual({
      code: 'FORBIDDEN',
      details: { permission: 'share.lend' },
    })
    expect((await laptop.refused('registerBox', { boxId: randomUUID(), serial: 'X' })).details).toEqual({
      permission: 'box.edit',
    })
    const loanId = randomUUID()
    await laptop.accepted('createShareToken', lend(loanId))
    const { db } = cloud.database
    await db.updateTable('member').set({ roleId: READ_ONLY.id }).where('id', '=', timer.member.id).execute()
    expect((await laptop.refused('revokeShare', { loanId })).code).toBe('FORBIDDEN')
  })

  it.each([
    ['SIERRA  timing', 'case and spaces'],
    ['Sierra-Timing', 'dashes'],
    ['S1erra T1m1ng', 'digits'],
    ['Ѕіеrrа Тіmіng', 'Cyrillic'],
    ['Ｓｉｅｒｒａ Ｔｉｍｉｎｇ', 'full width'],
    ['Siérra Timing', 'accents'],
  ])('[O8] %s is too like Sierra Timing (%s)', async (name) => {
    await newOrganisation('Sierra Timing')
    const answer = await newOrganisation(name)
    expect([answer.status, answer.code]).toEqual([409, 'NAME_TAKEN'])
  })

  it.each(['Night\u202eTiming', 'Night\u0000', 'Zero\u200bWidth', ' ', 'half \ud83d'])(
    '[O8] refuses %j as a name',
    async (name) => {
      const answer = await newOrganisation(name)
      expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
    },
  )

  it('[O8] gives each a short number of its own, from 1001 up', async () => {
    const numbers = [await signUp(cloud), await signUp(cloud)].map((person) => person.organisation.number)
    expect(numbers[0]).toBeGreaterThan(1000)
    expect(numbers[1]).toBeGreaterThan(numbers[0] ?? 0)
  })

  it('[O7] says that an e-mail address is taken, not by whom; a failed sign-up leaves nothing', async () => {
    const answer = await newOrganisation('Copycats', admin.member.email.toUpperCase())
    expect([answer.status, answer.code]).toEqual([409, 'EMAIL_TAKEN'])
    expect(answer.text).not.toContain(admin.organisation.name)
    expect((await newOrganisation('Copycats')).status).toBe(201)
  })

  it('[O10] signs in with the right password alone, and says the same for a wrong one and an unknown address', async () => {
    const { email } = admin.member
    expect((await signIn(cloud, `  ${email.toUpperCase()} `)).member).toEqual(admin.member)
    const attempt = (address: string, password: string) =>
      request(cloud, 'POST', '/v1/auth/sign-in', { body: { email: address, password } })
    const wrong = await attempt(email, 'not the password')
    const unknown = await attempt(`${randomUUID()}@example.com`, PASSWORD)
    expect([wrong.status, wrong.code]).toEqual([401, 'CREDENTIALS_WRONG'])
    expect([unknown.status, unknown.text]).toEqual([401, wrong.text])
  })

  it('[O10] a sign-in lasts 30 days from the last contact', async () => {
    const person = await signIn(cloud, admin.member.email)
    for (let month = 0; month < 2; month += 1) {
      await cloud.advance(29 * DAY_MS)
      expect((await me(person)).status).toBe(200)
    }
    await cloud.advance(30 * DAY_MS)
    const answer = await me(person)
    expect([answer.status, answer.code]).toEqual([401, 'SIGNED_OUT'])
    admin = await signIn(cloud, admin.member.email)
  })

  it('[O10] signing out ends that sign-in alone', async () => {
    const [here, there] = [await signIn(cloud, admin.member.email), await signIn(cloud, admin.member.email)]
    expect((await request(cloud, 'POST', '/v1/auth/sign-out', { token: here.token })).status).toBe(200)
    expect((await me(here)).code).toBe('SIGNED_OUT')
    expect((await me(there)).status).toBe(200)
  })

  it('[O10] a new password ends all other sign-ins of the member', async () => {
    const person = await signUp(cloud)
    const other = await signIn(cloud, person.member.email)
    const change = (old: string) =>
      request(cloud, 'POST', '/v1/auth/password', { token: person.token, body: { old, new: 'another horse battery' } })
    expect((await change('wrong')).code).toBe('CREDENTIALS_WRONG')
    expect((await me(other)).status).toBe(200)
    expect((await change(PASSWORD)).status).toBe(200)
    expect((await me(other)).code).toBe('SIGNED_OUT')
    expect((await me(person)).status).toBe(200)
    await signIn(cloud, person.member.email, 'another horse battery')
  })

  it('[O10] tells a removed member so, everywhere', async () => {
    const person = await addColleague(cloud, admin, TIMER)
    const removedAt = cloud.clock.now()
    await cloud.database.db.updateTable('member').set({ removedAt }).where('id', '=', person.member.id).execute()
    const laptop = new Laptop(cloud, person)
    const answers = [await me(person), await laptop.ask('GET', '/v1/changes'), await laptop.send([])]
    expect(answers.map((answer) => [answer.status, answer.code])).toEqual(Array(3).fill([401, 'MEMBER_REMOVED']))
  })

  it.each([undefined, 'Bearer', 'Bearer x', `Bearer ${'a'.repeat(43)}`, 'Basic YTpi'])(
    '[O10] answers SIGNED_OUT to the authorization %j',
    async (authorization) => {
      const headers = authorization === undefined ? {} : { authorization }
      const answers = [
        await request(cloud, 'GET', '/v1/me', { headers }),
        await request(cloud, 'GET', '/v1/stream', { headers }),
        await request(cloud, 'POST', '/v1/commands', { headers, body: '{ not even JSON' }),
      ]
      expect(answers.map((answer) => [answer.status, answer.code])).toEqual(Array(3).fill([401, 'SIGNED_OUT']))
    },
  )

  it('keeps neither passwords nor bearer tokens', async () => {
    const { db } = cloud.database
    const kept = JSON.stringify([
      await db.selectFrom('member').selectAll().execute(),
      await db.selectFrom('signIn').selectAll().execute(),
    ])
    expect(kept).not.toContain(admin.token)
    expect(kept).not.toContain(PASSWORD)
    expect(kept).toContain('$argon2id$')
  })
})

describe('limits', () => {
  let cloud: RunningCloud

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase('PGlite'), { limitFactor: 1 })
  })
  afterAll(() => cloud.close())

  const attempt = (email: string, password: string) =>
    request(cloud, 'POST', '/v1/auth/sign-in', { body: { email, password } })

  it('[O10] stops guessing at one address, for a while; the right password alone is never counted', async () => {
    const person = await signUp(cloud)
    const { email } = person.member
    for (let round = 0; round < 15; round += 1) expect((await attempt(email, PASSWORD)).status).toBe(200)
    for (let round = 0; round < 10; round += 1) expect((await attempt(email, 'guess')).status).toBe(401)
    const stopped = await attempt(email, PASSWORD)
    expect([stopped.status, stopped.code]).toEqual([429, 'TOO_MANY'])
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await attempt(`${randomUUID()}@example.com`, 'guess')).status).toBe(401)
    await cloud.advance(5 * 60_000)
    expect((await attempt(email, PASSWORD)).status).toBe(200)
  })

  it('[O10] stops guessing from one computer', async () => {
    await cloud.advance(5 * 60_000)
    const statuses: number[] = []
    for (let round = 0; round < 51; round += 1) statuses.push((await attempt(`${round}@example.com`, 'guess')).status)
    expect(statuses).toEqual([...Array(50).fill(401), 429])
  })

  it('[L5] after ten unknown tokens in a minute cuts the batch off before the next, and takes it a minute later', async () => {
    const laptop = new Laptop(cloud, await signUp(cloud))
    const guess = (seq: number) => ({
      seq,
      id: randomUUID(),
      type: 'acceptShareToken',
      args: { token: newToken().typed },
    })
    const event = { eventId: randomUUID(), name: 'Between', date: '2026-06-06' }
    const commands = [
      ...Array.from({ length: 10 }, (_, index) => guess(index + 1)),
      { seq: 11, id: randomUUID(), type: 'createEvent', args: event },
      guess(12),
      guess(13),
    ]
    const first = (await laptop.send(commands)).json() as { outcomes: object[]; lastSeq: number; retryAfterS: number }
    expect(first.outcomes).toHaveLength(11)
    expect(first.lastSeq).toBe(11)
    expect(first.retryAfterS).toBeGreaterThan(0)
    expect(first.retryAfterS).toBeLessThanOrEqual(60)
    const again = (await laptop.send(commands)).json() as { outcomes: object[] }
    expect(again.outcomes).toEqual(first.outcomes)
    await cloud.advance(60_000)
    const rest = (await laptop.send(commands)).json() as { outcomes: object[]; retryAfterS?: number }
    expect(rest.outcomes).toHaveLength(13)
    expect(rest).not.toHaveProperty('retryAfterS')
  })
})
