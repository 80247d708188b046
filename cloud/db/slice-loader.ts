import { type RawBuilder, sql } from 'kysely'
import type { Change, RecordOf } from '../../shared/records/kinds.ts'
import type { MemoryRecords } from '../../shared/state.ts'
import { toRecord } from './records.ts'
import type { Db, StoredKind } from './tables.ts'

export type Condition = RawBuilder<unknown> | undefined
export type Load = <K extends StoredKind>(
  kind: K,
  condition: Condition,
  order?: RawBuilder<unknown>,
) => Promise<readonly RecordOf<K>[]>

interface Asked {
  readonly list: RawBuilder<readonly object[] | null>
  readonly take: (rows: readonly object[]) => void
  readonly fail: (reason: unknown) => void
}

/**
 * Reads into `records`; without a condition, nothing. What is asked for in the same moment is read by one statement: its
 * answer is one row, with a list for each.
 */
export function loaderInto(records: MemoryRecords, db: Db): Load {
  let asked: Asked[] = []

  async function read(): Promise<void> {
    const reading = asked
    asked = []
    try {
      const row = await db.selectNoFrom(reading.map(({ list }, index) => list.as(`list${index}`))).executeTakeFirst()
      const lists = Object.values(row ?? {})
      for (const [index, { take }] of reading.entries()) take(lists[index] ?? [])
    } catch (error) {
      for (const { fail } of reading) fail(error)
    }
  }

  return async <K extends StoredKind>(kind: K, condition: Condition, order = sql`id`) => {
    if (condition === undefined) return []
    const rows = await new Promise<readonly object[]>((take, fail) => {
      if (asked.length === 0) process.nextTick(read)
      const found = sql`select * from ${sql.table(kind)} where ${condition} order by ${order}`
      const list = sql<readonly object[] | null>`(select json_agg(found) from (${found}) found)`
      asked.push({ list, take, fail })
    })
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
