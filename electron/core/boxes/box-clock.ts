import { parseJson } from '../../../shared/parse-json.ts'
import { readStamp } from './read-stamp.ts'

/** What a box says of its clock. `timeMs` undefined: it has none. */
export interface BoxClock {
  readonly timeMs: number | undefined
  readonly source: string | undefined
}

/** Before this no box was built: its clock was never set, and counts from 1970. */
const EARLIEST_MS = Date.parse('2000-01-01T00:00:00.000Z')
const MAX_SOURCE_CHARACTERS = 40
const TIME_NAMES: ReadonlySet<string> = new Set(['time', 'systemtime', 'datetime', 'timestamp', 'date', 'utc'])
const SOURCE_NAMES: ReadonlySet<string> = new Set(['clocksource', 'source', 'timesource', 'sync'])
const SERIAL_NAMES: ReadonlySet<string> = new Set(['serial', 'serialnumber', 'boxserial', 'deviceserial'])

/** Reads the result of GETSYSTEMTIME, whose form isn't published: a text, or an object. Undefined: no time in it. */
export function readBoxClock(result: unknown): BoxClock | undefined {
  const fields = fieldsOf(result)
  const time = momentOf(fields === undefined ? result : fieldNamed(fields, TIME_NAMES))
  if (time === undefined) return undefined
  const named = fields && fieldNamed(fields, SOURCE_NAMES)
  const source =
    typeof named === 'string' && named.trim() !== '' ? named.trim().slice(0, MAX_SOURCE_CHARACTERS) : undefined
  const isSet = time >= EARLIEST_MS && source?.toLowerCase() !== 'none'
  return { timeMs: isSet ? time : undefined, source }
}

/** The serial in the result of GETSYSTEMCONFIG, as serials are written here. Undefined: it says none. */
export function readBoxSerial(result: unknown): string | undefined {
  const fields = fieldsOf(result)
  const serial = fields && fieldNamed(fields, SERIAL_NAMES)
  const text = typeof serial === 'number' ? String(serial) : serial
  return typeof text === 'string' && text.trim() !== '' ? text.trim().toUpperCase().slice(0, 40) : undefined
}

/** Whether a result says that the box doesn't do that. */
export function isRefusal(result: unknown): boolean {
  const fields = fieldsOf(result)
  if (fields?.get('error')) return true
  const text = fields === undefined ? result : fields.get('status')
  return (
    text === false || (typeof text === 'string' && /^\s*(?:err|fail|unknown|invalid|not |unsupported|nok)/i.test(text))
  )
}

type Fields = ReadonlyMap<string, unknown>

function fieldsOf(result: unknown): Fields | undefined {
  const value = typeof result === 'string' && result.trimStart().startsWith('{') ? parseJson(result) : result
  if (typeof value !== 'object' || value === null) return undefined
  return new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase().replace(/[^a-z]/g, ''), field]))
}

function fieldNamed(fields: Fields, names: ReadonlySet<string>): unknown {
  for (const [name, value] of fields) if (names.has(name)) return value
  return undefined
}

/** In milliseconds since 1970: a stamp, or so many seconds or milliseconds. */
function momentOf(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0)
    return value < 100_000_000_000 ? value * 1000 : value
  const stamp = typeof value === 'string' ? readStamp(value) : undefined
  return stamp === undefined ? undefined : Date.parse(stamp)
}
