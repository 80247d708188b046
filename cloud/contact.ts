import { type InstallationId, timePlus } from '../shared/records/scalars.ts'
import { applyChanges } from './apply.ts'
import { type Caller, laptopRevoked } from './caller.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Cloud } from './cloud.ts'
import { type Cursor, isTakenIn } from './cursor.ts'
import { appendToFeed, lockCounters } from './db/feed.ts'
import {
  findUsable,
  type InstallationRow,
  insertInstallation,
  lockInstallation,
  moveLoans,
  noteContact,
  toInstallation,
  type UnseenEnd,
  updateInstallation,
} from './db/installations.ts'
import { findMember } from './db/members.ts'
import { moveSessions } from './db/sessions.ts'
import { bindSignIn } from './db/sign-ins.ts'
import type { Db, Tx } from './db/tables.ts'
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

/** Enrols the installation, or notes what it tells of itself. */
export async function enrol(
  cloud: Cloud,
  caller: Caller,
  id: InstallationId,
  told?: Announcement,
): Promise<InstallationRow> {
  const now = cloud.clock.now()
  const installation = await transact(cloud.db, async (trx) => {
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
  await bind(cloud, caller, id)
  return installation
}

type Sender = Pick<InstallationRow, 'id' | 'lastSeq'>

/** The installation that sends commands, which note the contact; enrolled where it is unknown. */
export async function senderOf(cloud: Cloud, caller: Caller, id: InstallationId): Promise<Sender> {
  const { named, memberId } = caller
  const staleSince = staleAt(cloud)
  const isNamed = named?.id === id && named.announcedAt > staleSince
  const known = isNamed ? named : await findUsable(cloud.db, id, memberId, staleSince)
  if (known === undefined) return await enrol(cloud, caller, id)
  await bind(cloud, caller, id)
  return known
}

/** Undefined: there is more to do about it than to note it. */
export type NotedContact = readonly UnseenEnd[] | undefined

/** Notes contact in `db`, and that the installation has all that comes before the cursor (F7). */
export async function noteReader(
  cloud: Cloud,
  db: Db,
  { memberId }: Caller,
  id: InstallationId,
  cursor?: Cursor,
): Promise<NotedContact> {
  const takenIn = cursor && isTakenIn(cursor) ? cursor : undefined
  return await noteContact(db, id, memberId, { now: cloud.clock.now(), announcedSince: staleAt(cloud), takenIn })
}

/**
 * Does what is left to do about a contact.
 * @param known what noting it told
 * @returns whether its organisation was told of it
 */
export async function answerContact(
  cloud: Cloud,
  caller: Caller,
  id: InstallationId,
  known: NotedContact,
  cursor?: Cursor,
): Promise<boolean> {
  const now = cloud.clock.now()
  let unseenEnds = known
  if (known === undefined) {
    const exists = await transact(cloud.db, async (trx) => {
      const before = await lockInstallation(trx, id)
      if (before === undefined) return false
      await assertUsable(trx, before, caller)
      await lockCounters(trx, [caller.organisationId])
      await announce(trx, await updateInstallation(trx, id, { lastSeenAt: now, announcedAt: now }))
      return true
    })
    if (!exists) return false
    unseenEnds = await noteReader(cloud, cloud.db, caller, id, cursor)
  }
  await bind(cloud, caller, id)
  for (const { loanId, ownerId } of unseenEnds ?? []) {
    await transactLocked(cloud, ownerId, async (trx, lockAndLoad) => {
      const { records } = await lockAndLoad({ loanIds: [loanId] })
      const loan = records.get('loan', loanId)
      if (loan === undefined || loan.endSeenAt !== undefined) return
      const change = { kind: 'loan', id: loanId, body: { ...loan, endSeenAt: now } } as const
      await applyChanges(trx, records, [change], { now })
    })
  }
  return known === undefined
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
