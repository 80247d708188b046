import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outcomesSchema, sharingCodeOwnerSchema } from '../../../shared/cloud-api.ts'
import { formatCode, newSharingCode } from '../../../shared/codes.ts'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, newToken, request, signUp } from '../../support/laptop.ts'
import { colleagueOf, createGroup, newInvitation, share, sharingCodeOf } from '../../support/sharing.ts'

const lookUp = (laptop: Laptop, code: string) => laptop.ask('POST', '/v1/sharing-codes/look-up', { code })
const nobodysCode = () => formatCode(newSharingCode(randomBytes(15)))

describe.each(DATABASES)('looking partner codes up, on %s', (kind) => {
  let cloud: RunningCloud
  let asking: Laptop
  let other: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    asking = new Laptop(cloud, await signUp(cloud))
    other = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  it('[G5] [O8] tells name and number, and since when it is known', async () => {
    const code = await sharingCodeOf(other)
    const found = async () => sharingCodeOwnerSchema.strict().parse((await lookUp(asking, code)).json())
    const { id: organisationId, name, number } = other.person.organisation
    expect(await found()).toEqual({ organisationId, name, number })
    await share(asking, other, await createGroup(asking))
    await asking.sync()
    const knownSince = asking.records.get('partner', organisationId)?.since
    expect(knownSince).toBeDefined()
    expect(await found()).toEqual({ organisationId, name, number, knownSince })
  })

  it('[G4] takes it however it is typed, one’s own as well, by any member', async () => {
    const code = await sharingCodeOf(other)
    const typed = ` ${code.toLowerCase().slice(0, 5)} - ${code.slice(5).replaceAll('0', 'o')}`
    expect((await lookUp(asking, typed)).status).toBe(200)
    const own = (await lookUp(asking, await sharingCodeOf(asking))).json()
    expect(own).toMatchObject({ organisationId: asking.organisationId })
    const viewer = await colleagueOf(cloud, asking, READ_ONLY.id)
    expect((await lookUp(viewer, code)).status).toBe(200)
  })

  it('[G4] [O7] knows nothing behind any other code, nor behind an old one', async () => {
    const old = await sharingCodeOf(other)
    await other.accepted('refreshSharingCode', {})
    for (const code of [
      old,
      nobodysCode(),
      `${old}X`,
      old.slice(1),
      newToken().typed,
      newInvitation().code,
      '',
      '😀',
    ]) {
      const answer = await lookUp(asking, code)
      expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND'])
    }
  })

  it('[O7] is only for who is signed in', async () => {
    const body = { code: await sharingCodeOf(other) }
    expect((await request(cloud, 'POST', '/v1/sharing-codes/look-up', { body })).code).toBe('SIGNED_OUT')
    const token = asking.person.token
    const malformed = await request(cloud, 'POST', '/v1/sharing-codes/look-up', { token, body: { code: 7 } })
    expect(malformed.code).toBe('MALFORMED')
  })

  it('[G4] every organisation has one, of its own', async () => {
    const codes = await Promise.all([sharingCodeOf(asking), sharingCodeOf(other)])
    for (const code of codes) expect(code).toMatch(/^P[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(new Set(codes).size).toBe(2)
    expect(asking.person.organisation.sharingCode).toBe(codes[0])
  })
})

describe('limits', () => {
  let cloud: RunningCloud
  let asking: Laptop
  let code: string

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase('PGlite'), { limitFactor: 1 })
    asking = new Laptop(cloud, await signUp(cloud))
    code = await sharingCodeOf(new Laptop(cloud, await signUp(cloud)))
  })
  afterAll(() => cloud.close())

  it('[G5] after ten wrong codes in a minute an organisation must wait; right ones are never counted', async () => {
    for (let round = 0; round < 15; round += 1) expect((await lookUp(asking, code)).status).toBe(200)
    for (let round = 0; round < 10; round += 1) expect((await lookUp(asking, nobodysCode())).status).toBe(404)
    const stopped = await lookUp(asking, code)
    expect([stopped.status, stopped.code]).toEqual([429, 'TOO_MANY'])
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    const other = new Laptop(cloud, await signUp(cloud))
    expect((await lookUp(other, code)).status).toBe(200)
    await cloud.advance(60_000)
    expect((await lookUp(asking, code)).status).toBe(200)
  })

  it('[G5] many at once count as many', async () => {
    const laptop = new Laptop(cloud, await signUp(cloud))
    const answers = await Promise.all(Array.from({ length: 20 }, () => lookUp(laptop, nobodysCode())))
    expect(answers.filter((answer) => answer.status === 404)).toHaveLength(10)
    await cloud.advance(60_000)
  })

  it('[G5] stops guessing from one computer, whatever organisations it has made', async () => {
    for (let round = 0; round < 3; round += 1) {
      const laptop = new Laptop(cloud, await signUp(cloud))
      for (let guess = 0; guess < 10; guess += 1) expect((await lookUp(laptop, nobodysCode())).status).toBe(404)
    }
    const fresh = new Laptop(cloud, await signUp(cloud))
    expect((await lookUp(fresh, code)).code).toBe('TOO_MANY')
    await cloud.advance(60_000)
    expect((await lookUp(fresh, code)).status).toBe(200)
  })

  it('[G5] wrong codes in commands count, too, and cut the batch off; what needs no code goes on', async () => {
    const laptop = new Laptop(cloud, await signUp(cloud))
    const groupId = await createGroup(laptop)
    const command = (type: string, args: object, index: number) => ({ seq: index + 2, id: randomUUID(), type, args })
    const guess = () => ({ groupId, sharingCode: nobodysCode(), roleId: TIMER.id })
    for (let round = 0; round < 4; round += 1) await lookUp(laptop, nobodysCode())
    const commands = [
      ...Array.from({ length: 6 }, () => ['shareGroup', guess()] as const),
      ['editGroup', { groupId, name: 'Between' }] as const,
      ['shareGroup', { groupId, partnerId: asking.organisationId, roleId: TIMER.id }] as const,
      ['shareGroup', { groupId, sharingCode: code, roleId: TIMER.id }] as const,
      ['editGroup', { groupId, name: 'Behind' }] as const,
    ].map(([type, args], index) => command(type, args, index))
    const first = outcomesSchema.parse((await laptop.send(commands)).json())
    expect(first.outcomes.map((outcome) => outcome.code ?? outcome.status)).toEqual([
      ...Array(6).fill('SHARING_CODE_UNKNOWN'),
      ...['accepted', 'NOT_FOUND'],
    ])
    expect(first.retryAfterS).toBeGreaterThan(0)
    expect((await lookUp(laptop, code)).code).toBe('TOO_MANY')
    await cloud.advance(60_000)
    const rest = outcomesSchema.parse((await laptop.send(commands)).json())
    expect(rest.outcomes.map((outcome) => outcome.status).slice(-2)).toEqual(['accepted', 'accepted'])
    expect(rest.retryAfterS).toBeUndefined()
  })
})
