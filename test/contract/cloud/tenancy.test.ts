import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandArgs, CommandType } from '../../../shared/commands/commands.ts'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
import { TIMER } from '../../../shared/permissions.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, newToken, signUp } from '../../support/laptop.ts'
import { colleagueOf, createGroup, invite, newInvitation, sharedBox, sharingCodeOf } from '../../support/sharing.ts'

type Attempts = { [T in CommandType]?: CommandArgs<T> }

describe.each(DATABASES)('tenancy, on %s', (kind) => {
  let cloud: RunningCloud
  let stranger: Laptop
  /** What the others have: a lent box in an event with a timing run, a group shared, and colleagues. */
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
    const actionId = randomUUID()
    const action = { raceId: event.raceId, kind: 'NOTE', at: cloud.clock.now(), note: 'Secret note' }
    await recipient.accepted('recordRaceAction', { actionId, ...action })
    const freeId = await owner.registerBox('FREEBOX')
    const { groupId } = await sharedBox(owner, recipient)
    await owner.accepted('editGroup', { groupId, name: 'Secret group' })
    const roleId = randomUUID()
    await owner.accepted('createRole', { roleId, name: 'Secret role', permissions: [] })
    const { invitationId } = await invite(owner, roleId, 'secret@example.com')
    const colleague = await colleagueOf(cloud, owner, roleId)
    await colleague.send([])
    const people = { roleId, invitationId, memberId: colleague.person.member.id, installationId: colleague.id }
    return { owner, recipient, ...lent, ...event, sessionId, actionId, freeId, groupId, ...people }
  }

  /** Commands of somebody who knows every id there is. */
  function attempts(): Attempts {
    const { boxId, freeId, loanId, eventId, raceId, startId: checkpointId, sessionId } = theirs
    const { groupId, roleId, invitationId, memberId, installationId } = theirs
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
      adoptPassings: { sessionId: randomUUID(), adopts: sessionId, until: cloud.clock.now() },
      recordRaceAction: { actionId: randomUUID(), raceId, kind: 'START', at: cloud.clock.now() },
      editGroup: { groupId, name: 'x' },
      moveGroup: { groupId, parentId: null },
      deleteGroup: { groupId },
      moveBoxToGroup: { boxId: freeId, groupId: null },
      shareGroup: { groupId, partnerId: theirs.recipient.organisationId, roleId },
      changeGroupShareRole: { groupId, roleId },
      stopGroupShare: { groupId },
      editRole: { roleId, name: 'x' },
      deleteRole: { roleId },
      withdrawInvitation: { invitationId },
      changeMemberRole: { memberId, roleId: TIMER.id },
      removeMember: { memberId },
      revokeInstallation: { installationId },
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

  it('[O7] the attempts name every command that takes an id, but those which make something new or take a slip', async () => {
    const makers = [
      ...['registerBox', 'acceptShareToken', 'createEvent', 'assignBox', 'createGroup', 'createRole', 'inviteMember'],
      ...['refreshSharingCode', 'editOrganisation', 'noteReceipt'],
    ]
    expect([...Object.keys(attempts()), ...makers].toSorted()).toEqual(Object.keys(commandDefinitions).toSorted())
  })

  it('[O7] nor can they be woven into one’s own records', async () => {
    const { boxId, eventId, startId, sessionId, loanId, actionId } = theirs
    const at = cloud.clock.now()
    const { groupId, roleId, invitationId, memberId } = theirs
    const own = await stranger.createEvent()
    const ownBoxId = await stranger.registerBox('OWN')
    const ownGroupId = await createGroup(stranger)
    const ownMemberId = stranger.person.member.id
    const partnerId = theirs.owner.organisationId
    const { code: _, ...invitation } = newInvitation()
    const woven: readonly [CommandType, unknown, string][] = [
      ['assignBox', { boxId, eventId: own.eventId }, 'NOT_FOUND'],
      ['assignBox', { boxId: ownBoxId, eventId }, 'NOT_FOUND'],
      ['assignBox', { boxId: ownBoxId, eventId: own.eventId, checkpointIds: [startId] }, 'NOT_FOUND'],
      ['registerBox', { boxId, serial: 'STOLEN' }, 'COMMAND_INVALID'],
      ['createEvent', { eventId, name: 'x', date: '2026-01-01' }, 'COMMAND_INVALID'],
      ['startSession', { sessionId, boxId: ownBoxId }, 'COMMAND_INVALID'],
      ['createShareToken', { loanId, boxId: ownBoxId, validity: '1d', tokenHash: newToken().hash }, 'COMMAND_INVALID'],
      ['adoptPassings', { sessionId, adopts: sessionId, until: at }, 'COMMAND_INVALID'],
      ['recordRaceAction', { actionId, raceId: own.raceId, kind: 'START', at }, 'COMMAND_INVALID'],
      [
        'recordRaceAction',
        { actionId: randomUUID(), raceId: own.raceId, kind: 'TIME', at, checkpointId: startId },
        'NOT_FOUND',
      ],
      [
        'recordRaceAction',
        { actionId: randomUUID(), raceId: own.raceId, kind: 'CROSS_OUT', at, withdraws: actionId },
        'NOT_FOUND',
      ],
      ['createGroup', { groupId, name: 'x' }, 'COMMAND_INVALID'],
      ['createGroup', { groupId: randomUUID(), name: 'x', parentId: groupId }, 'NOT_FOUND'],
      ['moveGroup', { groupId: ownGroupId, parentId: groupId }, 'NOT_FOUND'],
      ['moveBoxToGroup', { boxId: ownBoxId, groupId }, 'NOT_FOUND'],
      ['shareGroup', { groupId: ownGroupId, partnerId, roleId: TIMER.id }, 'NOT_FOUND'],
      ['shareGroup', { groupId: ownGroupId, sharingCode: await sharingCodeOf(theirs.owner), roleId }, 'NOT_FOUND'],
      ['createRole', { roleId, name: 'x', permissions: [] }, 'COMMAND_INVALID'],
      ['changeMemberRole', { memberId: ownMemberId, roleId }, 'NOT_FOUND'],
      ['changeMemberRole', { memberId, roleId: TIMER.id }, 'NOT_FOUND'],
      ['inviteMember', { ...invitation, roleId }, 'NOT_FOUND'],
      ['inviteMember', { ...invitation, invitationId, roleId: TIMER.id }, 'COMMAND_INVALID'],
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
      ...stranger.records.all('raceAction'),
      ...stranger.records.all('historyEntry'),
      ...stranger.records.all('member'),
      ...stranger.records.all('group'),
      ...stranger.records.all('groupShare'),
      ...stranger.records.all('role'),
      ...stranger.records.all('invitation'),
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
    expect(everything).not.toMatch(/Secret (race|run|note)/)
    for (const id of [theirs.eventId, theirs.raceId, theirs.startId, theirs.sessionId, theirs.actionId]) {
      expect(everything).not.toContain(id)
    }
    expect(owner.records.get('assignment', boxId)).toMatchObject({ organisationId: theirs.recipient.organisationId })
    expect(await owner.refused('stopSession', { sessionId: theirs.sessionId })).toMatchObject({ code: 'NOT_FOUND' })
    expect(await owner.refused('releaseBox', { boxId })).toMatchObject({ code: 'BOX_NOT_ASSIGNED' })
  })
})
