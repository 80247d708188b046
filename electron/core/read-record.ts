import { z } from 'zod'
import { type Kind, type RecordOf, recordSchemas } from '../../shared/records/kinds.ts'

/** Compiling takes as long as reading so many or more, and of most kinds there are fewer. */
const WORTH_COMPILING = 10

const compiled = new Map<Kind, z.ZodType>()
const readSoFar = new Map<Kind, number>()

/** The record, where this program can read it. */
export function readRecord<K extends Kind>(kind: K, body: unknown): RecordOf<K> | undefined {
  const schema = compiled.get(kind)
  if (schema !== undefined) return schema.safeParse(body).data as RecordOf<K> | undefined
  const reads = (readSoFar.get(kind) ?? 0) + 1
  readSoFar.set(kind, reads)
  if (reads === WORTH_COMPILING) compiled.set(kind, z.compile(recordSchemas[kind]))
  return recordSchemas[kind].safeParse(body, { jitless: true }).data as RecordOf<K> | undefined
}
