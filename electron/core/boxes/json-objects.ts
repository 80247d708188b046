import { parseJson } from '../../../shared/parse-json.ts'
import { isSpace, JsonScan } from './json-scan.ts'

export type JsonObject = Readonly<Record<string, unknown>>

const MAX_OBJECT_BYTES = 64 * 1024
/** Half an object that isn't finished in this time never will be. */
export const UNFINISHED_MS = 30_000

const OPEN = 0x7b
/** Between objects these mean nothing: line ends, and what a list would have. */
const SEPARATORS: ReadonlySet<number> = new Set(Buffer.from(',[]\u0000'))

/**
 * Takes JSON objects out of a stream of bytes by their boundaries alone, however they were cut into packets. What isn't an
 * object is skipped; after a broken one it begins anew at the next `{` behind that one's own, so no neighbour is lost.
 * Keeps at most one unfinished object, and never throws.
 */
export class JsonObjectReader {
  #held: Buffer = Buffer.alloc(0)
  /** How far into `held` it was looked at. */
  #seen = 0
  #scan: JsonScan | undefined
  #heldSinceMs = 0
  #inGarbage = false
  #unreadable = 0

  /** Stretches of bytes, between objects, that are none. */
  get unreadable(): number {
    return this.#unreadable
  }

  /** @returns the objects that are whole now, in order */
  take(bytes: Buffer, nowMs: number): readonly JsonObject[] {
    if (this.#held.length === 0) this.#heldSinceMs = nowMs
    const data = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes])
    return this.#read(data, nowMs)
  }

  /** To be called now and then: gives up half an object that takes too long. @returns what was whole inside it */
  giveUpUnfinished(nowMs: number): readonly JsonObject[] {
    if (this.#scan === undefined || nowMs - this.#heldSinceMs < UNFINISHED_MS) return []
    return this.#beginAnew(nowMs)
  }

  /** Nothing more will come. @returns what was whole inside half an object */
  end(): readonly JsonObject[] {
    const objects: JsonObject[] = []
    while (this.#scan !== undefined) objects.push(...this.#beginAnew(this.#heldSinceMs))
    return objects
  }

  #beginAnew(nowMs: number): readonly JsonObject[] {
    this.#scan = undefined
    this.#seen = 1
    this.#noteGarbage()
    this.#heldSinceMs = nowMs
    return this.#read(this.#held, nowMs)
  }

  #read(data: Buffer, nowMs: number): readonly JsonObject[] {
    const objects: JsonObject[] = []
    let start = 0
    let at = this.#seen
    for (;;) {
      if (this.#scan === undefined) {
        start = this.#nextOpen(data, at)
        if (start === -1) break
        if (start > 0) this.#heldSinceMs = nowMs
        at = start + 1
        this.#scan = new JsonScan()
      }
      const { end, scanned } = scanOn(this.#scan, data, at, start + MAX_OBJECT_BYTES)
      if (scanned === 'more') break
      this.#scan = undefined
      const object = scanned === 'whole' ? parseObject(data.subarray(start, end)) : undefined
      if (object === undefined) this.#noteGarbage()
      else {
        objects.push(object)
        this.#inGarbage = false
      }
      at = object === undefined ? start + 1 : end
    }
    // A copy: a part of a packet would keep all of it in memory.
    this.#held = this.#scan === undefined ? Buffer.alloc(0) : Buffer.from(data.subarray(start))
    this.#seen = this.#held.length
    return objects
  }

  /** Where an object may begin; -1: nowhere. What is passed over on the way is noted. */
  #nextOpen(data: Buffer, from: number): number {
    const next = data.indexOf(OPEN, from)
    const passedOver = data.subarray(from, next === -1 ? data.length : next)
    if (!this.#inGarbage && passedOver.some((byte) => !isSpace(byte) && !SEPARATORS.has(byte))) this.#noteGarbage()
    return next
  }

  #noteGarbage(): void {
    if (!this.#inGarbage) this.#unreadable += 1
    this.#inGarbage = true
  }
}

function scanOn(scan: JsonScan, data: Buffer, from: number, limit: number) {
  const to = Math.min(data.length, limit)
  for (let at = from; at < to; at += 1) {
    const scanned = scan.take(data[at] ?? 0)
    if (scanned !== 'more') return { end: at + 1, scanned }
  }
  return { end: to, scanned: data.length >= limit ? ('broken' as const) : ('more' as const) }
}

function parseObject(bytes: Buffer): JsonObject | undefined {
  const value = parseJson(bytes.toString('utf8'))
  return typeof value === 'object' && value !== null ? { ...value } : undefined
}
