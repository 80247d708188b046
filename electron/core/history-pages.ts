import type { CallArgs, CallResult } from '../../shared/desktop-api.ts'
import { historyQuestion } from '../../shared/history-filter.ts'
import type { Desk } from './desk.ts'

/** Steps looked at in one call: a rare one is looked for in several, and nothing else waits for long meanwhile. */
const STEPS_A_CALL = 5_000

/**
 * L16: a page of history, newest first: what the cloud confirmed, with what waits here on top of it. It may hold fewer
 * than `limit`, or none, and yet go on at `next`.
 */
export function readHistory(desk: Desk, { before, limit, ...filter }: CallArgs<'history'>): CallResult<'history'> {
  const isWanted = historyQuestion(filter, (boxId) => desk.records.get('box', boxId)?.alias)
  const { boxId, from, until } = filter
  const wanted = { boxId, from, until, before, isWanted, limit: limit + 1, lookAt: STEPS_A_CALL }
  const { entries: confirmed, lookedTo } = desk.store.records.history(wanted)
  const known = new Set(confirmed.map(({ id }) => id))
  const isInPage = (entry: Position) =>
    (before === undefined || isOlder(entry, before)) && (lookedTo === undefined || !isOlder(entry, lookedTo))
  const waiting = desk.replica
    .unconfirmedHistory()
    .filter(({ entry }) => isWanted(entry) && isInPage(entry) && !known.has(entry.id))
    .map(({ entry, pending }) => ({ ...entry, pending }))
  const all = [...waiting, ...confirmed.map((entry) => ({ ...entry, pending: false }))].toSorted((a, b) =>
    isOlder(a, b) ? 1 : -1,
  )
  const entries = all.slice(0, limit)
  const next = all.length > limit ? entries.at(-1) : lookedTo
  return { entries, more: next !== undefined, ...(next === undefined ? {} : { next: { at: next.at, id: next.id } }) }
}

interface Position {
  readonly at: string
  readonly id: string
}

function isOlder(a: Position, b: Position): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id)
}
