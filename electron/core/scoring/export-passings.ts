import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CallResult } from '../../../shared/desktop-api.ts'
import type { PassingsOf } from '../../../shared/desktop-live.ts'
import type { RaceAction } from '../../../shared/records/race-action.ts'
import type { Desk } from '../desk.ts'
import type { StoredPassing } from '../store/passing-rows.ts'
import { passingsHead, passingsLine } from './csv.ts'
import { type Outgoing, type Position, readOutgoing } from './outgoing.ts'
import { ReadByBook } from './read-by.ts'

const ROWS_A_PART = 5000
/** Between two steps the core does other work: a part must not hold up what comes from boxes. */
const ROWS_A_STEP = 500
const IDS_A_STEP = 100_000

interface Progress extends Position {
  readonly done: number
  readonly total: number
}

/** R7: one part of the CSV, from where the part before ended. Nothing of it is kept: memory doesn't grow with it. */
export async function exportPassings(
  desk: Desk,
  { of, after }: { readonly of: PassingsOf; readonly after?: string | undefined },
): Promise<CallResult<'exportPassings'>> {
  let progress = after === undefined ? await begin(desk, of) : readCursor(after)
  const names = new Names(desk)
  const texts = after === undefined ? [passingsHead()] : []
  let isOver = false
  for (let rows = 0; rows < ROWS_A_PART && !isOver; rows += ROWS_A_STEP) {
    if (rows > 0) await nextTurn()
    const step = readOutgoing(desk, of, progress, ROWS_A_STEP)
    for (const item of step) texts.push(names.lineOf(item))
    isOver = step.length === 0
    const { total, done } = progress
    progress = { ...(step.at(-1)?.position ?? progress), total, done: done + step.length }
  }
  const { done, total } = progress
  const result = { text: texts.join(''), done, total: Math.max(done, total) }
  return isOver ? result : { ...result, next: cursorOf(progress) }
}

async function begin({ store }: Desk, of: PassingsOf): Promise<Progress> {
  const start = { passing: 0, handTime: 0, done: 0 }
  if (!('eventId' in of)) return { ...start, total: store.passings.count(of) }
  const last = store.scoring.lastPassing()
  let total = store.scoring.countHandTimes(of.eventId, 0).count
  for (let id = 0; id < last; id += IDS_A_STEP) {
    total += store.scoring.countPassings(of.eventId, id, id + IDS_A_STEP)
    await nextTurn()
  }
  return { ...start, total }
}

function cursorOf({ passing, handTime, done, total }: Progress): string {
  return [passing, handTime, done, total].map((number) => number.toString(36)).join('.')
}

function readCursor(text: string): Progress {
  const [passing = 0, handTime = 0, done = 0, total = 0] = text.split('.').map((part) => Number.parseInt(part, 36))
  return { passing, handTime, done, total }
}

/** What passings name by id, looked up once a part. */
class Names {
  readonly #desk: Desk
  readonly #readBy: ReadByBook
  readonly #serials = new Map<string, string | undefined>()
  readonly #checkpoints = new Map<string, string | undefined>()

  constructor(desk: Desk) {
    this.#desk = desk
    this.#readBy = new ReadByBook(desk)
  }

  lineOf(item: Outgoing): string {
    switch (item.kind) {
      case 'passing':
        return this.#passingLine(item.passing)
      case 'hand-time':
        return this.#handTimeLine(item.action)
      case 'left-out':
        return ''
    }
  }

  #passingLine(passing: StoredPassing): string {
    const { chip, number, antenna, rssi, latitude, longitude, eventId, sessionId, boxId } = passing
    const listed = eventId === undefined ? undefined : this.#desk.store.startList.bibOf(eventId, chip)
    return passingsLine({
      bib: listed ?? passing.bib,
      ...{ chip, timestamp: passing.countedAt, num_passing: number, antenna, rssi, latitude, longitude },
      box: once(this.#serials, `${boxId} ${sessionId}`, () => this.#serialOf(boxId, sessionId)),
      checkpoint: once(this.#checkpoints, sessionId ?? '', () => this.#checkpointsOf(sessionId)),
      source: passing.via,
      time_by: passing.countedBy,
      read_by: this.#readBy.readBy(passing)?.replace('-', ' '),
    })
  }

  #handTimeLine({ bib, at, checkpointId }: RaceAction): string {
    const checkpoint = checkpointId && this.#desk.records.get('checkpoint', checkpointId)?.name
    return passingsLine({ bib, timestamp: at, checkpoint, source: 'hand' })
  }

  /** The run keeps the serial of a box that is another's again. */
  #serialOf(boxId: string, sessionId: string | undefined): string | undefined {
    const session = sessionId === undefined ? undefined : this.#desk.records.get('session', sessionId)
    return session?.boxSerial ?? this.#desk.records.get('box', boxId)?.serial
  }

  #checkpointsOf(sessionId: string | undefined): string | undefined {
    const session = sessionId === undefined ? undefined : this.#desk.records.get('session', sessionId)
    const names = session?.checkpointIds.flatMap((id) => this.#desk.records.get('checkpoint', id)?.name ?? [])
    return names?.join(' + ')
  }
}

function once(known: Map<string, string | undefined>, key: string, look: () => string | undefined): string | undefined {
  if (!known.has(key)) known.set(key, look())
  return known.get(key)
}
