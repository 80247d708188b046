import { type InstallationId, timePlus } from '../shared/records/scalars.ts'
import { applyChanges } from './apply.ts'
import { type Caller, laptopRevoked } from './caller.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Cloud } from './cloud.ts'
import { appendToFeed, lockCounters } from './db/feed.ts'
import {
  type InstallationRow,
  insertInstallation,
  lockInstallation,
  moveLoans,
  noteContact,
  toInstallation,
  unseenEnds,
  updateInstallation,
} from './db/installations.ts'
import { findMember } from './db/members.ts'
import type { Tx } from './db/open.ts'
import { moveSessions, noteEndsSeen } from './db/sessions.ts'
import { bindSignIn } from './db/sign-ins.ts'
import { transact } from './db/transact.ts'
import { ApiError } from './errors.ts'
import type { FeedEntry } from './feed.ts'
import { transactLocked } from './locking.ts'

/** What a laptop tells of itself. */
export interface Announcement {
  readonly name: string
  /** Ed25519, raw: the one that it signs with from now on. */
  readonly publicKey?: Uint8Array
}

/** Notes that the installation is there, and what it tells of itself; enrols it where it is unknown. */
export async function enrol(
  cloud: Cloud,
  caller: Caller,
  id: InstallationId,
  told?: Announcement,
): Promise<InstallationRow> {
  const now = cloud.clock.now()
  const known =
    told === undefined
      ? await noteContact(cloud.db, id, caller.memberId, { now, announcedSince: staleAt(cloud) })
      : undefined
  const installation = known ?? (await enrolAnew(cloud, caller, id, told))
  await bind(cloud, caller, id)
  return installation
}

async function enrolAnew(
  cloud: Cloud,
  caller: Caller,
  id: InstallationId,
  told?: Announcement,
): Promise<InstallationRow> {
  const now = cloud.clock.now()
  return await transact(cloud.db, async (trx) => {
    const before = await lockInstallation(trx, id)
    if (before) await assertUsable(trx, before, caller)
    const { organisationId, memberId } = caller
    // Before the new row, which holds on to its organisation and its member: nobody then waits in a circle.
    await lockCounters(trx, [organisationId])
    await assertMember(trx, caller)
    const row = before
      ? await updateInstallation(trx, id, { ...told, lastSeenAt: now, announcedAt: now })
      : await insertInstallation(trx, { id, organisationId, memberId, name: 'Laptop', ...told, lastSeenAt: now })
    await announce(trx, row)
    return row
  })
}

/** Notes contact, and that the installation has everything up to `acknowledged` of the feed (F7). */
export async function acknowledge(
  cloud: Cloud,
  caller: Caller,
  id: InstallationId,
  acknowledged: number | undefined,
): Promise<void> {
  const now = cloud.clock.now()
  const known = await noteContact(cloud.db, id, caller.memberId, { now, announcedSince: staleAt(cloud), acknowledged })
  if (!known) {
    const exists = await transact(cloud.db, async (trx) => {
      const before = await lockInstallation(trx, id)
      if (before === undefined) return false
      await assertUsable(trx, before, caller)
      await lockCounters(trx, [caller.organisationId])
      const seen = { lastSeenAt: now, announcedAt: now, acknowledged: Math.max(before.acknowledged, acknowledged ?? 0) }
      await announce(trx, await updateInstallation(trx, id, seen))
      return true
    })
    if (!exists) return
  }
  await bind(cloud, caller, id)
  if (acknowledged === undefined) return
  await noteEndsSeen(cloud.db, id, now)
  for (const { loanId, ownerId } of await unseenEnds(cloud.db, id)) {
    await transactLocked(cloud, ownerId, async (trx, lockAndLoad) => {
      const { records } = await lockAndLoad({ loanIds: [loanId] })
      const loan = records.get('loan', loanId)
      if (loan === undefined || loan.endSeenAt !== undefined) return
      const change = { kind: 'loan', id: loanId, body: { ...loan, endSeenAt: now } } as const
      await applyChanges(trx, records, [change], { now })
    })
  }
}

/** F7: a laptop that enrolled anew uses the boxes, and has the runs, that it had under its old id, where that was the same member's. */
export async function inherit(cloud: Cloud, heir: InstallationRow, from: InstallationId): Promise<void> {
  await transact(cloud.db, async (trx) => {
    const before = await lockInstallation(trx, from)
    if (before?.memberId !== heir.memberId) return
    await moveLoans(trx, from, heir.id)
    await moveSessions(trx, from, heir.id)
  })
}

/** An installation belongs to the member who first used it, until it is revoked. */
export async function assertUsable(trx: Tx, installation: InstallationRow, caller: Caller): Promise<void> {
  if (installation.memberId !== caller.memberId) throw new ApiError('NOT_FOUND')
  if (installation.revokedAt === null) return
  // A member's laptops are revoked with the member: the app tells the person which of both it was.
  await assertMember(trx, caller)
  throw laptopRevoked()
}

async function assertMember(trx: Tx, { memberId }: Caller): Promise<void> {
  if ((await findMember(trx, memberId)).removedAt !== null) throw new ApiError('MEMBER_REMOVED')
}

/** The sign-in is this laptop's from now on, and ends with it. */
async function bind(cloud: Cloud, caller: Caller, id: InstallationId): Promise<void> {
  if (caller.installationId !== id) await bindSignIn(cloud.db, caller.signInId, id)
}

/** The counter must be locked. */
async function announce(trx: Tx, row: InstallationRow): Promise<void> {
  const body = canonicalJson(toInstallation(row))
  const entry: FeedEntry = { organisationId: row.organisationId, kind: 'installation', id: row.id, body }
  await appendToFeed(trx, [entry], row.lastSeenAt)
}

function staleAt(cloud: Cloud): string {
  return timePlus(cloud.clock.now(), -cloud.config.lastSeenStaleMs)
}
