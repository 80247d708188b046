import { readCode } from '../../shared/codes.ts'
import type { CallResult } from '../../shared/desktop-api.ts'
import type { MemberSession } from './member-session.ts'
import { CloudError, NoCloud } from './sync/cloud-client.ts'

type Found = CallResult<'lookUpSharingCode'>

/** How long a person waits for the name before hearing that it can't be known now. */
const ANSWER_TIMEOUT_MS = 6_000
const TRY_AGAIN_S = 60

/** G5: whom a sharing code belongs to. A mistyped one and our own need no cloud to be known. */
export async function lookUpSharingCode({ desk, cloud, as }: MemberSession, typed: string): Promise<Found> {
  const read = readCode(typed)
  if (read?.kind !== 'sharing-code') return { status: 'unknown' }
  const ourId = desk.actor.organisationId
  if (desk.records.get('organisation', ourId)?.sharingCode === read.code) return { status: 'own' }
  const signedInAs = as()
  if (signedInAs === undefined) return { status: 'no-cloud' }
  try {
    const owner = await cloud.lookUpSharingCode(signedInAs, read.code, AbortSignal.timeout(ANSWER_TIMEOUT_MS))
    return owner.organisationId === ourId ? { status: 'own' } : { status: 'found', ...owner }
  } catch (error) {
    if (error instanceof NoCloud) return { status: 'no-cloud' }
    if (!(error instanceof CloudError)) throw error
    if (error.code === 'NOT_FOUND') return { status: 'unknown' }
    if (error.code !== 'TOO_MANY') return { status: 'no-cloud' }
    return { status: 'too-many', retryAfterS: error.retryAfterS ?? TRY_AGAIN_S }
  }
}
