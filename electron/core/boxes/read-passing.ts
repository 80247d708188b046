import { z } from 'zod'
import { chipSchema, MAX_EXTRA_CHARACTERS, type Passing, passingSchema } from '../../../shared/records/passing.ts'
import type { JsonObject } from './json-objects.ts'
import { readStamp } from './read-stamp.ts'

export type BoxMessage =
  | { readonly kind: 'answer'; readonly command: string; readonly result: unknown }
  | { readonly kind: 'passing'; readonly passing: Passing }
  | { readonly kind: 'unreadable'; readonly reason: 'no chip' | 'no number' | 'no time' | 'neither passing nor answer' }

const { antenna, rssi, latitude, longitude } = passingSchema.shape
/** The fields that are kept as what they are, where they can be. */
const MEASURED = { antenna, rssi, latitude, longitude } as const
const IDENTITY: ReadonlySet<string> = new Set(['epc', 'passingNumber', 'timestamp'])
const MAX_NAME_CHARACTERS = 100

const jsonSchema = z.json()

/** One object of a box's stream, as publicly documented; lenient, as no two firmwares write the same. */
export function readBoxMessage(object: JsonObject): BoxMessage {
  const { command, result } = object
  if (typeof command === 'string' && 'result' in object) return { kind: 'answer', command, result }
  if (!['epc', 'tagStr', 'passingNumber'].some((name) => name in object)) {
    return { kind: 'unreadable', reason: 'neither passing nor answer' }
  }
  const chip = chipOf(object['epc']) ?? chipOf(object['tagStr'])
  if (chip === undefined) return { kind: 'unreadable', reason: 'no chip' }
  const number = passingSchema.shape.number.safeParse(numberOf(object['passingNumber'])).data
  if (number === undefined) return { kind: 'unreadable', reason: 'no number' }
  const stamp = object['timestamp']
  const at = typeof stamp === 'string' ? readStamp(stamp) : undefined
  if (at === undefined) return { kind: 'unreadable', reason: 'no time' }
  const measured = readMeasured(object)
  const extra = readExtra(object, measured, chip)
  return { kind: 'passing', passing: { at, number, chip, ...measured, ...(extra ? { extra } : {}) } }
}

/** A byte that was no UTF-8 makes another chip of it: then it isn't kept. */
function chipOf(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  const chip = chipSchema.safeParse(text).data
  return chip?.includes('\ufffd') ? undefined : chip
}

function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[+-]?\d{1,16}(?:\.\d{1,20})?\s*$/.test(value) ? Number(value) : value
}

function readMeasured(object: JsonObject): Partial<Pick<Passing, keyof typeof MEASURED>> {
  const read = Object.entries(MEASURED).flatMap(([name, schema]) => {
    const { data } = schema.safeParse(numberOf(object[name]))
    return data === undefined ? [] : [[name, data] as const]
  })
  return Object.fromEntries(read)
}

/** All that has no field of its own, as far as there is room: a passing is worth more than what hangs on it. */
function readExtra(object: JsonObject, measured: object, chip: string): Passing['extra'] {
  const kept: [string, z.core.util.JSONType][] = []
  let characters = 2
  for (const [name, value] of Object.entries(object)) {
    const isTaken = IDENTITY.has(name) ? name !== 'epc' || chipOf(value) === chip : name in measured
    if (isTaken || name.length > MAX_NAME_CHARACTERS) continue
    const text = `${JSON.stringify(name)}:${JSON.stringify(value)}`
    if (!isStorable(text) || characters + text.length + 1 > MAX_EXTRA_CHARACTERS) continue
    // Not the value itself: 1e400 reads as Infinity, which JSON can't say again. It becomes null.
    kept.push([name, jsonSchema.parse(JSON.parse(JSON.stringify(value)))])
    characters += text.length + 1
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

/** Databases refuse text with NUL or half a character. */
function isStorable(json: string): boolean {
  return !/\\u(?:0000|d[89a-f])/i.test(json)
}
