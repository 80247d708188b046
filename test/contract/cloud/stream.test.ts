import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../../../cloud/db/open.ts'
import { READ_ONLY } from '../../../shared/permissions.ts'
import { DATABASES, newPostgresDatabase, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, type Person, request, signIn, signUp } from '../../support/laptop.ts'
import { eventually, listen } from '../../support/listen.ts'
import { sharedBox } from '../../support/sharing.ts'

describe.each(DATABASES)('the stream, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop
  let leave: (() => void)[] = []

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())
  afterEach(() => {
    for (const go of leave) go()
    leave = []
  })

  /** Until all that was told before has been heard: PostgreSQL keeps the order. */
  async function caughtUp() {
    const last = await signUp(cloud)
    const stream = await listen(cloud, last.token)
    await eventually(() => expect(stream.telemetry()).toHaveLength(1))
    const laptop = new Laptop(cloud, last)
    await laptop.registerBox('LAST')
    await laptop.sync()
    await eventually(() => expect(stream.pokes()).toContain(laptop.cursor))
    stream.leave()
  }

  async function follow(person: Person) {
    await caughtUp()
    const stream = await listen(cloud, person.token)
    leave.push(stream.leave)
    await eventually(() => expect(stream.telemetry()).toHaveLength(1))
    expect(stream.pokes()).toHaveLength(1)
    return stream
  }

  it('pokes at once with the newest cursor, and after each commit that touches the organisation', async () => {
    await owner.sync()
    const [own, others] = [await follow(owner.person), await follow(recipient.person)]
    expect(own.pokes()).toEqual([owner.cursor])
    await owner.registerBox('POKE')
    await owner.sync()
    await eventually(() => expect(own.pokes()).toContain(owner.cursor))
    await sleep(50)
    expect(others.pokes()).toHaveLength(1)
  })

  it('[L9] pokes both sides when a loan ends by itself', async () => {
    await lentBox(owner, recipient)
    const [own, others] = [await follow(owner.person), await follow(recipient.person)]
    await cloud.advance(24 * 3_600_000)
    await eventually(() => expect(Math.min(own.pokes().length, others.pokes().length)).toBeGreaterThan(1))
  })

  it('[O10] ends with its sign-in: signed out, run out, or the password changed elsewhere', async () => {
    const email = owner.person.member.email
    const [kept, gone] = [await signIn(cloud, email), await signIn(cloud, email)]
    const [keptStream, goneStream] = [await follow(kept), await follow(gone)]
    await request(cloud, 'POST', '/v1/auth/sign-out', { token: gone.token })
    await eventually(() => expect(goneStream.ended()).toBe(true))
    expect(keptStream.ended()).toBe(false)
    await cloud.advance(31 * 24 * 3_600_000)
    await eventually(() => expect(keptStream.ended()).toBe(true))
    owner = new Laptop(cloud, await signIn(cloud, email))
    recipient = new Laptop(cloud, await signIn(cloud, recipient.person.member.email))
  })

  /** The box with a key of its own. */
  async function reporterOf(boxId: string) {
    const answer = await owner.ask('POST', '/v1/api-keys', { name: 'Box', access: 'WRITE', boxId })
    const { key } = answer.json() as { key: string }
    const deviceId = randomBytes(32).toString('hex')
    const now = cloud.clock.now()
    await cloud.database.db
      .insertInto('device')
      .values({ boxId: boxId as never, deviceId, createdAt: now, lastLoginAt: now })
      .execute()
    return (body: object) =>
      request(cloud, 'POST', `/v0/devices/${deviceId}/health`, { headers: { 'x-api-key': key }, body: { body } })
  }

  it('[O7] telemetry: who holds the box sees it; its owner during a loan sees no position; nobody else anything', async () => {
    const { boxId } = await lentBox(owner, recipient)
    const report = await reporterOf(boxId)
    const stranger = await signUp(cloud)
    const [own, others, nobody] = [await follow(owner.person), await follow(recipient.person), await follow(stranger)]
    expect((await report({ batteryPercent: 81, latitude: 40.4, longitude: -3.7 })).status).toBe(200)
    const battery = { boxId, batteryPercent: 81, receivedAt: expect.any(String) }
    await eventually(() => {
      expect(others.telemetry().at(-1)).toEqual([{ ...battery, latitude: 40.4, longitude: -3.7 }])
      expect(own.telemetry().at(-1)).toEqual([battery])
    })
    await sleep(50)
    expect(nobody.telemetry()).toEqual([[]])

    // What was measured while the other one held it stays hidden after the loan, too.
    await cloud.advance(24 * 3_600_000)
    const later = await follow(owner.person)
    expect(later.telemetry()).toEqual([[battery]])
    expect((await follow(recipient.person)).telemetry()).toEqual([[]])
    await report({ batteryPercent: 80, latitude: 41, longitude: -3 })
    await eventually(() => expect(later.telemetry().at(-1)).toMatchObject([{ latitude: 41 }]))
    expect(others.telemetry()).toHaveLength(2)
  })

  it('[G6] [G9] telemetry: a group’s receiver sees it with its place, but nothing while a loan has the box', async () => {
    const receiver = new Laptop(cloud, await signUp(cloud))
    const { boxId, groupId } = await sharedBox(owner, receiver, READ_ONLY.id)
    const report = await reporterOf(boxId)
    const stream = await follow(receiver.person)
    const placed = { boxId, batteryPercent: 81, latitude: 40.4, longitude: -3.7, receivedAt: expect.any(String) }
    await report({ batteryPercent: 81, latitude: 40.4, longitude: -3.7 })
    await eventually(() => expect(stream.telemetry().at(-1)).toEqual([placed]))

    const { token, loanId } = await owner.lend(boxId)
    expect((await follow(receiver.person)).telemetry()).toEqual([[]])
    await recipient.accepted('acceptShareToken', { token })
    await report({ batteryPercent: 70, latitude: 41, longitude: -3 })
    expect((await follow(receiver.person)).telemetry()).toEqual([[]])
    expect(stream.telemetry()).toHaveLength(2)

    // Where it was during the loan, only the borrower knows.
    await recipient.accepted('returnBox', { loanId })
    const after = [{ boxId, batteryPercent: 70, receivedAt: expect.any(String) }]
    await eventually(() => expect(stream.telemetry().at(-1)).toEqual(after))
    await owner.accepted('stopGroupShare', { groupId })
    expect((await follow(receiver.person)).telemetry()).toEqual([[]])
  })

  it('[G2] [L7] who comes to see a box hears at once what it last reported', async () => {
    const [borrower, receiver] = [new Laptop(cloud, await signUp(cloud)), new Laptop(cloud, await signUp(cloud))]
    const boxId = await owner.registerBox('SILENT')
    await (await reporterOf(boxId))({ batteryPercent: 55, latitude: 40, longitude: -3 })
    const [borrowers, receivers] = [await follow(borrower.person), await follow(receiver.person)]
    const { token, loanId } = await owner.lend(boxId)
    await borrower.accepted('acceptShareToken', { token })
    await eventually(() => expect(borrowers.telemetry().at(-1)).toMatchObject([{ boxId, batteryPercent: 55 }]))
    await borrower.accepted('returnBox', { loanId })
    const { groupId } = await sharedBox(owner, receiver)
    await owner.accepted('moveBoxToGroup', { boxId, groupId })
    await eventually(() => expect(receivers.telemetry().at(-1)).toMatchObject([{ boxId, latitude: 40 }]))
  })
})

it('two processes on one database poke each other’s readers', async () => {
  const databaseUrl = await newPostgresDatabase()
  const first = await startCloud(await openPostgres(databaseUrl))
  const second = await startCloud(await openPostgres(databaseUrl), { clock: first.clock })
  const person = await signUp(first)
  const stream = await listen(second, person.token)
  await eventually(() => expect(stream.telemetry()).toHaveLength(1))
  const laptop = new Laptop(first, person)
  await laptop.registerBox('BOTH')
  await laptop.sync()
  await eventually(() => expect(stream.pokes()).toContain(laptop.cursor))
  await request(first, 'POST', '/v1/auth/sign-out', { token: person.token })
  await eventually(() => expect(stream.ended()).toBe(true))
  await second.close()
  await first.close()
})
