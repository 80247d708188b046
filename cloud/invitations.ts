import type { z } from 'zod'
import type { signedInSchema } from '../shared/cloud-api.ts'
import { type Code, invitationHashInput } from '../shared/codes.ts'
import type { Invitation } from '../shared/records/invitation.ts'
import { applyChanges } from './apply.ts'
import type { Cloud } from './cloud.ts'
import { findInvitation } from './db/invitations.ts'
import { ApiError } from './errors.ts'
import { addMember, type Founder } from './founding.ts'
import { transactLocked } from './locking.ts'
import { sha256Hex } from './secrets.ts'
import { signInAs } from './sign-in.ts'

/** The invitation of that code, where it can still be accepted. */
export async function findOpenInvitation(cloud: Cloud, code: Code | undefined): Promise<Invitation> {
  if (code?.kind !== 'invitation') throw new ApiError('INVITATION_INVALID')
  return open(cloud, await findInvitation(cloud.db, sha256Hex(invitationHashInput(code.code))))
}

/** O6: the invitation is used up, and the person is a member and signed in: all at once, and for one alone. */
export async function acceptInvitation(
  cloud: Cloud,
  invitation: Invitation,
  person: Omit<Founder, 'email'>,
): Promise<z.output<typeof signedInSchema>> {
  const { id, organisationId } = invitation
  return await transactLocked(cloud, organisationId, async (trx, lockAndLoad) => {
    const { records, now } = await lockAndLoad({ invitationIds: [id] })
    // Looked at once more under the lock: somebody else may have used it, or it was withdrawn.
    const { email, roleId } = open(cloud, records.get('invitation', id))
    await applyChanges(trx, records, [{ kind: 'invitation', id, body: null }], { now })
    const memberId = await addMember(cloud, trx, organisationId, { id: roleId }, { ...person, email })
    return await signInAs(cloud, memberId, trx)
  })
}

function open(cloud: Cloud, invitation: Invitation | undefined): Invitation {
  if (invitation === undefined || invitation.expiresAt <= cloud.clock.now()) throw new ApiError('INVITATION_INVALID')
  return invitation
}
