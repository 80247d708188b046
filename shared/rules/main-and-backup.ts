import type { BoxId, CheckpointId, SessionId } from '../records/scalars.ts'
import type { Session } from '../records/session.ts'

/** A main box's read may come in so much later than the backup's. */
const MAIN_COMES_WITHIN_MS = 2_000
/** What waits is looked at once a second: with that, nothing waits longer than the window and `MAIN_COMES_WITHIN_MS`. */
const LOOKED_AT_EVERY_MS = 1_000
/** Received later than now, by more than clocks differ: the clock was set back meanwhile, and how long it has waited isn't known. */
const CLOCK_SET_BACK_MS = 5_000

/** The runs of an event that share checkpoints with each other. */
export interface ReadingPlace {
  readonly mains: readonly Session[]
  readonly backups: readonly Session[]
}

/** R1: where each of an event's runs reads, and which ones read there too. A run at no checkpoint is alone. */
export function readingPlaces(runs: Iterable<Session>): ReadonlyMap<SessionId, ReadingPlace> {
  const byCheckpoint = new Map<CheckpointId, Set<Session>>()
  const together = new Map<SessionId, Set<Session>>()
  for (const run of runs) {
    const place = new Set([run])
    for (const id of run.checkpointIds) for (const other of byCheckpoint.get(id) ?? []) place.add(other)
    for (const one of place) {
      together.set(one.id, place)
      for (const id of one.checkpointIds) byCheckpoint.set(id, place)
    }
  }
  const found = new Map<Set<Session>, ReadingPlace>()
  const placeOf = (runsThere: Set<Session>) => {
    const all = [...runsThere]
    const place = { mains: all.filter((run) => !isBackup(run)), backups: all.filter(isBackup) }
    found.set(runsThere, place)
    return place
  }
  return new Map([...together].map(([id, runsThere]) => [id, found.get(runsThere) ?? placeOf(runsThere)]))
}

export function isBackup({ backup }: Session): boolean {
  return backup === true
}

/** One read of a chip by a box. */
export interface BoxRead {
  readonly boxId: BoxId
  readonly byBackup: boolean
  readonly countedAtMs: number
}

/** What is known of the same chip at the same place. Both ends of a span are in it. */
export interface ReadsNearby {
  /** The reads of backup boxes that went out. */
  readonly backupsSent: (fromMs: number, toMs: number) => readonly Omit<BoxRead, 'byBackup'>[]
  /** Whether a main box's read has come, sent or not. */
  readonly hasMainRead: (fromMs: number, toMs: number) => boolean
}

/**
 * R7: whether a read goes out whose turn it is: not where another box's has, within the window. So a main box's read and
 * a backup's never both go out within it, in whichever order they come, and what doesn't go out has one that did.
 */
export function goesOut({ boxId, byBackup, countedAtMs }: BoxRead, windowMs: number, nearby: ReadsNearby): boolean {
  if (windowMs === 0) return true
  if (!byBackup) return nearby.backupsSent(countedAtMs - windowMs, countedAtMs + windowMs).length === 0
  const sent = nearby.backupsSent(countedAtMs - 2 * windowMs, countedAtMs + 2 * windowMs)
  const isDone = (other: Omit<BoxRead, 'byBackup'>) =>
    other.boxId !== boxId && Math.abs(other.countedAtMs - countedAtMs) <= windowMs
  if (sent.some(isDone)) return false
  // A main box's read goes out, or has gone, unless a backup's went out within the window of it.
  const spans = spansWithout(sent, countedAtMs - windowMs, countedAtMs + windowMs, windowMs)
  return !spans.some(({ fromMs, toMs }) => nearby.hasMainRead(fromMs, toMs))
}

interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** The span without what is within the window of one of these. */
function spansWithout(
  reads: readonly Pick<BoxRead, 'countedAtMs'>[],
  fromMs: number,
  toMs: number,
  windowMs: number,
): readonly Span[] {
  const spans: Span[] = []
  let startMs = fromMs
  for (const { countedAtMs } of reads.toSorted((one, other) => one.countedAtMs - other.countedAtMs)) {
    const endMs = Math.min(toMs, countedAtMs - windowMs - 1)
    if (startMs <= endMs) spans.push({ fromMs: startMs, toMs: endMs })
    startMs = Math.max(startMs, countedAtMs + windowMs + 1)
  }
  return startMs <= toMs ? [...spans, { fromMs: startMs, toMs }] : spans
}

/** Whether a backup's read still waits for a main box's. */
export function stillWaits(
  read: { readonly countedAtMs: number; readonly receivedAtMs: number },
  place: ReadingPlace,
  windowMs: number,
  nowMs: number,
): boolean {
  const { countedAtMs, receivedAtMs } = read
  if (windowMs === 0 || receivedAtMs > nowMs + CLOCK_SET_BACK_MS || !hasMain(place, windowMs, nowMs)) return false
  const longestMs = windowMs + MAIN_COMES_WITHIN_MS - LOOKED_AT_EVERY_MS
  const waitsMs = Math.max(MAIN_COMES_WITHIN_MS, Math.min(countedAtMs + windowMs - receivedAtMs, longestMs))
  return nowMs < receivedAtMs + waitsMs
}

/** Whether a main box's run is on there, or was within the window. */
function hasMain({ mains }: ReadingPlace, windowMs: number, nowMs: number): boolean {
  return mains.some(({ stoppedAt }) => stoppedAt === undefined || Date.parse(stoppedAt) + windowMs >= nowMs)
}

/** Which of the two boxes read it; `backup-only`: the backup alone did. */
export type ReadBy = 'main' | 'backup' | 'backup-only'

/** So close together, two boxes' reads of a chip are the same moment, where nobody chose another window. */
const SAME_MOMENT_MS = 10_000

/** Whether the main boxes at the place missed it. */
export function isBackupOnly(countedAtMs: number, hasMainRead: ReadsNearby['hasMainRead']): boolean {
  return !hasMainRead(countedAtMs - SAME_MOMENT_MS, countedAtMs + SAME_MOMENT_MS)
}

/** Whether a main box's read of that moment could still come. */
export function isTooFresh(
  read: { readonly countedAtMs: number; readonly receivedAtMs: number },
  place: ReadingPlace,
  nowMs: number,
): boolean {
  return stillWaits(read, place, SAME_MOMENT_MS, nowMs)
}
