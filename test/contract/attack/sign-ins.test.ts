import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { boundBox, Device } from '../../support/device-calls.ts'
import { Laptop, PASSWORD, type Person, request, signIn, signUp } from '../../support/laptop.ts'
import { eventually, listen } from '../../support/listen.ts'
import { type CloudCall, callsOf } from './open-api.ts'

const DAY_MS = 24 * 3_600_000
const NEW_PASSWORD = 'staple horse correct battery'

/** Nobody has to sign in for these: they make a sign-in, or hold no secrets. */
const OPEN = [
  ...['/healthz', '/metrics', '/readyz', '/v1/auth/sign-in', '/v1/invitations/accept', '/v1/organisations'],
  ...['/v1/test/clock', '/v1/trust'],
]

describe('a sign-in that is over', () => {
  let cloud: RunningCloud
  let calls: readonly CloudCall[]

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase('PGlite'))
    calls = await callsOf(cloud)
  })
  afterAll(() => cloud.close())

  function ask({ method, path }: CloudCall, headers: Record<string, string>) {
    const filled = path.replaceAll(/\{\w+\}/g, '11111111-1111-4111-8111-111111111111')
    return request(cloud, method, filled, { headers, ...(method === 'POST' ? { body: {} } : {}) })
  }

  /** The calls that need a sign-in, by what they answer to nobody at all. */
  const behindSignIn = () => calls.filter(({ path }) => !OPEN.includes(path) && !path.startsWith('/v0/'))

  async function expectOver({ token }: Person): Promise<void> {
    for (const call of behindSignIn()) {
      const answer = await ask(call, { authorization: `Bearer ${token}` })
      expect([call.path, answer.status, answer.code]).toEqual([call.path, 401, 'SIGNED_OUT'])
    }
  }

  it('every call but those that are open needs one, and those of devices a key', async () => {
    expect(OPEN.filter((path) => !calls.some((call) => call.path === path))).toEqual([])
    for (const call of calls.filter(({ path }) => !OPEN.includes(path))) {
      for (const headers of [{}, { authorization: 'Bearer x' }, { 'x-api-key': 'x' }]) {
        const answer = await ask(call, headers as Record<string, string>)
        expect([call.path, answer.status, answer.code]).toEqual([call.path, 401, 'SIGNED_OUT'])
      }
    }
    expect(behindSignIn().length).toBeGreaterThan(10)
  })

  it('[O10] neither token nor key is good in the place of the other', async () => {
    const laptop = new Laptop(cloud, await signUp(cloud))
    const { key } = await Device.of(cloud, laptop)
    for (const call of calls.filter(({ path }) => !OPEN.includes(path))) {
      const { token } = laptop.person
      const wrong = call.path.startsWith('/v0/') ? { 'x-api-key': token } : { authorization: `Bearer ${key}` }
      expect([call.path, (await ask(call, wrong)).code]).toEqual([call.path, 'SIGNED_OUT'])
    }
  })

  it.each([
    ['it was signed out', async (person: Person) => signOut(person)],
    ['the password was changed elsewhere', async (person: Person) => changePassword(person)],
    ['30 days went by since its last contact', async () => cloud.advance(30 * DAY_MS)],
  ])('[O10] is refused by every call where %s, its stream ends, and the keys go on', async (_, end) => {
    const owner = new Laptop(cloud, await signUp(cloud))
    const device = await Device.of(cloud, owner)
    const { deviceId } = await boundBox(owner, device)
    const { email } = owner.person.member
    const person = await signIn(cloud, email)
    const stream = await listen(cloud, person.token)
    await cloud.advance(29 * DAY_MS)
    // Contact, which counts anew.
    for (const { token } of [person, owner.person]) await request(cloud, 'GET', '/v1/me', { token })
    await cloud.advance(29 * DAY_MS)
    expect((await request(cloud, 'GET', '/v1/me', { token: person.token })).status).toBe(200)
    await request(cloud, 'GET', '/v1/me', { token: owner.person.token })
    await end(person)
    await expectOver(person)
    await eventually(() => expect(stream.ended()).toBe(true))
    expect((await device.call('GET', `/v0/devices/${deviceId}`)).status).toBe(200)
  })

  async function signOut({ token }: Person): Promise<void> {
    expect((await request(cloud, 'POST', '/v1/auth/sign-out', { token })).status).toBe(200)
  }

  async function changePassword({ member }: Person): Promise<void> {
    const { token } = await signIn(cloud, member.email)
    const body = { old: PASSWORD, new: NEW_PASSWORD }
    expect((await request(cloud, 'POST', '/v1/auth/password', { token, body })).status).toBe(200)
    expect((await request(cloud, 'GET', '/v1/me', { token })).status).toBe(200)
    const old = { email: member.email, password: PASSWORD }
    expect((await request(cloud, 'POST', '/v1/auth/sign-in', { body: old })).code).toBe('CREDENTIALS_WRONG')
  }
})
