import type { Actor } from '../shared/actor.ts'
import type { Change } from '../shared/records/kinds.ts'
import type { Loan } from '../shared/records/loan.ts'
import type { OrganisationId, SessionId } from '../shared/records/scalars.ts'
import { liveLoanOf } from '../shared/rules/loans.ts'
import { viewOf } from '../shared/rules/visibility.ts'
import { Draft, type Records } from '../shared/state.ts'
import { canonicalJson } from './canonical-json.ts'
import { type Alongside, appendToFeed } from './db/feed.ts'
import { findInstallation } from './db/installations.ts'
import { MOST_IDS, notify } from './db/notify.ts'
import { insertPartnerships, type KnownPartner, partnersOf } from './db/partnerships.ts'
import { isPeopleChange, writePeople } from './db/people.ts'
import { deleteRecords, recordPuts } from './db/records.ts'
import { noteStarter } from './db/sessions.ts'
import type { Tx } from './db/tables.ts'
import { type FeedEntry, feedEntries } from './feed.ts'

export interface Author {
  readonly now: string
  /** Undefined: the clock. */
  readonly actor?: Pick<Actor, 'organisationId' | 'installationId'>
}

/**
 * Writes what was decided on `before`: the tables, and the feed of everybody who sees a difference.
 * @param alongside what is known of the counters, and what else is to be written in the same statement
 */
export async function applyChanges(
  trx: Tx,
  before: Records,
  changes: readonly Change[],
  author: Author,
  { locked, writes = () => [] }: Alongside = {},
): Promise<void> {
  const after = draftOf(before, changes)
  if (author.actor) noteUser(after, changes, author.actor)
  await noteLastContact(trx, before, after)
  const complete = after.changes()
  await deleteRecords(trx, complete)
  await writePeople(trx, complete.filter(isPeopleChange), author.now)
  const dealings = complete.flatMap((change) => newDealings(before, change))
  const partners = [
    ...(await insertPartnerships(trx, dealings, author.now)),
    ...(await whoseContactChanged(trx, before, complete)),
  ]
  const entries = feedEntries(before, after, complete)
  await tellAppeared(trx, before, after, entries)
  await appendToFeed(trx, [...entries, ...partners.map(partnerEntry)], author.now, {
    ...(locked === undefined ? {} : { locked }),
    writes: (numbers) => [...recordPuts(complete), ...writes(numbers)],
  })
  if (author.actor) await noteStarter(trx, begunBy(before, complete), author.actor.installationId)
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

/** The timing runs that are new. */
function begunBy(before: Records, changes: readonly Change[]): readonly SessionId[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'session' || change.body === null) return []
    return before.get('session', change.id) === undefined ? [change.body.id] : []
  })
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

type Dealing = readonly [OrganisationId, OrganisationId]

/** O9: who deals with whom from this change on. */
function newDealings(before: Records, change: Change): readonly Dealing[] {
  if (change.body === null) return []
  if (change.kind === 'loan') return loanDealings(before, change.body)
  if (change.kind !== 'groupShare' || before.get('groupShare', change.id)) return []
  return bothWays(change.body.ownerId, change.body.receiverId)
}

/** The addressee learns nothing before accepting (L15). */
function loanDealings(records: Records, loan: Loan): readonly Dealing[] {
  const before = records.get('loan', loan.id)
  const { ownerId, recipientId, addressedToId, receiptFromId } = loan
  if (recipientId !== undefined && before?.recipientId === undefined) return bothWays(ownerId, recipientId)
  if (receiptFromId !== undefined && before?.receiptFromId === undefined) {
    // A slip can be of an organisation that a restored database doesn't know.
    return records.get('organisation', receiptFromId) ? [[ownerId, receiptFromId]] : []
  }
  return addressedToId !== undefined && before === undefined ? [[ownerId, addressedToId]] : []
}

function bothWays(one: OrganisationId, other: OrganisationId): readonly Dealing[] {
  return [
    [one, other],
    [other, one],
  ]
}

/** O9: what the partners of an organisation see of its contact from now on. */
async function whoseContactChanged(
  trx: Tx,
  before: Records,
  changes: readonly Change[],
): Promise<readonly KnownPartner[]> {
  for (const change of changes) {
    if (change.kind !== 'organisation' || change.body === null) continue
    const was = before.get('organisation', change.id)
    const { contactName, contactPhone } = change.body
    if (was?.contactName !== contactName || was?.contactPhone !== contactPhone) {
      return await partnersOf(trx, change.body.id)
    }
  }
  return []
}

/** Who comes to see a box that it doesn't own gets to hear at once what the box last reported. */
async function tellAppeared(trx: Tx, before: Records, after: Records, entries: readonly FeedEntry[]): Promise<void> {
  const appeared = entries.filter(({ kind, id, organisationId }) => {
    if (kind !== 'box' || after.get('box', id)?.ownerId === organisationId) return false
    const holderIn = (records: Records) => {
      const box = records.get('box', id)
      return box && viewOf(records, 'box', box, organisationId)?.holderId
    }
    const holderId = holderIn(after)
    return holderId !== undefined && holderId !== null && holderId !== holderIn(before)
  })
  for (const [organisationId, own] of Map.groupBy(appeared, (entry) => entry.organisationId)) {
    const boxIds = own.map((entry) => entry.id)
    for (let start = 0; start < boxIds.length; start += MOST_IDS) {
      await notify(trx, { told: 'boxes-appeared', organisationId, boxIds: boxIds.slice(start, start + MOST_IDS) })
    }
  }
}

function partnerEntry({ organisationId, partner }: KnownPartner): FeedEntry {
  return { organisationId, kind: 'partner', id: partner.id, body: canonicalJson(partner) }
}
