import { sql } from 'kysely'
import type { RecordOf } from '../../shared/records/kinds.ts'
import type { GroupId, OrganisationId } from '../../shared/records/scalars.ts'
import { MemoryRecords, type Records } from '../../shared/state.ts'
import { findBySharingCode, type Plans, toOrganisation } from './organisations.ts'
import type { Seeds, SliceContext } from './seeds.ts'
import { loadPaths, loadSharesIn, loadTrees, partiesOfShares } from './slice-groups.ts'
import { among, amongTexts, type Condition, type Load, loaderInto } from './slice-loader.ts'
import { loadPartners, loadPeople, loadSigner } from './slice-people.ts'
import type { Tx } from './tables.ts'

export interface Slice {
  readonly records: Records
  /** Whose records the decision may change or hang on: their counters must be locked before it is loaded. */
  readonly concerned: ReadonlySet<OrganisationId>
}

/**
 * Loads what a decision about the seeds can need, closed over what hangs together: a box comes with its live loan, its
 * assignment, its running session and the groups above it with their shares, an assignment with the names of its event
 * and checkpoints.
 */
export async function loadSlice(trx: Tx, context: SliceContext, seeds: Seeds): Promise<Slice> {
  const records = new MemoryRecords()
  const { organisationId, plans } = context
  // It is concerned whatever else is, and so asked for with the first.
  const [concerned] = await Promise.all([
    loadConcerned(trx, records, context, seeds),
    loadOrganisations(trx, records, plans, [organisationId]),
  ])
  const mentioned = [...records.all('loan')].flatMap((loan) =>
    [loan.addressedToId ?? [], loan.receiptFromId ?? []].flat(),
  )
  const others = [...concerned, ...mentioned].filter((id) => id !== organisationId)
  await loadOrganisations(trx, records, plans, others)
  return { records, concerned }
}

async function loadConcerned(
  trx: Tx,
  records: MemoryRecords,
  context: SliceContext,
  seeds: Seeds,
): Promise<ReadonlySet<OrganisationId>> {
  const load = loaderInto(records, trx)
  const { organisationId } = context
  const [sessions, named, coming, assignments, due, ofSerials, { shared, trees }] = await Promise.all([
    load('session', among('id', seeds.sessionIds)),
    load('loan', among('id', seeds.loanIds)),
    load('loan', amongTexts('token_hash', seeds.tokenHashes), sql`created_at, id`),
    loadEvents(load, seeds),
    seeds.allowance ? loadAllowance(load, context) : [],
    load('box', ofOwner(organisationId, amongTexts('serial', seeds.serials))),
    loadWholeGroups(load, organisationId, seeds),
    load('raceAction', among('id', seeds.raceActionIds)),
  ])
  const loans = [...named, ...coming]
  const over = seeds.goingOn ? loans.filter((loan) => loan.endReason === 'expired') : []
  const live = [...loans, ...due].filter((loan) => loan.endedAt === undefined)
  const boxIds = [
    ...(seeds.boxIds ?? []),
    ...ofSerials.map((box) => box.id),
    ...[...sessions, ...live, ...over, ...assignments].map((record) => record.boxId),
  ]
  const [{ users, groupIds }] = await Promise.all([
    loadBoxes(load, organisationId, boxIds, trees),
    loadToGoOn(load, over, context.plans),
    seeds.dealings ? loadDealings(load, organisationId, seeds.boxIds) : undefined,
  ])
  await loadPaths(load, [...(seeds.groupIds ?? []), ...(seeds.treeIds ?? []), ...shared, ...groupIds])
  await loadPeople(trx, records, load, context, seeds)
  const signing = await loadSigner(trx, records, load, seeds)
  const partners = await loadPartners(trx, records, context, seeds)
  const coded = await findBySharingCode(trx, seeds.sharingCodes ?? [])
  return new Set([
    ...[organisationId, ...users, ...loans.flatMap(partiesOf), ...(seeds.organisationIds ?? [])],
    ...[...partiesOfShares(records), ...partners, ...coded.map((row) => row.id), ...signing],
  ])
}

/** L6: all boxes that count, and the loans that are due: a borrowed box whose time is over counts no more, its loan is settled. */
async function loadAllowance(load: Load, context: SliceContext): Promise<readonly RecordOf<'loan'>[]> {
  const { organisationId, now, plans } = context
  const [due] = await Promise.all([
    load('loan', sql`recipient_id = ${organisationId} and ended_at is null and ends_at <= ${now}`),
    load('box', boxesCounted([organisationId], plans)),
  ])
  return due
}

function ofOwner(organisationId: OrganisationId, condition: Condition): Condition {
  return condition && sql`owner_id = ${organisationId} and ${condition}`
}

/** The groups whose receivers may come to see more or less, with all below them. */
async function loadWholeGroups(load: Load, organisationId: OrganisationId, seeds: Seeds) {
  const shared = seeds.sharesInRoles ? await loadSharesIn(load, organisationId, seeds.roleIds) : []
  return { shared, trees: await loadTrees(load, [...(seeds.treeIds ?? []), ...shared]) }
}

