import { sql } from 'kysely'
import type { RecordOf } from '../../shared/records/kinds.ts'
import type { GroupId, OrganisationId } from '../../shared/records/scalars.ts'
import { MemoryRecords, type Records } from '../../shared/state.ts'
import type { Tx } from './open.ts'
import { findBySharingCode, type Plans, toOrganisation } from './organisations.ts'
import type { Seeds, SliceContext } from './seeds.ts'
import { loadPaths, loadSharesIn, loadTrees, partiesOfShares } from './slice-groups.ts'
import { among, amongTexts, type Condition, type Load, loaderInto } from './slice-loader.ts'
import { loadPartners, loadPeople, loadSigner } from './slice-people.ts'
import type { OrganisationRow } from './tables.ts'

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
  const load = loaderInto(records, trx)
  const { organisationId, now } = context

  const sessions = await load('session', among('id', seeds.sessionIds))
  const loans = [
    ...(await load('loan', among('id', seeds.loanIds))),
    ...(await load('loan', amongTexts('token_hash', seeds.tokenHashes), sql`created_at, id`)),
  ]
  await load('raceAction', among('id', seeds.raceActionIds))
  const assignments = await loadEvents(load, seeds)
  const due: RecordOf<'loan'>[] = []
  if (seeds.allowance) {
    await load('box', boxesCounted([organisationId], context.plans))
    // A borrowed box whose time is over counts no more: its loan is settled with the rest.
    due.push(...(await load('loan', sql`recipient_id = ${organisationId} and ended_at is null and ends_at <= ${now}`)))
  }
  const ofSerials = seeds.serials
    ? await load('box', sql`owner_id = ${organisationId} and ${amongTexts('serial', seeds.serials)}`)
    : []
  const shared = seeds.sharesInRoles ? await loadSharesIn(load, organisationId, seeds.roleIds) : []
  const trees = await loadTrees(load, [...(seeds.treeIds ?? []), ...shared])

  const over = seeds.goingOn ? loans.filter((loan) => loan.endReason === 'expired') : []
  await loadToGoOn(load, over, context.plans)
  const live = [...loans, ...due].filter((loan) => loan.endedAt === undefined)
  const boxIds = [
    ...(seeds.boxIds ?? []),
    ...ofSerials.map((box) => box.id),
    ...[...sessions, ...live, ...over, ...assignments].map((record) => record.boxId),
  ]
  const { users, groupIds } = await loadBoxes(load, organisationId, boxIds, trees)
  if (seeds.dealings) await loadDealings(load, organisationId, seeds.boxIds)
  await loadPaths(load, [...(seeds.groupIds ?? []), ...(seeds.treeIds ?? []), ...shared, ...groupIds])
  await loadPeople(trx, records, load, context, seeds)
  const signing = await loadSigner(trx, records, load, seeds)
  const partners = await loadPartners(trx, records, context, seeds)
  const coded = await findBySharingCode(trx, seeds.sharingCodes ?? [])
  const concerned = new Set([
    ...[organisationId, ...users, ...loans.flatMap(partiesOf), ...(seeds.organisationIds ?? [])],
    ...[...partiesOfShares(records), ...partners, ...coded.map((row) => row.id), ...signing],
  ])

  const named = [...records.all('loan')].flatMap((loan) => [loan.addressedToId ?? [], loan.receiptFromId ?? []].flat())
  for (const row of await readOrganisations(trx, [...concerned, ...named])) {
    records.apply({ kind: 'organisation', id: row.id, body: toOrganisation(row, context.plans) })
  }
  return { records, concerned }
}

/** L13: what tells whether loans that have expired can still be extended. */
async function loadToGoOn(load: Load, over: readonly RecordOf<'loan'>[], plans: Plans): Promise<void> {
  const [earliest] = over.map((loan) => loan.createdAt).toSorted()
  if (earliest === undefined) return
  const boxIds = over.map((loan) => loan.boxId)
  await load('loan', sql`${among('box_id', boxIds)} and created_at > ${earliest}`)
  const recipientIds = over.flatMap((loan) => loan.recipientId ?? [])
  if (recipientIds.length === 0) return
  await load('box', boxesCounted(recipientIds, plans))
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
  await load('event', among('id', eventIds))
  if (!seeds.wholeEvents) return []
  const all = await load('race', among('event_id', eventIds))
  await load(
    'checkpoint',
    among(
      'race_id',
      all.map((race) => race.id),
    ),
  )
  return await load('assignment', among('event_id', eventIds))
}

/** L10: the last loan that was to be the organisation's, and the last end of a group's share. */
async function loadDealings(
  load: Load,
  organisationId: OrganisationId,
  boxIds: readonly string[] | undefined,
): Promise<void> {
  const ofBoxes = among('box_id', boxIds)
  if (ofBoxes === undefined) return
  await load(
    'loan',
    sql`id in (select distinct on (box_id) id from loan
      where ${ofBoxes} and addressed_to_id = ${organisationId} order by box_id, created_at desc)`,
  )
  await load(
    'historyEntry',
    sql`id in (select distinct on (box_id) id from history_entry
      where ${ofBoxes} and organisation_id = ${organisationId} and what = 'share-ended' order by box_id, at desc)`,
  )
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
  const boxes = [...(await load('box', among('id', ids))), ...(await load('box', among('group_id', groupIds)))]
  const boxIds = boxes.map((box) => box.id)
  const ofBoxes = among('box_id', boxIds)
  if (ofBoxes === undefined) return { users: [], groupIds: [] }
  const live = await load('loan', sql`${ofBoxes} and ended_at is null`)
  // What the organisation itself had of the box last: it may know that this is over.
  await load(
    'loan',
    sql`id in (select distinct on (box_id) id from loan
      where ${ofBoxes} and recipient_id = ${organisationId} order by box_id, created_at desc)`,
  )
  const assignments = await load('assignment', among('id', boxIds))
  const sessions = await load('session', sql`${ofBoxes} and stopped_at is null`)
  await load(
    'event',
    among(
      'id',
      assignments.flatMap((assignment) => assignment.eventId ?? []),
    ),
  )
  await load(
    'checkpoint',
    among(
      'id',
      assignments.flatMap((assignment) => assignment.checkpointIds),
    ),
  )
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

async function readOrganisations(trx: Tx, ids: readonly string[]): Promise<readonly OrganisationRow[]> {
  return await trx
    .selectFrom('organisation')
    .selectAll()
    .where('id', 'in', [...new Set(ids)] as OrganisationId[])
    .execute()
}
