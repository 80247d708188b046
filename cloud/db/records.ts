import { sql } from 'kysely'
import { z } from 'zod'
import { type Change, type Kind, type RecordOf, recordSchemas } from '../../shared/records/kinds.ts'
import { timeSchema } from '../../shared/records/scalars.ts'
import { isPeopleChange } from './people.ts'
import type { Tx } from './tables.ts'
import { STORED_KINDS, type StoredKind } from './tables.ts'
import type { Write } from './writes.ts'

const COLUMNS: ReadonlyMap<StoredKind, readonly Column[]> = new Map(STORED_KINDS.map((kind) => [kind, columnsOf(kind)]))

/** Of a kind's table, for one field of its records. */
interface Column {
  readonly field: string
  readonly name: string
  /** Null where the record has no such field. */
  readonly isOptional: boolean
  readonly isTime: boolean
}

function columnsOf(kind: StoredKind): readonly Column[] {
  const fields: Readonly<Record<string, z.ZodType>> = recordSchemas[kind].unwrap().shape
  return Object.entries(fields).map(([field, schema]) => {
    const isOptional = schema instanceof z.ZodOptional
    const isTime = (isOptional ? schema.unwrap() : schema) === timeSchema
    return { field, name: field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), isOptional, isTime }
  })
}

/** @param row as PostgreSQL writes it in JSON */
export function toRecord<K extends StoredKind>(kind: K, row: object): RecordOf<K> {
  const fields = (COLUMNS.get(kind) ?? []).flatMap(({ field, name, isOptional, isTime }) => {
    const value: unknown = Reflect.get(row, name)
    if (value === null && isOptional) return []
    return [[field, isTime && typeof value === 'string' ? new Date(value).toISOString() : value]]
  })
  return Object.fromEntries(fields)
}

/** Deletes records: what may be was decided before. */
export async function deleteRecords(trx: Tx, changes: readonly Change[]): Promise<void> {
  const deleted = Map.groupBy(
    changes.filter((change) => change.body === null && isStored(change.kind)),
    (change) => change.kind,
  )
  for (const [kind, ofKind] of deleted) {
    await sql`delete from ${sql.table(kind)} where id = any(${ofKind.map((change) => change.id)}::uuid[])`.execute(trx)
  }
  const stray = changes.find((change) => !isStored(change.kind) && !isPeopleChange(change))
  if (stray) throw new Error(`no command writes records of the kind ${stray.kind}`)
}

/** What puts records as they are: what may change was decided before. */
export function recordPuts(changes: readonly Change[]): readonly Write[] {
  return STORED_KINDS.flatMap((kind) => {
    const bodies = changes.flatMap((change) => (change.kind === kind ? (change.body ?? []) : []))
    return bodies.length === 0 ? [] : [put(kind, bodies)]
  })
}

/** All of them are one parameter, as JSON. Its types are told by a row that isn't there: `box` alone would be PostgreSQL's own type. */
function put(kind: StoredKind, records: readonly RecordOf<Kind>[]): Write {
  const columns = COLUMNS.get(kind) ?? []
  const rows = records.map((record) =>
    Object.fromEntries(columns.map(({ field, name }) => [name, Reflect.get(record, field)])),
  )
  const names = sql.join(columns.map(({ name }) => sql.ref(name)))
  const updates = sql.join(columns.map(({ name }) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))
  return sql`insert into ${sql.table(kind)} (${names})
    select ${names} from json_populate_recordset((select none from ${sql.table(kind)} none where false), ${JSON.stringify(rows)}::json)
    on conflict (id) do update set ${updates}`
}

function isStored(kind: Kind): kind is StoredKind {
  return STORED_KINDS.some((stored) => stored === kind)
}
