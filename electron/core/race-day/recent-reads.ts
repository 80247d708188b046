import type { SessionId } from '../../../shared/records/scalars.ts'
import type { RaceDayTables, RecentRead } from '../store/race-day.ts'
import type { ReadFacts } from './alarm-facts.ts'

/** The last read and twenty gaps before it. */
const KEPT = 21
const MINUTE_MS = 60_000
/** Of what came since the last look, the latest tell enough; so do a few chips. */
const LOOKED_AT = 30
const KEPT_CHIPS = 10
/** No read counts later than it came by more than this (L10). */
const MAX_AHEAD_MS = 5 * MINUTE_MS

interface ReadsOfRun {
  readonly seenTo: number
  /** By the time that counts, latest first. */
  readonly latest: readonly number[]
  readonly cameMs: number | undefined
  /** When each of a few chips was read last. */
  readonly chips: readonly (readonly [chip: string, at: number])[]
}

const NOTHING: ReadsOfRun = { seenTo: 0, latest: [], cameMs: undefined, chips: [] }

/** What each run read lately: looked up, a little at a time, in what is stored. */
export class RecentReads {
  readonly #table: Pick<RaceDayTables, 'recentReads'>
  #runs = new Map<SessionId, ReadsOfRun>()

  constructor(table: Pick<RaceDayTables, 'recentReads'>) {
    this.#table = table
  }

  /** Those that are on; what was known of others is forgotten. */
  look(sessionIds: readonly SessionId[], nowMs: number): ReadonlyMap<SessionId, ReadFacts> {
    const runs = new Map<SessionId, ReadsOfRun>()
    for (const id of sessionIds) {
      const before = upTo(nowMs, this.#runs.get(id) ?? NOTHING)
      const news = this.#table.recentReads(id, before.seenTo, LOOKED_AT)
      runs.set(id, withNews(before, news))
    }
    this.#runs = runs
    const isInMinute = ([, at]: readonly [string, number]) => nowMs - at < MINUTE_MS
    return new Map(
      [...runs].map(([id, { latest, cameMs, chips }]) => [
        id,
        { latest, cameMs, chipsInMinute: chips.filter(isInMinute).length },
      ]),
    )
  }
}

/** F6: where the clock was set back, what is later than now would hide all that comes. */
function upTo(nowMs: number, reads: ReadsOfRun): ReadsOfRun {
  const { latest, cameMs, chips } = reads
  const lastMs = nowMs + MAX_AHEAD_MS
  if (!(cameMs !== undefined && cameMs > nowMs)) return reads
  return {
    ...reads,
    cameMs: nowMs,
    latest: latest.filter((at) => at <= lastMs),
    chips: chips.filter(([, at]) => at <= lastMs),
  }
}

function withNews(before: ReadsOfRun, news: readonly RecentRead[]): ReadsOfRun {
  const [newest] = news
  if (newest === undefined) return before
  const counted = news.map(({ chip, countedAt }) => [chip, Date.parse(countedAt)] as const)
  const latest = [...counted.map(([, at]) => at), ...before.latest].toSorted((a, b) => b - a).slice(0, KEPT)
  // Ascending: of a chip, the latest stays.
  const chips = new Map([...before.chips, ...counted].toSorted(([, a], [, b]) => a - b))
  const cameMs = Math.max(before.cameMs ?? 0, ...news.map(({ receivedAt }) => Date.parse(receivedAt)))
  return { seenTo: newest.id, latest, cameMs, chips: [...chips].toSorted(([, a], [, b]) => b - a).slice(0, KEPT_CHIPS) }
}
