import type { SessionId } from '../../../shared/records/scalars.ts'
import type { RaceDayTables, RecentRead } from '../store/race-day.ts'
import type { ReadFacts } from './alarm-facts.ts'

/** The last read and twenty gaps before it. */
const KEPT = 21
const MINUTE_MS = 60_000
/** Of what came since the last look, the latest tell enough. */
const LOOKED_AT = 100

interface ReadsOfRun {
  readonly seenTo: number
  /** By the time that counts, latest first. */
  readonly latest: readonly number[]
  readonly cameMs: number | undefined
  /** When each chip was read last. */
  readonly chips: ReadonlyMap<string, number>
}

const NOTHING: ReadsOfRun = { seenTo: 0, latest: [], cameMs: undefined, chips: new Map() }

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
      const before = this.#runs.get(id) ?? NOTHING
      const news = this.#table.recentReads(id, before.seenTo, LOOKED_AT)
      runs.set(id, withNews(before, news, nowMs))
    }
    this.#runs = runs
    return new Map(
      [...runs].map(([id, { latest, cameMs, chips }]) => [id, { latest, cameMs, chipsInMinute: chips.size }]),
    )
  }
}

function withNews(before: ReadsOfRun, news: readonly RecentRead[], nowMs: number): ReadsOfRun {
  const chips = new Map([...before.chips].filter(([, at]) => nowMs - at < MINUTE_MS))
  const [newest] = news
  if (newest === undefined) return chips.size === before.chips.size ? before : { ...before, chips }
  const counted = news.map(({ countedAt }) => Date.parse(countedAt))
  for (const [index, at] of counted.entries()) {
    const { chip } = news[index] ?? newest
    if (nowMs - at < MINUTE_MS) chips.set(chip, Math.max(at, chips.get(chip) ?? at))
  }
  const latest = [...counted, ...before.latest].toSorted((a, b) => b - a).slice(0, KEPT)
  const cameMs = Math.max(before.cameMs ?? 0, ...news.map(({ receivedAt }) => Date.parse(receivedAt)))
  return { seenTo: newest.id, latest, cameMs, chips }
}
