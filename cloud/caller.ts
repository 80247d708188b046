import { INSTALLATION_REVOKED } from '../shared/cloud-api.ts'
import {
  type InstallationId,
  installationIdSchema,
  type MemberId,
  type OrganisationId,
  timePlus,
} from '../shared/records/scalars.ts'
import type { Cloud } from './cloud.ts'
import type { InstallationRow } from './db/installations.ts'
import { findSignIn, touchSignIn } from './db/sign-ins.ts'
import { ApiError } from './errors.ts'
import { sha256Hex } from './secrets.ts'

/** Who is signed in. What the member may do is read anew for each decision. */
export interface Caller {
  readonly signInId: string
  readonly memberId: MemberId
  readonly organisationId: OrganisationId
  /** The one that the sign-in was used with before this request. */
  readonly installationId: InstallationId | null
  /** O10: from the organisation, not long ago; only where `authenticate` was told to let them in. */
  readonly isRemoved: boolean
  /** The installation that the request names, where it is the member's to use. */
  readonly named?: Pick<InstallationRow, 'id' | 'lastSeq' | 'announcedAt'>
}

/** So often, at most, the last contact of a sign-in is written down. */
const CONTACT_STALE_MS = 60_000

/**
 * Whom the bearer token belongs to; its sign-in lasts from this contact on (O10).
 * @param installation the one that the request names, if any
 * @param letIn who was removed since then is let in, too
 */
export async function authenticate(
  cloud: Cloud,
  authorization: string | undefined,
  installation: string | string[] | undefined,
  letIn?: { readonly removedSince: string },
): Promise<Caller> {
  const token = /^Bearer ([\w-]{20,100})$/i.exec(authorization ?? '')?.[1]
  const named = installationIdSchema.safeParse(installation).data
  const found = token === undefined ? undefined : await findSignIn(cloud.db, sha256Hex(token), named)
  const now = cloud.clock.now()
  if (found === undefined || found.lastContactAt <= oldestContact(cloud)) throw new ApiError('SIGNED_OUT')
  const isRemoved = found.removedAt !== null
  if (isRemoved && (letIn === undefined || found.removedAt <= letIn.removedSince)) throw new ApiError('MEMBER_REMOVED')
  if (found.revoked) throw laptopRevoked()
  const { signInId, memberId, organisationId, installationId } = found
  if (found.lastContactAt < timePlus(now, -CONTACT_STALE_MS)) await touchSignIn(cloud.db, signInId, now)
  const { lastSeq, announcedAt } = found
  const isNamed = named !== undefined && lastSeq !== null && announcedAt !== null
  const caller = { signInId, memberId, organisationId, installationId, isRemoved }
  return isNamed ? { ...caller, named: { id: named, lastSeq, announcedAt } } : caller
}

export function laptopRevoked(): ApiError {
  return new ApiError('FORBIDDEN', { reason: INSTALLATION_REVOKED })
}

/** A sign-in without contact since then has run out. */
export function oldestContact(cloud: Cloud): string {
  return timePlus(cloud.clock.now(), -cloud.config.signInLastsMs)
}
