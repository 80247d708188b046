import { type RawBuilder, sql } from 'kysely'
import type { Change, RecordOf } from '../../shared/records/kinds.ts'
import type { MemoryRecords } from '../../shared/state.ts'
import type { Tx } from './open.ts'
import { toRecord } from './records.ts'
import type { RecordRow, StoredKind } from './tables.ts'

export type Condition = RawBuilder<unknown> | undefined
export type Load = <K extends StoredKind>(
  kind: K,
  condition: Condition,
  order?: RawBuilder<unknown>,
) => Promise<readonly RecordOf<K>[]>

/** Reads into `records`; without a condition, nothing. */
export function loaderInto(records: MemoryRecords, trx: Tx): Load {
  return async <K extends StoredKind>(kind: K, condition: Condition, order = sql`id`) => {
    if (condition === undefined) return []
    const query = sql<RecordRow<K>>`select * from ${sql.table(kind)} where ${condition} order by ${order}`
    const { rows } = await query.execute(trx)
    const loaded = rows.map((row) => toRecord(kind, row))
    for (const body of loaded) records.apply({ kind, id: body.id, body } as Change)
    return loaded
  }
}

export function among(column: string, values: readonly string[] | undefined): Condition {
  const list = listOf(values)
  return list && sql`${sql.ref(column)} = any(${list}::uuid[])`
}

/** As `among`, where the column isn't an id. */
export function amongTexts(column: string, values: readonly string[] | undefined): Condition {
  const list = listOf(values)
  return list && sql`${sql.ref(column)} = any(${list}::text[])`
}

function listOf(values: readonly string[] | undefined): readonly string[] | undefined {
  return values === undefined || values.length === 0 ? undefined : [...new Set(values)]
}
