import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configWith } from '../../../cloud/config.ts'
import { transact } from '../../../cloud/db/transact.ts'
import { storePassings } from '../../../cloud/passings.ts'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { passingSchema } from '../../../shared/records/passing.ts'
import { boxIdSchema, sessionIdSchema, timePlus } from '../../../shared/records/scalars.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, request, signIn, signUp } from '../../support/laptop.ts'
import { pagesOf, passingAt, post, startRun } from '../../support/recorded.ts'
import { colleagueOf, sharedBox } from '../../support/sharing.ts'

const DAY_MS = 24 * 3_600_000

describe.each(DATABASES)('recording, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  const newBox = () => owner.registerBox(`S${randomUUID().slice(0, 8)}`)
  /** As a box's own key has them stored. */
  const byBox = (boxId: string, passings: readonly object[], sessionId?: string) => {
    const deps = { db: cloud.database.db, clock: cloud.clock, config: configWith(1) }
    return transact(deps.db, (trx) =>
      storePassings(deps, trx, {
        organisationId: 'decide',
        boxId: boxIdSchema.parse(boxId),
        sessionId: sessionIdSchema.optional().parse(sessionId),
        passings: passings.map((passing) => passingSchema.parse(passing)),
      }),
    )
  }

  it('[R3] a passing that comes twice, in one call, in another, or from another laptop, is stored once', async () => {
    const boxId = await newBox()
    const sessionId = await startRun(owner, boxId)
    const at = cloud.clock.now()
    const [first, second] = [passingAt(at), passingAt(at)]
    expect(await post(owner, { boxId, sessionId, passings: [first, second, first] })).toEqual({
      ...{ stored: 2, known: 1, setAside: 0 },
    })
    expect(await post(owner, { boxId, sessionId, passings: [second, first] })).toMatchObject({ stored: 0, known: 2 })
    const colleague = new Laptop(cloud, await signIn(cloud, owner.person.member.email))
    expect(await post(colleague, { boxId, passings: [first] })).toMatchObject({ stored: 0, known: 1 })
    expect(await pagesOf(owner, `boxes/${boxId}`)).toMatchObject([first, second])
  })

  it('[R3] stamp, number and chip each tell two apart; the same moment in another notation doesn’t', async () => {
    const boxId = await newBox()
    const at = '2026-06-06T10:00:00.000Z'
    const one = passingAt(at, { number: 7, chip: 'A' })
    const others = [
      { ...one, at: '2026-06-06T10:00:00.001Z' },
      { ...one, number: 8 },
      { ...one, chip: 'a' },
    ]
    const notations = ['2026-06-06T12:00:00+02:00', '2026-06-06T10:00:00Z'].map((same) => ({ ...one, at: same }))
    const given = [one, ...others, ...notations, { ...one, chip: ' A ' }, { ...one, antenna: 4 }]
    expect(await post(owner, { boxId, passings: given })).toEqual({ stored: 4, known: 4, setAside: 0 })
    // And so does another box's.
    expect(await post(owner, { boxId: await newBox(), passings: [one] })).toMatchObject({ stored: 1 })
  })

  it('[R3] what came by itself and what a laptop sends are one; the first owner stays, and isn’t told', async () => {
    const { boxId, loanId } = await lentBox(owner, recipient)
    const sessionId = await startRun(recipient, boxId)
    await recipient.sync()
    const passing = passingAt(cloud.clock.now())
    expect(await byBox(boxId, [passing])).toMatchObject({ stored: 1 })
    expect(await post(recipient, { boxId, sessionId, passings: [passing] })).toEqual({
      ...{ stored: 0, known: 1, setAside: 0 },
    })
    expect(await pagesOf(recipient, `sessions/${sessionId}`)).toMatchObject([passing])

    // The recipient hasn't heard of the end: both say that this one is theirs.
    await owner.accepted('revokeShare', { loanId })
    cloud.clock.advance(1000)
    const [disputed, other] = [passingAt(cloud.clock.now()), passingAt(cloud.clock.now())]
    expect(await post(owner, { boxId, passings: [disputed] })).toMatchObject({ stored: 1 })
    const answer = await recipient.ask('POST', '/v1/passings', { boxId, sessionId, passings: [disputed, other] })
    expect(answer.json()).toEqual({ stored: 1, known: 1, setAside: 0 })
    expect(answer.text).not.toContain(owner.organisationId)
    expect(await pagesOf(owner, `boxes/${boxId}`)).toMatchObject([disputed])
    expect(await pagesOf(recipient, `boxes/${boxId}`)).toMatchObject([passing, other])
  })

  it('[L10] from the box itself each is whose the box was then, in the run that was on', async () => {
    const { boxId, loanId } = await lentBox(owner, recipient)
    cloud.clock.advance(1000)
    const before = cloud.clock.now()
    cloud.clock.advance(1000)
    const sessionId = await startRun(recipient, boxId)
    cloud.clock.advance(1000)
    const during = cloud.clock.now()
    cloud.clock.advance(1000)
    await owner.accepted('revokeShare', { loanId })
    cloud.clock.advance(1000)
    const after = cloud.clock.now()
    const passings = [before, during, after].map((at) => passingAt(at))
    expect(await byBox(boxId, passings, sessionId)).toEqual({ stored: 3, known: 0, setAside: 0 })
    expect((await pagesOf(recipient, `boxes/${boxId}`)).map((one) => [one.at, one.sessionId])).toEqual([
      [before, undefined],
      [during, sessionId],
    ])
    expect(await pagesOf(owner, `boxes/${boxId}`)).toMatchObject([{ at: after }])

    const shared = await sharedBox(owner, recipient)
    const run = await startRun(recipient, shared.boxId)
    cloud.clock.advance(1000)
    expect(await byBox(shared.boxId, [passingAt(cloud.clock.now())])).toMatchObject({ stored: 1 })
    expect(await pagesOf(recipient, `sessions/${run}`)).toHaveLength(1)
  })

  it('[L10] a colleague’s laptop that recorded in the run, too, isn’t held to when the first one heard of its end', async () => {
    const { boxId, loanId } = await lentBox(owner, recipient)
    const sessionId = await startRun(recipient, boxId)
    const colleague = new Laptop(cloud, await signIn(cloud, recipient.person.member.email))
    await colleague.accepted('createEvent', { eventId: randomUUID(), name: 'Beside', date: '2026-06-06' })
    await owner.accepted('revokeShare', { loanId })
    cloud.clock.advance(1000)
    // Two times: the second one acknowledges what the first one brought.
    await recipient.sync()
    await recipient.sync()
    cloud.clock.advance(60_000)
    const late = () => passingAt(timePlus(cloud.clock.now(), -30_000))
    expect(await post(recipient, { boxId, sessionId, passings: [late()] })).toMatchObject({ setAside: 1 })
    expect(await post(colleague, { boxId, sessionId, passings: [late()] })).toMatchObject({ stored: 1 })
  })

  it('[O2] takes timing.run, or a run of one’s own', async () => {
    const boxId = await newBox()
    const timer = await colleagueOf(cloud, owner, TIMER.id)
    const viewer = await colleagueOf(cloud, owner, READ_ONLY.id)
    const sessionId = await startRun(timer, boxId)
    const body = () => ({ boxId, sessionId, passings: [passingAt(cloud.clock.now())] })
    const refusal = await viewer.ask('POST', '/v1/passings', body())
    expect([refusal.status, refusal.code]).toEqual([403, 'FORBIDDEN'])
    await owner.accepted('changeMemberRole', { memberId: timer.person.member.id, roleId: READ_ONLY.id })
    expect(await post(timer, body())).toMatchObject({ stored: 1 })
    expect((await timer.ask('POST', '/v1/passings', { ...body(), sessionId: undefined })).code).toBe('FORBIDDEN')
    const elsewhere = { ...body(), boxId: await newBox() }
    expect((await timer.ask('POST', '/v1/passings', elsewhere)).code).toBe('FORBIDDEN')
    expect(await pagesOf(viewer, `sessions/${sessionId}`)).toHaveLength(1)
  })

  it('[O10] a removed member’s app uploads what its own runs recorded for 30 days, and can do nothing else', async () => {
    const boxId = await newBox()
    const member = await colleagueOf(cloud, owner, TIMER.id)
    const others = await startRun(owner, boxId)
    cloud.clock.advance(1000)
    const [before, sessionId] = [cloud.clock.now(), await startRun(member, boxId)]
    cloud.clock.advance(1000)
    const stream = () => request(cloud, 'GET', '/v1/stream', { token: member.person.token })
    await owner.accepted('removeMember', { memberId: member.person.member.id })
    cloud.clock.advance(1000)
    const at = cloud.clock.now()
    const send = (body: object) => member.ask('POST', '/v1/passings', { boxId, ...body })
    const stored = { stored: 1, known: 0, setAside: 1 }
    // Not into another one's run by naming its own.
    const passings = [passingAt(at), passingAt(timePlus(before, -1))]
    expect((await send({ sessionId, passings })).json()).toEqual(stored)
    const refused = [
      await send({ passings: [passingAt(at)] }),
      await send({ sessionId: others, passings: [passingAt(at)] }),
      await send({ sessionId: randomUUID(), passings: [passingAt(at)] }),
      await member.ask('GET', `/v1/sessions/${sessionId}/passings`),
      await member.ask('GET', `/v1/boxes/${boxId}/passings`),
      await member.ask('GET', '/v1/me'),
      await stream(),
    ]
    for (const { status, code } of refused) expect([status, code]).toEqual([401, 'MEMBER_REMOVED'])
    cloud.clock.advance(29 * DAY_MS)
    expect((await send({ sessionId, passings: [passingAt(at)] })).json()).toMatchObject({ stored: 1 })
    cloud.clock.advance(DAY_MS)
    expect((await send({ sessionId, passings: [passingAt(at)] })).code).toBe('MEMBER_REMOVED')
    owner = new Laptop(cloud, await signIn(cloud, owner.person.member.email))
    recipient = new Laptop(cloud, await signIn(cloud, recipient.person.member.email))
    expect(await pagesOf(owner, `sessions/${sessionId}`)).toHaveLength(2)
  })

  it('[O10] a laptop that was revoked by itself uploads nothing more, also after its member is removed', async () => {
    const boxId = await newBox()
    const member = await colleagueOf(cloud, owner, TIMER.id)
    const sessionId = await startRun(member, boxId)
    const send = () => member.ask('POST', '/v1/passings', { boxId, sessionId, passings: [] })
    expect((await send()).status).toBe(200)
    await owner.accepted('revokeInstallation', { installationId: member.id })
    expect((await send()).code).toBe('FORBIDDEN')
    await owner.accepted('removeMember', { memberId: member.person.member.id })
    expect((await send()).code).toBe('FORBIDDEN')
  })

  it('[R4] a race action is crossed out by a later one of its race, and stays', async () => {
    const { raceId, eventId, finishId } = await owner.createEvent()
    const otherId = randomUUID()
    await owner.accepted('createRace', { raceId: otherId, eventId, name: '5K' })
    const [timeId, outId] = [randomUUID(), randomUUID()]
    const at = cloud.clock.now()
    const time = { actionId: timeId, raceId, kind: 'TIME', at, bib: '12', checkpointId: finishId, note: 'by hand' }
    await owner.accepted('recordRaceAction', time)
    const crossOut = { actionId: outId, raceId, kind: 'CROSS_OUT', at, withdraws: timeId }
    const [elsewhere, again] = [randomUUID(), { ...time, bib: '13' }]
    expect((await owner.refused('recordRaceAction', { ...crossOut, actionId: elsewhere, raceId: otherId })).code).toBe(
      'NOT_FOUND',
    )
    expect((await owner.refused('recordRaceAction', again)).details).toEqual({
      fields: [{ field: 'actionId', problem: 'taken' }],
    })
    await owner.accepted('recordRaceAction', crossOut)
    await owner.sync()
    const { actionId: _, ...recorded } = time
    const common = { organisationId: owner.organisationId, memberId: owner.person.member.id }
    expect(owner.records.get('raceAction', timeId)).toEqual({
      ...{ id: timeId, ...recorded, ...common, recordedAt: expect.any(String) },
    })
    expect(owner.records.get('raceAction', outId)).toMatchObject({ withdraws: timeId, ...common })
    // What was recorded outlives its race.
    await owner.accepted('deleteRace', { raceId })
    const reader = new Laptop(cloud, owner.person)
    await reader.sync()
    expect(reader.records.get('raceAction', timeId)).toMatchObject({ raceId, bib: '12' })
  })
})
