import { z } from 'zod'
import { type Kind, type RecordOf, recordSchemas } from '../../shared/records/kinds.ts'

/** Compiled when first used: it takes a millisecond each, and few kinds come before a window has its first state. */
const compiled = new Map<Kind, z.ZodType>()

/** The record, where this program can read it. */
export function readRecord<K extends Kind>(kind: K, body: unknown): RecordOf<K> | undefined {
  const schema = compiled.get(kind) ?? z.compile(recordSchemas[kind])
  compiled.set(kind, schema)
  return schema.safeParse(body).data as RecordOf<K> | undefined
}
