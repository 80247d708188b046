import { type RawBuilder, sql } from 'kysely'
import type { Change, RecordOf } from '../../shared/records/kinds.ts'
import type { BoxId, OrganisationId } from '../../shared/records/scalars.ts'
import { MemoryRecords, type Records } from '../../shared/state.ts'
import type { Db, Tx } from './open.ts'
import { type Plans, toOrganisation } from './organisations.ts'
import { toRecord } from './records.ts'
import type { OrganisationRow, RecordRow, StoredKind } from './tables.ts'

/** Where to begin loading: what a command names. */
export interface Seeds {
  readonly boxIds?: readonly string[]
  readonly loanIds?: readonly string[]
  readonly tokenHashes?: readonly string[]
  readonly eventIds?: readonly string[]
  readonly raceIds?: readonly string[]
  readonly checkpointIds?: readonly string[]
  readonly sessionIds?: readonly string[]
  readonly organisationIds?: readonly string[]
  /** The box of this serial that the organisation owns. */
  readonly serials?: readonly string[]
  /** All races, checkpoints and assignments of the events as well. */
  readonly wholeEvents?: boolean
  /** L6: all boxes that count towards the organisation's allowance. */
  readonly allowance?: boolean
}

export interface Slice {
  readonly records: Records
  /** Whose records the decision may change or hang on: their counters must be locked before it is loaded. */
  readonly concerned: ReadonlySet<OrganisationId>
}

export interface SliceContext {
  readonly organisationId: OrganisationId
  readonly now: string
  readonly plans: Plans
}

/**
 * Loads what a decision about the seeds can need, closed over what hangs together: a box comes with its live loan, its
 * assignment and its running session, an assignment with the names of its event and checkpoints.
 */
export async function loadSlice(trx: Tx, context: SliceContext, seeds: Seeds): Promise<Slice> {
  const records = new MemoryRecords()
  const load = loaderInto(records, trx)
  const { organisationId, now } = context

  const sessions = await load('session', among('id', seeds.sessionIds))
  const loans = [
    ...(await load('loan', among('id', seeds.loanIds))),
    ...(await load('loan', among('token_hash', seeds.tokenHashes), sql`created_at, id`)),
  ]
  const assignments = await loadEvents(load, seeds)
  const due: RecordOf<'loan'>[] = []
  if (seeds.allowance) {
    await load('box', sql`(owner_id = ${organisationId} and retired_at is null) or holder_id = ${organisationId}`)
    // A borrowed box whose time is over counts no more: its loan is settled with the rest.
    due.push(...(await load('loan', sql`recipient_id = ${organisationId} and ended_at is null and ends_at <= ${now}`)))
  }
  if (seeds.serials) await load('box', sql`owner_id = ${organisationId} and ${among('serial', seeds.serials)}`)

  const live = [...loans, ...due].filter((loan) => loan.endedAt === undefined)
  const boxIds = [...sessions, ...live, ...assignments].map((record) => record.boxId)
  const users = await loadBoxes(load, organisationId, [...(seeds.boxIds ?? []), ...boxIds])
  const concerned = new Set([organisationId, ...users, ...loans.flatMap(partiesOf)])

  const named = [...records.all('loan')].flatMap((loan) => loan.addressedToId ?? [])
  const organisationIds = [...concerned, ...named, ...(seeds.organisationIds ?? [])]
  for (const row of await readOrganisations(trx, organisationIds)) {
    records.apply({ kind: 'organisation', id: row.id, body: toOrganisation(row, context.plans) })
  }
  return { records, concerned }
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

/** @returns the organisations that have to do with the boxes now */
async function loadBoxes(
  load: Load,
  organisationId: OrganisationId,
  boxIds: readonly string[],
): Promise<readonly OrganisationId[]> {
  const boxes = await load('box', among('id', boxIds))
  const live = await load('loan', sql`${among('box_id', boxIds)} and ended_at is null`)
  // What the organisation itself had of the box last: it may know that this is over.
  await load(
    'loan',
    sql`id in (select distinct on (box_id) id from loan
      where ${among('box_id', boxIds)} and recipient_id = ${organisationId} order by box_id, created_at desc)`,
  )
  const assignments = await load('assignment', among('id', boxIds))
  const sessions = await load('session', sql`${among('box_id', boxIds)} and stopped_at is null`)
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
  return [
    ...boxes.flatMap((box) => [box.ownerId, ...(box.holderId === null ? [] : [box.holderId])]),
    ...live.flatMap(partiesOf),
    ...[...assignments, ...sessions].map((record) => record.organisationId),
  ]
}

function partiesOf(loan: RecordOf<'loan'>): readonly OrganisationId[] {
  return [loan.ownerId, ...(loan.recipientId === undefined ? [] : [loan.recipientId])]
}

type Condition = RawBuilder<unknown> | undefined
type Load = <K extends StoredKind>(
  kind: K,
  condition: Condition,
  order?: RawBuilder<unknown>,
) => Promise<readonly RecordOf<K>[]>

/** Reads into `records`; without a condition, nothing. */
function loaderInto(records: MemoryRecords, trx: Tx): Load {
  return async <K extends StoredKind>(kind: K, condition: Condition, order = sql`id`) => {
    if (condition === undefined) return []
    const query = sql<RecordRow<K>>`select * from ${sql.table(kind)} where ${condition} order by ${order}`
    const { rows } = await query.execute(trx)
    const loaded = rows.map((row) => toRecord(kind, row))
    for (const body of loaded) records.apply({ kind, id: body.id, body } as Change)
    return loaded
  }
}

function among(column: string, values: readonly string[] | undefined): Condition {
  return values === undefined || values.length === 0
    ? undefined
    : sql`${sql.ref(column)} in (${sql.join([...new Set(values)])})`
}

async function readOrganisations(trx: Tx, ids: readonly string[]): Promise<readonly OrganisationRow[]> {
  return await trx
    .selectFrom('organisation')
    .selectAll()
    .where('id', 'in', [...new Set(ids)] as OrganisationId[])
    .execute()
}

/** The loans that are due, of one organisation or of all. */
export async function dueLoans(
  db: Db,
  now: string,
  organisationId?: OrganisationId,
): Promise<readonly { readonly boxId: BoxId; readonly ownerId: OrganisationId }[]> {
  let query = db.selectFrom('loan').select(['boxId', 'ownerId']).where('endedAt', 'is', null).where('endsAt', '<=', now)
  if (organisationId !== undefined) {
    query = query.where((eb) => eb.or([eb('ownerId', '=', organisationId), eb('recipientId', '=', organisationId)]))
  }
  return await query.orderBy('endsAt').limit(500).execute()
}

/** When the next loan ends. */
export async function nextEnd(db: Db): Promise<string | undefined> {
  const query = db.selectFrom('loan').select('endsAt').where('endedAt', 'is', null).orderBy('endsAt').limit(1)
  return (await query.executeTakeFirst())?.endsAt
}
