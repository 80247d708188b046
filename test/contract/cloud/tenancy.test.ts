import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandArgs, CommandType } from '../../../shared/commands/commands.ts'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, newToken, signUp } from '../../support/laptop.ts'

type Attempts = { [T in CommandType]?: CommandArgs<T> }

describe.each(DATABASES)('tenancy, on %s', (kind) => {
  let cloud: RunningCloud
  let stranger: Laptop
  /** What the others have: a lent box in an event with a timing run. */
  let theirs: Awaited<ReturnType<typeof makeScene>>

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    stranger = new Laptop(cloud, await signUp(cloud))
    await stranger.sync()
    theirs = await makeScene()
  })
  afterAll(() => cloud.close())

  async function makeScene() {
    const owner = new Laptop(cloud, await signUp(cloud))
    const recipient = new Laptop(cloud, await signUp(cloud))
    const lent = await lentBox(owner, recipient)
    const event = await recipient.createEvent('Secret race')
    await recipient.accepted('assignBox', { boxId: lent.boxId, eventId: event.eventId, checkpointIds: [event.startId] })
    const sessionId = randomUUID()
    await recipient.accepted('startSession', { sessionId, boxId: lent.boxId, alias: 'Secret run' })
    const freeId = await owner.registerBox('FREEBOX')
    return { owner, recipient, ...lent, ...event, sessionId, freeId }
  }

  /** Commands of somebody who knows every id there is. */
  function attempts(): Attempts {
    const { boxId, freeId, loanId, eventId, raceId, startId: checkpointId, sessionId } = theirs
    const mine = { boxId: freeId, validity: '1d', tokenHash: newToken().hash } as const
    return {
      editBox: { boxId: freeId, alias: 'x' },
      retireBox: { boxId: freeId },
      createShareToken: { loanId: randomUUID(), ...mine },
      extendShare: { loanId, validity: '1d' },
      revokeShare: { loanId },
      returnBox: { loanId },
      confirmReturn: { loanId },
      editEvent: { eventId, name: 'x' },
      archiveEvent: { eventId },
      createRace: { raceId: randomUUID(), eventId, name: 'x' },
      editRace: { raceId, name: 'x' },
      deleteRace: { raceId },
      createCheckpoint: { checkpointId: randomUUID(), raceId, name: 'x', kind: 'START' },
      editCheckpoint: { checkpointId, name: 'x' },
      deleteCheckpoint: { checkpointId },
      releaseBox: { boxId },
      startSession: { sessionId: randomUUID(), boxId },
      stopSession: { sessionId },
    }
  }

  it('[O7] every id of another organisation is NOT_FOUND, with nothing told but the id that was asked for', async () => {
    for (const [type, args] of Object.entries(attempts() as Record<string, object>)) {
      const outcome = await stranger.giveAny(type, args)
      expect(outcome, type).toMatchObject({ status: 'refused', code: 'NOT_FOUND' })
      const given = new Set(Object.values(args).map(String))
      expect(
        Object.values(outcome.details ?? {}).every((value) => given.has(String(value))),
        type,
      ).toBe(true)
    }
  })

  it('[O7] the attempts name every command that takes an id, but those which make something new', async () => {
    const makers = ['registerBox', 'acceptShareToken', 'createEvent', 'assignBox']
    expect([...Object.keys(attempts()), ...makers].toSorted()).toEqual(Object.keys(commandDefinitions).toSorted())
  })

  it('[O7] nor can they be woven into one’s own records', async () => {
    const { boxId, eventId, startId, sessionId, loanId } = theirs
    const own = await stranger.createEvent()
    const ownBoxId = await stranger.registerBox('OWN')
    const woven: readonly [CommandType, unknown, string][] = [
      ['assignBox', { boxId, eventId: own.eventId }, 'NOT_FOUND'],
      ['assignBox', { boxId: ownBoxId, eventId }, 'NOT_FOUND'],
      ['assignBox', { boxId: ownBoxId, eventId: own.eventId, checkpointIds: [startId] }, 'NOT_FOUND'],
      ['registerBox', { boxId, serial: 'STOLEN' }, 'COMMAND_INVALID'],
      ['createEvent', { eventId, name: 'x', date: '2026-01-01' }, 'COMMAND_INVALID'],
      ['startSession', { sessionId, boxId: ownBoxId }, 'COMMAND_INVALID'],
      ['createShareToken', { loanId, boxId: ownBoxId, validity: '1d', tokenHash: newToken().hash }, 'COMMAND_INVALID'],
    ]
    for (const [type, args, code] of woven) expect((await stranger.giveAny(type, args)).code, type).toBe(code)
  })

  it('[O7] a stranger’s feed has stayed its own', async () => {
    await stranger.sync()
    const seen = JSON.stringify([
      ...stranger.records.all('partner'),
      ...stranger.records.all('box'),
      ...stranger.records.all('loan'),
      ...stranger.records.all('session'),
      ...stranger.records.all('historyEntry'),
      ...stranger.records.all('member'),
    ])
    for (const side of [theirs.owner, theirs.recipient]) expect(seen).not.toContain(side.organisationId)
    expect(seen).not.toContain('Secret')
  })

  it('[O7] the owner sees of the recipient’s use only that there is one', async () => {
    const { owner, boxId } = theirs
    await owner.sync()
    const rows = await cloud.database.db
      .selectFrom('feed')
      .select('body')
      .where('organisationId', '=', owner.organisationId)
      .execute()
    const everything = rows.map((row) => row.body).join()
    expect(everything).not.toContain('Secret')
    for (const id of [theirs.eventId, theirs.raceId, theirs.startId, theirs.sessionId]) {
      expect(everything).not.toContain(id)
    }
    expect(owner.records.get('assignment', boxId)).toMatchObject({ organisationId: theirs.recipient.organisationId })
    expect(await owner.refused('stopSession', { sessionId: theirs.sessionId })).toMatchObject({ code: 'NOT_FOUND' })
    expect(await owner.refused('releaseBox', { boxId })).toMatchObject({ code: 'BOX_NOT_ASSIGNED' })
  })
})
