import { randomBytes, randomUUID } from 'node:crypto'
import { sha256Hex } from '../../cloud/secrets.ts'
import { type Outcome, signedInSchema } from '../../shared/cloud-api.ts'
import { formatCode, invitationHashInput, newInvitationCode } from '../../shared/codes.ts'
import { TIMER } from '../../shared/permissions.ts'
import type { RunningCloud } from './cloud.ts'
import { type Answer, Laptop, PASSWORD, request } from './laptop.ts'

export async function createGroup(laptop: Laptop, name = 'Kit', parentId: string | null = null): Promise<string> {
  const groupId = randomUUID()
  await laptop.accepted('createGroup', { groupId, name, parentId })
  return groupId
}

export async function boxIn(laptop: Laptop, groupId: string): Promise<{ boxId: string; serial: string }> {
  const serial = `S${randomBytes(6).toString('hex')}`.toUpperCase()
  const boxId = await laptop.registerBox(serial)
  await laptop.accepted('moveBoxToGroup', { boxId, groupId })
  return { boxId, serial }
}

/** The partner code that the laptop's feed shows now. */
export async function sharingCodeOf(laptop: Laptop): Promise<string> {
  await laptop.sync()
  const code = laptop.records.get('organisation', laptop.organisationId)?.sharingCode
  if (code === undefined) throw new Error('there is no partner code')
  return code
}

export async function share(
  owner: Laptop,
  receiver: Laptop,
  groupId: string,
  roleId: string = TIMER.id,
): Promise<Outcome> {
  return await owner.accepted('shareGroup', { groupId, sharingCode: await sharingCodeOf(receiver), roleId })
}

/** A group with one box, shared with the receiver. */
export async function sharedBox(owner: Laptop, receiver: Laptop, roleId: string = TIMER.id) {
  const groupId = await createGroup(owner, 'Shared kit')
  const box = await boxIn(owner, groupId)
  await share(owner, receiver, groupId, roleId)
  return { groupId, ...box }
}

export function newInvitation(email = `${randomUUID()}@example.com`) {
  const code = newInvitationCode(randomBytes(15))
  return { code: formatCode(code), codeHash: sha256Hex(invitationHashInput(code)), email, invitationId: randomUUID() }
}

export async function invite(admin: Laptop, roleId: string = TIMER.id, email?: string) {
  const { code, ...invitation } = newInvitation(email)
  await admin.accepted('inviteMember', { ...invitation, roleId })
  return { code, ...invitation }
}

export async function acceptInvitation(cloud: RunningCloud, code: string, name = 'Nora New'): Promise<Answer> {
  return await request(cloud, 'POST', '/v1/invitations/accept', { body: { code, name, password: PASSWORD } })
}

/** A new member of the admin's organisation, at a laptop of their own. */
export async function colleagueOf(cloud: RunningCloud, admin: Laptop, roleId: string): Promise<Laptop> {
  const { code } = await invite(admin, roleId)
  const answer = await acceptInvitation(cloud, code)
  return new Laptop(cloud, signedInSchema.parse(answer.json()))
}
