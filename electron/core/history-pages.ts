import type { CallArgs, CallResult } from '../../shared/desktop-api.ts'
import type { Desk } from './desk.ts'

/** L16: a page of history, newest first: what the cloud confirmed, with what waits here on top of it. */
export function readHistory(desk: Desk, { boxId, before, limit }: CallArgs<'history'>): CallResult<'history'> {
  const isWanted = (entry: { readonly boxId: string; readonly at: string; readonly id: string }) =>
    (boxId === undefined || entry.boxId === boxId) && (before === undefined || isOlder(entry, before))
  const confirmed = desk.store.records.history({ boxId, before, limit: limit + 1 })
  const known = new Set(confirmed.map(({ id }) => id))
  const waiting = desk.replica
    .unconfirmedHistory()
    .filter(({ entry }) => isWanted(entry) && !known.has(entry.id))
    .map(({ entry, pending }) => ({ ...entry, pending }))
  const all = [...waiting, ...confirmed.map((entry) => ({ ...entry, pending: false }))].toSorted((a, b) =>
    isOlder(a, b) ? 1 : -1,
  )
  return { entries: all.slice(0, limit), more: all.length > limit }
}

type Position = { readonly at: string; readonly id: string }

function isOlder(a: Position, b: Position): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id)
}
