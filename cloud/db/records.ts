import { sql } from 'kysely'
import { z } from 'zod'
import { type Change, type Kind, type RecordOf, recordSchemas } from '../../shared/records/kinds.ts'
import type { Tx } from './open.ts'
import { isPeopleChange } from './people.ts'
import { type RecordRow, STORED_KINDS, type StoredKind } from './tables.ts'

const ROWS_PER_STATEMENT = 500

/** The columns of a kind, and which of them are null where the record has no such field. */
const COLUMNS: ReadonlyMap<StoredKind, readonly Column[]> = new Map(STORED_KINDS.map((kind) => [kind, columnsOf(kind)]))

interface Column {
  readonly name: string
  readonly optional: boolean
}

function columnsOf(kind: StoredKind): readonly Column[] {
  const fields: Readonly<Record<string, z.ZodType>> = recordSchemas[kind].unwrap().shape
  return Object.entries(fields).map(([name, schema]) => ({ name, optional: schema instanceof z.ZodOptional }))
}

export function toRecord<K extends StoredKind>(kind: K, row: RecordRow<K>): RecordOf<K> {
  const fields = (COLUMNS.get(kind) ?? []).flatMap(({ name, optional }) => {
    const value: unknown = Reflect.get(row, name)
    return optional && value === null ? [] : [[name, value]]
  })
  return Object.fromEntries(fields)
}

/** Puts and deletes records as they are: what may change was decided before. */
export async function writeRecords(trx: Tx, changes: readonly Change[]): Promise<void> {
  for (const kind of STORED_KINDS) {
    const ofKind = changes.filter((change) => change.kind === kind)
    await deleteRecords(
      trx,
      kind,
      ofKind.flatMap((change) => (change.body === null ? [change.id] : [])),
    )
    await putRecords(
      trx,
      kind,
      ofKind.flatMap((change) => change.body ?? []),
    )
  }
  const stray = changes.find((change) => !isStored(change.kind) && !isPeopleChange(change))
  if (stray) throw new Error(`no command writes records of the kind ${stray.kind}`)
}

async function putRecords(trx: Tx, kind: StoredKind, records: readonly RecordOf<Kind>[]): Promise<void> {
  const names = (COLUMNS.get(kind) ?? []).map((column) => column.name)
  const columns = sql.join(names.map((name) => sql.ref(name)))
  const updates = sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))
  for (let start = 0; start < records.length; start += ROWS_PER_STATEMENT) {
    const rows = records
      .slice(start, start + ROWS_PER_STATEMENT)
      .map((record) => sql`(${sql.join(names.map((name) => toColumn(Reflect.get(record, name))))})`)
    await sql`insert into ${sql.table(kind)} (${columns}) values ${sql.join(rows)}
      on conflict (id) do update set ${updates}`.execute(trx)
  }
}

async function deleteRecords(trx: Tx, kind: StoredKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from ${sql.table(kind)} where id = any(${ids}::uuid[])`.execute(trx)
}

/** Lists are kept as JSON. */
function toColumn(value: unknown): unknown {
  return Array.isArray(value) ? JSON.stringify(value) : (value ?? null)
}

function isStored(kind: Kind): kind is StoredKind {
  return STORED_KINDS.some((stored) => stored === kind)
}
