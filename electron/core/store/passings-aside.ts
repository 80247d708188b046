import type Database from 'better-sqlite3'
import { parseJson } from '../../../shared/parse-json.ts'
import { type CountedPassing, countedPassingSchema } from '../../../shared/records/passing.ts'
import type { BoxId, SessionId } from '../../../shared/records/scalars.ts'

/** L19: a passing recorded after the right had ended. */
export interface AsidePassing {
  readonly boxId: BoxId
  readonly afterSessionId: SessionId
  readonly passing: CountedPassing
  readonly clockOffsetMs: number
}

/** All that is set aside after one run. */
export interface AsideGroup {
  readonly sessionId: SessionId
  readonly boxId: BoxId
  readonly count: number
  readonly since: string
  readonly until: string
}

interface AsideRow {
  readonly id: number
  readonly boxId: BoxId
  readonly afterSessionId: SessionId
  readonly clockOffsetMs: number
  readonly body: string
}

export type AsideTables = ReturnType<typeof asideTables>

/** L19: what isn't ours unless it is adopted, and what this laptop knew of its rights' ends. */
export function asideTables(database: Database.Database) {
  const insert = database.prepare(`
    INSERT INTO passing_aside (box_id, at, number, chip, after_session_id, counted_at, received_at, clock_offset_ms, body, until)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
  const groups = database.prepare<[], AsideGroup>(`
    SELECT after_session_id AS sessionId, box_id AS boxId, count(*) AS count, min(counted_at) AS since, max(until) AS until
    FROM passing_aside GROUP BY after_session_id, box_id`)
  const read = database.prepare<[string, number, number], AsideRow>(`
    SELECT id, box_id AS boxId, after_session_id AS afterSessionId, clock_offset_ms AS clockOffsetMs, body
    FROM passing_aside WHERE after_session_id = ? AND id > ? ORDER BY id LIMIT ?`)
  const remove = database.prepare('DELETE FROM passing_aside WHERE id = ?')
  const expire = database.prepare(
    'DELETE FROM passing_aside WHERE id IN (SELECT id FROM passing_aside WHERE after_session_id = ? LIMIT ?)',
  )
  const learnt = database.prepare<[], { readonly sessionId: SessionId; readonly at: string }>(
    'SELECT session_id AS sessionId, at FROM right_end_learnt',
  )
  const learn = database.prepare('INSERT OR IGNORE INTO right_end_learnt (session_id, at) VALUES (?, ?)')
  const unlearn = database.prepare('DELETE FROM right_end_learnt WHERE session_id = ?')
  const adopted = database.prepare('SELECT 1 FROM adopted_session WHERE session_id = ?').pluck()
  const adopt = database.prepare('INSERT OR IGNORE INTO adopted_session (session_id) VALUES (?)')

  return {
    /** @returns false where it has been set aside before */
    add({ boxId, afterSessionId, passing, clockOffsetMs }: AsidePassing, until: string): boolean {
      const { at, number, chip, countedAt, receivedAt } = passing
      const key = [boxId, at, number, chip, afterSessionId, countedAt, receivedAt]
      return insert.run(...key, Math.round(clockOffsetMs), JSON.stringify(passing), until).changes > 0
    },

    groups(): readonly AsideGroup[] {
      return groups.all()
    },

    read(sessionId: SessionId, afterId: number, limit: number): readonly (AsidePassing & { readonly id: number })[] {
      return read.all(sessionId, afterId, limit).flatMap(({ body, ...row }) => {
        const passing = countedPassingSchema.safeParse(parseJson(body)).data
        return passing === undefined ? [] : [{ ...row, passing }]
      })
    },

    remove(id: number): void {
      remove.run(id)
    },

    /** @returns how many went */
    removeSome(sessionId: SessionId, limit: number): number {
      return expire.run(sessionId, limit).changes
    },

    /** L10: when this laptop heard of the ends of its rights. */
    learnt(): ReadonlyMap<SessionId, string> {
      return new Map(learnt.all().map(({ sessionId, at }) => [sessionId, at]))
    },

    learn(sessionId: SessionId, at: string): void {
      learn.run(sessionId, at)
    },

    unlearn(sessionId: SessionId): void {
      unlearn.run(sessionId)
    },

    /** Whether the run was made here to adopt what was set aside. */
    isAdopting(sessionId: SessionId): boolean {
      return adopted.get(sessionId) !== undefined
    },

    noteAdopting(sessionId: SessionId): void {
      adopt.run(sessionId)
    },
  }
}
