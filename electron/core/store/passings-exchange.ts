import type Database from 'better-sqlite3'
import type { Passing } from '../../../shared/records/passing.ts'
import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'
import { IN_CLOUD, PASSING_COLUMNS, type PassingRow, passingOf, type StoredPassing } from './passing-rows.ts'

/** What goes up in one call: one box's passings of one run, or of none. */
export interface SendGroup {
  readonly boxId: BoxId
  readonly sessionId: SessionId | undefined
}

interface Confirmed {
  readonly id: number
  readonly sessionId: SessionId | null
}

export type ExchangeTables = ReturnType<typeof exchangeTables>

/** What the cloud has of the passings, and what of the cloud's is here. */
export function exchangeTables(database: Database.Database) {
  // The words of the partial index, so that it is used.
  const UNSENT = "in_cloud = 0 AND ifnull(session_id, '')"
  const nextGroup = database.prepare<[string, string], { readonly sessionId: string; readonly boxId: BoxId }>(
    `SELECT ifnull(session_id, '') AS sessionId, box_id AS boxId FROM passing
    WHERE in_cloud = 0 AND (ifnull(session_id, ''), box_id) > (?, ?) ORDER BY ifnull(session_id, ''), box_id LIMIT 1`,
  )
  const unsent = database.prepare<[string, string, number, number], PassingRow>(
    `SELECT ${PASSING_COLUMNS} FROM passing p WHERE p.${UNSENT.replace('session_id', 'p.session_id')} = ? AND p.box_id = ? AND p.id > ? ORDER BY p.id LIMIT ?`,
  )
  const mark = database.prepare('UPDATE passing SET in_cloud = ? WHERE id = ? AND in_cloud = 0')
  const confirm = database.prepare<unknown[], Confirmed>(
    `UPDATE passing SET in_cloud = ${IN_CLOUD.yes}
      WHERE box_id = ? AND at = ? AND number = ? AND chip = ? AND in_cloud <> ${IN_CLOUD.yes} RETURNING id, session_id AS sessionId`,
  )
  const unsend = database.prepare<unknown[], Confirmed>(
    `UPDATE passing SET in_cloud = ${IN_CLOUD.no} WHERE id > ? AND id <= ? AND received_at >= ?
    AND in_cloud = ${IN_CLOUD.yes} RETURNING id, session_id AS sessionId`,
  )
  const forgetFetched = database.prepare('DELETE FROM session_fetched')
  const fetched = database.prepare<[string], number>('SELECT after FROM session_fetched WHERE session_id = ?').pluck()
  const setFetched = database.prepare('INSERT OR REPLACE INTO session_fetched (session_id, after) VALUES (?, ?)')

  return {
    /** The groups that have something to send. */
    *groups(): Iterable<SendGroup> {
      let last = { sessionId: '', boxId: '' as BoxId }
      for (;;) {
        const group = nextGroup.get(last.sessionId, last.boxId)
        if (group === undefined) return
        yield { boxId: group.boxId, sessionId: group.sessionId === '' ? undefined : (group.sessionId as SessionId) }
        last = group
      }
    },

    /** In the order in which they came. */
    unsent({ boxId, sessionId }: SendGroup, limit: number, afterId = 0): readonly StoredPassing[] {
      return unsent.all(sessionId ?? '', boxId, afterId, limit).map(passingOf)
    },

    /** @returns those of which it wasn't known yet */
    markSent(ids: readonly number[], as: 'yes' | 'refused'): readonly number[] {
      return ids.filter((id) => mark.run(IN_CLOUD[as], id).changes > 0)
    },

    /** The cloud told of the passing. @returns it, where that is news */
    confirm(boxId: BoxId, { at, number, chip }: Pick<Passing, 'at' | 'number' | 'chip'>): Confirmed | undefined {
      return confirm.get(boxId, at, number, chip)
    },

    /** Of those with an id over `from` up to `to` that came since then, the cloud has none for sure. @returns which */
    unsend(from: number, to: number, since: string): readonly Confirmed[] {
      return unsend.all(from, to, since)
    },

    forgetFetched(): void {
      forgetFetched.run()
    },

    /** How far the cloud's passings of the run have been fetched. */
    fetchedTo(sessionId: SessionId): number {
      return fetched.get(sessionId) ?? 0
    },

    setFetchedTo(sessionId: SessionId, after: number): void {
      setFetched.run(sessionId, after)
    },
  }
}
