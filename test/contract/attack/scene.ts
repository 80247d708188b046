import { randomUUID } from 'node:crypto'
import { configWith } from '../../../cloud/config.ts'
import { signInAs } from '../../../cloud/sign-in.ts'
import type { RunningCloud } from '../../support/cloud.ts'
import { boundBox, Device, sentPassing } from '../../support/device-calls.ts'
import { Laptop, lentBox, PASSWORD, type Person, signUp } from '../../support/laptop.ts'
import { colleagueOf, invite, sharedBox, sharingCodeOf } from '../../support/sharing.ts'

export type Scene = Awaited<ReturnType<typeof makeScene>>

/** An organisation that has a record of every kind, and more that has an id: with a partner who borrowed of it. */
export async function makeScene(cloud: RunningCloud) {
  const owner = new Laptop(cloud, await signUp(cloud))
  const partner = new Laptop(cloud, await signUp(cloud))
  const lent = await lentBox(owner, partner)
  const { groupId } = await sharedBox(owner, partner)
  const event = await owner.createEvent('Secret race')
  const device = await Device.of(cloud, owner)
  const bound = await boundBox(owner, device)
  const checkpointIds = [event.startId]
  await owner.accepted('assignBox', { boxId: bound.boxId, eventId: event.eventId, checkpointIds })
  const sessionId = randomUUID()
  await owner.accepted('startSession', { sessionId, boxId: bound.boxId, alias: 'Secret run' })
  const running = await device.running(bound.deviceId)
  const sessionToken = running.token_session
  await device.posted(sessionToken, [sentPassing(1, cloud.clock.now())])
  const actionId = randomUUID()
  const action = { raceId: event.raceId, kind: 'NOTE', at: cloud.clock.now(), note: 'Secret note' }
  await owner.accepted('recordRaceAction', { actionId, ...action })
  const freeId = await owner.registerBox(`F${randomUUID().slice(0, 8)}`)
  const open = await owner.lend(freeId)
  const roleId = randomUUID()
  await owner.accepted('createRole', { roleId, name: 'Secret role', permissions: ['box.view'] })
  const invitation = await invite(owner, roleId)
  const colleague = await colleagueOf(cloud, owner, roleId)
  await colleague.send([])
  const own = await Device.of(cloud, owner, 'WRITE', bound.boxId)
  const keys = (await owner.ask('GET', '/v1/api-keys')).json() as { keys: readonly { id: string }[] }
  const sharingCode = await sharingCodeOf(owner)
  return {
    ...{ owner, partner, colleague, device, own, lent, bound, event, sessionId, sessionToken, actionId, freeId, open },
    ...{ groupId, roleId, invitation, sharingCode, keyIds: keys.keys.map(({ id }) => id) },
  }
}

/** What nobody but their owner may ever see again. */
export function secretsOf({
  owner,
  partner,
  colleague,
  device,
  own,
  lent,
  open,
  invitation,
}: Scene): readonly string[] {
  const tokens = [owner, partner, colleague].map(({ person }) => person.token)
  return [PASSWORD, ...tokens, device.key, own.key, lent.token, open.token, invitation.code]
}

/** Every id that there is, each under the names of fields that could hold it. */
export function hintsOf(scene: Scene) {
  const { owner, partner, bound, event, sessionId, groupId, roleId, lent, open, freeId, invitation } = scene
  const people = [owner.person.member.id, scene.colleague.person.member.id]
  const boxes = [bound.boxId, freeId, lent.boxId]
  const uuid = [
    ...[...boxes, event.eventId, event.raceId, event.startId, event.finishId, sessionId, groupId, roleId],
    ...[lent.loanId, open.loanId, invitation.invitationId, scene.actionId, ...people, ...scene.keyIds],
    ...[owner.organisationId, partner.organisationId, scene.colleague.id],
  ]
  return {
    uuid,
    boxId: boxes,
    eventId: [event.eventId],
    raceId: [event.raceId],
    checkpointId: [event.startId, event.finishId],
    sessionId: [sessionId],
    adopts: [sessionId],
    groupId: [groupId],
    roleId: [roleId],
    loanId: [lent.loanId, open.loanId],
    memberId: [scene.colleague.person.member.id],
    partnerId: [partner.organisationId],
    sharingCode: [scene.sharingCode],
    code: [scene.sharingCode, invitation.code, lent.token, open.token],
    token: [lent.token, open.token],
    deviceid: [bound.deviceId],
    token_session: [scene.sessionToken],
    email: [owner.person.member.email, 'new@example.com'],
    cursor: [owner.cursor],
  }
}

/** Once more signed in, without the work of checking a password. */
export async function signedInAnew({ database, clock }: RunningCloud, person: Person): Promise<Person> {
  return await signInAs({ db: database.db, clock, config: configWith(1) }, person.member.id)
}
