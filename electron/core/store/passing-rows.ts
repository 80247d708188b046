import type { PassingsOf } from '../../../shared/desktop-live.ts'
import { parseJson } from '../../../shared/parse-json.ts'
import { type CountedBy, type CountedPassing, passingSchema } from '../../../shared/records/passing.ts'
import type { BoxId, EventId, SessionId } from '../../../shared/records/scalars.ts'

/** What the cloud has: not yet, it has it, or it doesn't take it. */
export const IN_CLOUD = { no: 0, yes: 1, refused: 2 } as const

/** A passing as this laptop keeps it. `id`: in the order in which they came. */
export interface StoredPassing extends CountedPassing {
  readonly id: number
  readonly boxId: BoxId
  readonly sessionId?: SessionId
  readonly eventId?: EventId
  readonly clockOffsetMs: number
  readonly via: 'box' | 'cloud'
  readonly inCloud: boolean
}

export interface PassingRow {
  readonly id: number
  readonly boxId: BoxId
  readonly at: string
  readonly number: number
  readonly chip: string
  readonly sessionId: SessionId | null
  readonly eventId: EventId | null
  readonly countedAt: string
  readonly countedBy: CountedBy
  readonly receivedAt: string
  readonly clockOffsetMs: number
  readonly antenna: number | null
  readonly rssi: number | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly bib: string | null
  readonly extra: string | null
  readonly via: 'box' | 'cloud'
  readonly inCloud: number
}

/** The columns of `PassingRow`, of the table called `p`. */
export const PASSING_COLUMNS = `p.id, p.box_id AS boxId, p.at, p.number, p.chip, p.session_id AS sessionId,
  p.event_id AS eventId, p.counted_at AS countedAt, p.counted_by AS countedBy, p.received_at AS receivedAt,
  p.clock_offset_ms AS clockOffsetMs, p.antenna, p.rssi, p.latitude, p.longitude, p.bib, p.extra, p.via,
  p.in_cloud AS inCloud`

export function passingOf(row: PassingRow): StoredPassing {
  const { id, boxId, at, number, chip, countedAt, countedBy, receivedAt, clockOffsetMs, via } = row
  const passing: { -readonly [Field in keyof StoredPassing]: StoredPassing[Field] } = {
    ...{ id, boxId, at, number, chip, countedAt, countedBy, receivedAt, clockOffsetMs, via },
    inCloud: row.inCloud === IN_CLOUD.yes,
  }
  if (row.sessionId !== null) passing.sessionId = row.sessionId
  if (row.eventId !== null) passing.eventId = row.eventId
  if (row.antenna !== null) passing.antenna = row.antenna
  if (row.rssi !== null) passing.rssi = row.rssi
  if (row.latitude !== null) passing.latitude = row.latitude
  if (row.longitude !== null) passing.longitude = row.longitude
  if (row.bib !== null) passing.bib = row.bib
  const extra = row.extra === null ? undefined : passingSchema.shape.extra.safeParse(parseJson(row.extra)).data
  if (extra !== undefined) passing.extra = extra
  return passing
}

/** The column by which those passings are found, and its value. */
export function whichOf(of: PassingsOf): {
  readonly column: 'session_id' | 'event_id' | 'box_id'
  readonly id: string
} {
  if ('sessionId' in of) return { column: 'session_id', id: of.sessionId }
  if ('eventId' in of) return { column: 'event_id', id: of.eventId }
  return { column: 'box_id', id: of.boxId }
}
