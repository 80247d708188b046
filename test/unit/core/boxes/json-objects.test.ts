import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JsonObject, JsonObjectReader, UNFINISHED_MS } from '../../../../electron/core/boxes/json-objects.ts'

const NOW = 0

function passing(number: number, more: object = {}): JsonObject {
  return { epc: `E${number}`, passingNumber: number, tagStr: 'ñ € 🏁 "\\{}[]', ...more }
}

function readAll(bytes: Buffer, cuts: readonly number[] = []) {
  const reader = new JsonObjectReader()
  const objects: JsonObject[] = []
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
  for (const [index, from] of edges.slice(0, -1).entries()) {
    objects.push(...reader.take(bytes.subarray(from, edges[index + 1]), NOW))
  }
  objects.push(...reader.end())
  return { objects, unreadable: reader.unreadable }
}

const anObject = fc
  .dictionary(fc.string({ maxLength: 8, unit: 'binary' }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 })
  .map((object): JsonObject => JSON.parse(JSON.stringify(object)))
const aGap = fc.constantFrom('', '\r\n', '\n', ' ', '\u0000', ',')
const garbage = fc.constantFrom(
  'HELLO\r\n',
  '"',
  '\\',
  '<html>',
  '{{',
  '{"epc',
  '{"epc": "abc',
  '{"a":"b\\',
  '{"n":12',
  '\ufeff',
)

/** Any bytes, cut anywhere, into any number of pieces. */
function cutsOf(length: number, parts: readonly number[]): readonly number[] {
  return parts.map((part) => Math.floor(part * length))
}

const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })

