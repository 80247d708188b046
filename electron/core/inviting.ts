import { randomBytes, randomUUID } from 'node:crypto'
import { formatCode, invitationHashInput, newInvitationCode } from '../../shared/codes.ts'
import type { CallArgs, CallResult } from '../../shared/desktop-api.ts'
import type { Desk } from './desk.ts'
import { sha256Hex } from './lending.ts'

/** O6: the code is in the answer and kept nowhere; it works once the cloud has the invitation. */
export function invite(desk: Desk, { email, roleId }: CallArgs<'invite'>): CallResult<'invite'> {
  const code = newInvitationCode(randomBytes(15))
  const invitationId = randomUUID()
  const codeHash = sha256Hex(invitationHashInput(code))
  const [given] = desk.give([{ type: 'inviteMember', args: { invitationId, email, roleId, codeHash } }])
  if (given === undefined) throw new Error('a command was given and nothing came of it')
  if (given.status === 'refused') return given
  const invitation = desk.records.get('invitation', invitationId)
  if (invitation === undefined) throw new Error('an invitation that was made is not there')
  return { status: 'done', code: formatCode(code), expiresAt: invitation.expiresAt }
}