/** L13: what tells whether loans that have expired can still be extended. */
async function loadToGoOn(load: Load, over: readonly RecordOf<'loan'>[], plans: Plans): Promise<void> {
  const [earliest] = over.map((loan) => loan.createdAt).toSorted()
  if (earliest === undefined) return
  const boxIds = over.map((loan) => loan.boxId)
  const recipientIds = over.flatMap((loan) => loan.recipientId ?? [])
  await Promise.all([
    load('loan', sql`${among('box_id', boxIds)} and created_at > ${earliest}`),
    recipientIds.length === 0 ? undefined : load('box', boxesCounted(recipientIds, plans)),
  ])
}

/** L6: the boxes that fill the organisations' plans. Nobody counts those of a plan without a limit, however many they are. */
function boxesCounted(organisationIds: readonly OrganisationId[], plans: Plans): Condition {
  const limited = Object.entries(plans).flatMap(([plan, allowance]) => (allowance === null ? [] : [plan]))
  if (limited.length === 0) return undefined
  // An array, looked up once, so that the indexes on the boxes are used.
  const theirs = sql`array(select id from organisation where ${among('id', organisationIds)} and ${amongTexts('plan', limited)})`
  return sql`(owner_id = any(${theirs}) and retired_at is null) or holder_id = any(${theirs})`
}

/** @returns the assignments of the events, where they were asked for */
async function loadEvents(load: Load, seeds: Seeds): Promise<readonly RecordOf<'assignment'>[]> {
  const checkpoints = await load('checkpoint', among('id', seeds.checkpointIds))
  const raceIds = [...(seeds.raceIds ?? []), ...checkpoints.map((checkpoint) => checkpoint.raceId)]
  const races = await load('race', among('id', raceIds))
  const eventIds = [...(seeds.eventIds ?? []), ...races.map((race) => race.eventId)]
  const ofEvents = seeds.wholeEvents ? among('event_id', eventIds) : undefined
  const [assignments] = await Promise.all([
    load('assignment', ofEvents),
    load('event', among('id', eventIds)),
    load('race', ofEvents),
    load('checkpoint', ofEvents && sql`race_id in (select id from race where ${ofEvents})`),
  ])
  return assignments
}

/** L10: the last loan that was to be the organisation's, and the last end of a group's share. */
async function loadDealings(
  load: Load,
  organisationId: OrganisationId,
  boxIds: readonly string[] | undefined,
): Promise<void> {
  const ofBoxes = among('box_id', boxIds)
  if (ofBoxes === undefined) return
  await Promise.all([
    load(
      'loan',
      sql`id in (select distinct on (box_id) id from loan
        where ${ofBoxes} and addressed_to_id = ${organisationId} order by box_id, created_at desc)`,
    ),
    load(
      'historyEntry',
      sql`id in (select distinct on (box_id) id from history_entry
        where ${ofBoxes} and organisation_id = ${organisationId} and what = 'share-ended' order by box_id, at desc)`,
    ),
  ])
}

interface LoadedBoxes {
  /** The organisations that have to do with the boxes now. */
  readonly users: readonly OrganisationId[]
  readonly groupIds: readonly GroupId[]
}

/** Loads the boxes of these ids and in these groups. */
async function loadBoxes(
  load: Load,
  organisationId: OrganisationId,
  ids: readonly string[],
  groupIds: readonly GroupId[],
): Promise<LoadedBoxes> {
  const inGroups = among('group_id', groupIds)
  const theirs = (column: string) => {
    const named = among(column, ids)
    const grouped = inGroups && sql`${sql.ref(column)} in (select id from box where ${inGroups})`
    return named && grouped ? sql`(${named} or ${grouped})` : (named ?? grouped)
  }
  const ofBoxes = theirs('box_id')
  if (ofBoxes === undefined) return { users: [], groupIds: [] }
  const [boxes, live, assignments, sessions] = await Promise.all([
    load('box', theirs('id')),
    load('loan', sql`${ofBoxes} and ended_at is null`),
    load('assignment', theirs('id')),
    load('session', sql`${ofBoxes} and stopped_at is null`),
    // What the organisation itself had of the box last: it may know that this is over.
    load(
      'loan',
      sql`id in (select distinct on (box_id) id from loan
        where ${ofBoxes} and recipient_id = ${organisationId} order by box_id, created_at desc)`,
    ),
  ])
  const eventIds = assignments.flatMap((assignment) => assignment.eventId ?? [])
  const checkpointIds = assignments.flatMap((assignment) => assignment.checkpointIds)
  await Promise.all([load('event', among('id', eventIds)), load('checkpoint', among('id', checkpointIds))])
  return {
    users: [
      ...boxes.flatMap((box) => [box.ownerId, ...(box.holderId === null ? [] : [box.holderId])]),
      ...live.flatMap(partiesOf),
      ...[...assignments, ...sessions].map((record) => record.organisationId),
    ],
    groupIds: boxes.flatMap((box) => box.groupId ?? []),
  }
}

function partiesOf(loan: RecordOf<'loan'>): readonly OrganisationId[] {
  return [loan.ownerId, ...(loan.recipientId === undefined ? [] : [loan.recipientId])]
}

async function loadOrganisations(
  trx: Tx,
  records: MemoryRecords,
  plans: Plans,
  ids: readonly OrganisationId[],
): Promise<void> {
  if (ids.length === 0) return
  const query = trx.selectFrom('organisation').selectAll()
  for (const row of await query.where('id', 'in', [...new Set(ids)]).execute()) {
    records.apply({ kind: 'organisation', id: row.id, body: toOrganisation(row, plans) })
  }
}