describe('objects in a stream of bytes', () => {
  it('[R6] any objects come out whole however they are cut and joined', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anObject, aGap), { maxLength: 8 }), parts, (sent, where) => {
        const bytes = Buffer.from(sent.map(([object, gap]) => JSON.stringify(object) + gap).join(''))
        const { objects, unreadable } = readAll(bytes, cutsOf(bytes.length, where))
        expect(objects).toEqual(sent.map(([object]) => object))
        expect(unreadable).toBe(0)
      }),
      { numRuns: 500 },
    )
  })

  it('[R6] what stands between objects is counted, and takes no neighbour with it', () => {
    const sent = fc.array(fc.tuple(fc.array(garbage, { maxLength: 3 }), aGap), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(sent, parts, (list, where) => {
        const text = list.map(([bad, gap], index) => bad.join('') + JSON.stringify(passing(index)) + gap).join('')
        const bytes = Buffer.from(text)
        const { objects, unreadable } = readAll(bytes, cutsOf(bytes.length, where))
        expect(objects).toEqual(list.map((_, index) => passing(index)))
        expect(unreadable).toBe(list.filter(([bad]) => bad.length > 0).length)
      }),
      { numRuns: 500 },
    )
  })

  it('[R6] the same bytes give the same objects, whatever they are and wherever they are cut', () => {
    const noise = fc.array(fc.constantFrom(...'{}[]",:\\ a1\n\u00ff'), { maxLength: 60 }).map((all) => all.join(''))
    fc.assert(
      fc.property(noise, parts, (text, where) => {
        const bytes = Buffer.from(text, 'latin1')
        expect(readAll(bytes, cutsOf(bytes.length, where))).toEqual(readAll(bytes))
      }),
      { numRuns: 1000 },
    )
  })

  it('[R6] an object that breaks off at any byte takes only itself', () => {
    const whole = JSON.stringify(passing(1, { list: [1, { deep: null }], text: 'a\\nb' }))
    for (let length = 1; length < Buffer.byteLength(whole); length += 1) {
      const broken = Buffer.from(whole).subarray(0, length)
      for (const lineEnd of ['', '\r\n']) {
        const next = `${lineEnd}${JSON.stringify(passing(2))}${lineEnd}${JSON.stringify(passing(3))}`
        const { objects, unreadable } = readAll(Buffer.concat([broken, Buffer.from(next)]))
        expect(objects.filter((object) => object['passingNumber'] !== undefined)).toEqual([passing(2), passing(3)])
        expect(unreadable).toBeGreaterThan(0)
      }
    }
  })

  it('[R6] a line of 10 MB is dropped without being kept, and its neighbours stay', () => {
    const reader = new JsonObjectReader()
    const objects = [...reader.take(Buffer.from(`${JSON.stringify(passing(1))}{"epc":"`), NOW)]
    const piece = Buffer.alloc(64 * 1024, 'a')
    const before = process.memoryUsage().arrayBuffers
    for (let sent = 0; sent < 10_000_000; sent += piece.length) objects.push(...reader.take(piece, NOW))
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000)
    objects.push(...reader.take(Buffer.from(`"}\r\n${JSON.stringify(passing(2))}`), NOW))
    expect(objects).toEqual([passing(1), passing(2)])
    expect(reader.unreadable).toBe(1)
  })

  it('[R6] an object of 64 KiB is still one, a longer one is not', () => {
    const fitting = { a: 'x'.repeat(64 * 1024 - 8 - 1) }
    const long = { a: 'x'.repeat(64 * 1024) }
    const bytes = Buffer.from(JSON.stringify(fitting) + JSON.stringify(long) + JSON.stringify(passing(3)))
    expect(readAll(bytes, [70_000, 100_000])).toEqual({ objects: [fitting, passing(3)], unreadable: 1 })
  })

  it('[R6] half an object for an hour is given up after 30 s, and what comes then is read', () => {
    const reader = new JsonObjectReader()
    expect(reader.take(Buffer.from('{"epc":"abc'), NOW)).toEqual([])
    for (let second = 1; second <= 3600; second += 1) {
      expect(reader.take(Buffer.from('d'), second * 1000)).toEqual([])
      expect(reader.giveUpUnfinished(second * 1000)).toEqual([])
    }
    expect(reader.unreadable).toBe(1)
    expect(reader.take(Buffer.from(JSON.stringify(passing(1))), 3601_000)).toEqual([passing(1)])
  })

  it('[R6] a whole object caught in half a one comes out when that is given up', () => {
    const reader = new JsonObjectReader()
    expect(reader.take(Buffer.from(`{"epc":${JSON.stringify(passing(1))}`), NOW)).toEqual([])
    expect(reader.giveUpUnfinished(UNFINISHED_MS - 1)).toEqual([])
    expect(reader.giveUpUnfinished(UNFINISHED_MS)).toEqual([passing(1)])
    expect(reader.unreadable).toBe(1)
  })

  it('[R6] the 30 s of an object begin with it, not with what came before', () => {
    const reader = new JsonObjectReader()
    reader.take(Buffer.from('{"epc":"a'), NOW)
    reader.take(Buffer.from('"}{"epc":'), 29_000)
    expect(reader.giveUpUnfinished(31_000)).toEqual([])
    expect(reader.take(Buffer.from('"b"}'), 31_000)).toEqual([{ epc: 'b' }])
    expect(reader.unreadable).toBe(0)
  })

  it.each([
    ['lists', '['.repeat(30_000)],
    ['objects', '{"a":'.repeat(12_000)],
    ['objects that close', `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`],
    ['keys that look like objects', '{"{":'.repeat(12_000)],
    ['flat objects that never end', `{"a":[${'{},'.repeat(20_000)}`],
  ])('[R6] deep or endless %s are passed over quickly, and the next one is read', (_, text) => {
    const bytes = Buffer.from(`{"x":${text}X${JSON.stringify(passing(9))}`)
    const started = performance.now()
    const { objects, unreadable } = readAll(bytes, [10, 5000])
    expect(performance.now() - started).toBeLessThan(2000)
    expect(objects.at(-1)).toEqual(passing(9))
    expect(unreadable).toBeGreaterThan(0)
  })
})
