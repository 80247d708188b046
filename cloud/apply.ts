import type { Actor } from '../shared/actor.ts'
import type { Change } from '../shared/records/kinds.ts'
import type { Loan } from '../shared/records/loan.ts'
import type { OrganisationId } from '../shared/records/scalars.ts'
import { liveLoanOf } from '../shared/rules/loans.ts'
import { Draft, type Records } from '../shared/state.ts'
import { canonicalJson } from './canonical-json.ts'
import { appendToFeed } from './db/feed.ts'
import { findInstallation } from './db/installations.ts'
import type { Tx } from './db/open.ts'
import { insertPartnerships } from './db/organisations.ts'
import { writeRecords } from './db/records.ts'
import { type FeedEntry, feedEntries } from './feed.ts'

export interface Author {
  readonly now: string
  /** Undefined: the clock. */
  readonly actor?: Pick<Actor, 'organisationId' | 'installationId'>
}

/**
 * Writes what was decided on `before`: the tables, and the feed of everybody who sees a difference.
 * @returns the numbers that the organisations' feeds have come to
 */
export async function applyChanges(
  trx: Tx,
  before: Records,
  changes: readonly Change[],
  author: Author,
): Promise<ReadonlyMap<OrganisationId, number>> {
  const after = draftOf(before, changes)
  if (author.actor) noteUser(after, changes, author.actor)
  await noteLastContact(trx, before, after)
  const complete = after.changes()
  await writeRecords(trx, complete)
  const pairs = complete.flatMap((change) =>
    change.kind === 'loan' && change.body ? newDealings(before.get('loan', change.id), change.body) : [],
  )
  const partners = await insertPartnerships(trx, pairs, author.now)
  return await appendToFeed(trx, [...feedEntries(before, after, complete), ...partners.map(partnerEntry)])
}

/** The records with the changes laid over them. */
export function draftOf(records: Records, changes: readonly Change[]): Draft {
  const draft = new Draft(records)
  for (const change of changes) {
    if (change.body === null) draft.delete(change.kind, change.id)
    else draft.put(change.kind, change.body)
  }
  return draft
}

/** F7: the laptop that uses a borrowed box is the one that last assigned it or timed with it. */
function noteUser(draft: Draft, changes: readonly Change[], actor: NonNullable<Author['actor']>): void {
  for (const change of changes) {
    if (change.body === null || (change.kind !== 'assignment' && change.kind !== 'session')) continue
    const loan = liveLoanOf(draft, change.body.boxId)
    if (loan?.recipientId === actor.organisationId && loan.recipientInstallationId !== actor.installationId) {
      draft.put('loan', { ...loan, recipientInstallationId: actor.installationId })
    }
  }
}

/** F7: when the laptop was last heard of whose right to the box is revoked now. */
async function noteLastContact(trx: Tx, before: Records, after: Draft): Promise<void> {
  for (const loan of [...after.all('loan')]) {
    if (loan.endReason !== 'revoked' || loan.recipientInstallationId === undefined) continue
    if (before.get('loan', loan.id)?.endedAt !== undefined) continue
    const installation = await findInstallation(trx, loan.recipientInstallationId)
    if (installation) after.put('loan', { ...loan, lastSeenAt: installation.lastSeenAt })
  }
}

/** O9: who deals with whom. The addressee learns nothing before accepting (L15). */
function newDealings(before: Loan | undefined, loan: Loan): readonly (readonly [OrganisationId, OrganisationId])[] {
  const { ownerId, recipientId, addressedToId } = loan
  if (recipientId !== undefined && before?.recipientId === undefined) {
    return [
      [ownerId, recipientId],
      [recipientId, ownerId],
    ]
  }
  return addressedToId !== undefined && before === undefined ? [[ownerId, addressedToId]] : []
}

function partnerEntry(row: Awaited<ReturnType<typeof insertPartnerships>>[number]): FeedEntry {
  const { organisationId, partner } = row
  return { organisationId, kind: 'partner', id: partner.id, body: canonicalJson(partner) }
}
