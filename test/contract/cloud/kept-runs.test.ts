import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, signUp } from '../../support/laptop.ts'
import { pagesOf, passingAt, post, startRun } from '../../support/recorded.ts'
import { colleagueOf, sharedBox } from '../../support/sharing.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** L10: a laptop may have timed for hours before it hears that it wasn't allowed to. */
describe.each(DATABASES)('runs that were refused, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  it('[L10] a run that the cloud refused is kept, stopped, and its passings with it', async () => {
    const { boxId, loanId } = await lentBox(owner, recipient)
    await owner.accepted('revokeShare', { loanId })
    const startedAt = timePlus(cloud.clock.now(), 10 * MINUTE_MS)
    await cloud.advance(HOUR_MS)
    const sessionId = randomUUID()
    const command = { seq: recipient.nextSeq, id: randomUUID(), type: 'startSession', args: { sessionId, boxId } }
    const given = { ...command, givenAt: startedAt }
    const first = await recipient.send([given])
    recipient.nextSeq += 1
    expect(first.json()).toMatchObject({ outcomes: [{ status: 'refused', code: 'BOX_NOT_HELD' }] })
    expect((await recipient.send([given])).text).toBe(first.text)
    const at = timePlus(startedAt, MINUTE_MS)
    expect(await post(recipient, { boxId, sessionId, passings: [passingAt(at)] })).toMatchObject({ stored: 1 })
    await recipient.sync()
    const run = { id: sessionId, startedAt, stopReason: 'refused', organisationId: recipient.organisationId }
    expect(recipient.records.get('session', sessionId)).toMatchObject(run)
    expect(await pagesOf(recipient, `sessions/${sessionId}`)).toMatchObject([{ at, sessionId }])
    await owner.sync()
    expect(owner.records.get('session', sessionId)).toBeUndefined()
  })

  it('[L10] also what stood on something refused is kept; of a stranger’s box nothing is', async () => {
    const { boxId, loanId } = await lentBox(owner, recipient)
    await owner.accepted('revokeShare', { loanId })
    const refusedId = randomUUID()
    await recipient.refused('stopSession', { sessionId: randomUUID() }, { id: refusedId })
    const [fallen, strange] = [randomUUID(), randomUUID()]
    const outcome = await recipient.refused('startSession', { sessionId: fallen, boxId }, { dependsOn: [refusedId] })
    expect(outcome.code).toBe('DEPENDS_ON_REFUSED')
    const strangeId = await owner.registerBox(`S${randomUUID().slice(0, 8)}`)
    await recipient.refused('startSession', { sessionId: strange, boxId: strangeId })
    await recipient.sync()
    expect(recipient.records.get('session', fallen)).toMatchObject({ stopReason: 'refused' })
    expect(recipient.records.get('session', strange)).toBeUndefined()
  })

  it('[L10] [G8] after a share that ended, until then; after an addressed loan that nobody took, until its end', async () => {
    const shared = await sharedBox(owner, recipient)
    const before = cloud.clock.now()
    cloud.clock.advance(HOUR_MS)
    await owner.accepted('stopGroupShare', { groupId: shared.groupId })
    await recipient.sync()
    const ended = [...recipient.records.all('historyEntry')].find(({ what }) => what === 'share-ended')
    const start = async (boxId: string, givenAt: string) => {
      const sessionId = randomUUID()
      const { code } = await recipient.refused('startSession', { sessionId, boxId }, { givenAt })
      await recipient.sync()
      return { code, run: recipient.records.get('session', sessionId) }
    }
    const times = { stoppedAt: ended?.at, stopReason: 'refused' }
    expect(await start(shared.boxId, before)).toMatchObject({ code: 'NOT_FOUND', run: times })

    const boxId = await owner.registerBox(`S${randomUUID().slice(0, 8)}`)
    const { loanId } = await owner.lend(boxId, { recipientId: recipient.organisationId })
    cloud.clock.advance(HOUR_MS)
    await owner.accepted('revokeShare', { loanId })
    await owner.sync()
    const { endedAt } = owner.records.get('loan', loanId) ?? {}
    const kept = await start(boxId, cloud.clock.now())
    expect(kept).toMatchObject({ code: 'NOT_FOUND', run: { stopReason: 'refused' } })
    expect((kept.run?.stoppedAt ?? '') >= (endedAt ?? '')).toBe(true)
  })

  it('[L10] [O4] also a member who may not time has it kept; of a command whose id is taken, nothing is', async () => {
    const boxId = await owner.registerBox(`S${randomUUID().slice(0, 8)}`)
    const timer = await colleagueOf(cloud, owner, TIMER.id)
    await startRun(timer, boxId)
    await owner.accepted('changeMemberRole', { memberId: timer.person.member.id, roleId: READ_ONLY.id })
    const sessionId = randomUUID()
    expect((await timer.refused('startSession', { sessionId, boxId })).code).toBe('FORBIDDEN')
    const [taken, id] = [randomUUID(), randomUUID()]
    await owner.refused('stopSession', { sessionId: randomUUID() }, { id })
    const outcome = await timer.refused('startSession', { sessionId: taken, boxId }, { id })
    expect(outcome.code).toBe('COMMAND_INVALID')
    await owner.sync()
    expect(owner.records.get('session', sessionId)).toMatchObject({ stopReason: 'refused' })
    expect(owner.records.get('session', taken)).toBeUndefined()
  })

  it('[L10] [F3] another one’s id isn’t taken over, and the refusal’s number is the one at which the run is there', async () => {
    const { boxId, loanId } = await lentBox(owner, recipient)
    await owner.accepted('revokeShare', { loanId })
    const theirs = await startRun(owner, boxId)
    await recipient.refused('startSession', { sessionId: theirs, boxId })
    const sessionId = randomUUID()
    const outcome = await recipient.give('startSession', { sessionId, boxId })
    const changes = await recipient.sync()
    expect(recipient.seen).toBe(outcome.at)
    expect(changes.filter(({ kind: what }) => what === 'session').map(({ id }) => id)).toEqual([sessionId])
    await owner.sync()
    expect(owner.records.get('session', theirs)).toMatchObject({ organisationId: owner.organisationId })
    expect(owner.records.get('session', theirs)?.stoppedAt).toBeUndefined()
  })
})
