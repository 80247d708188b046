import type Database from 'better-sqlite3'
import { z } from 'zod'
import { type ScoringTarget, scoringTargetSchema } from '../../../shared/desktop-live.ts'
import { raceActionIdSchema } from '../../../shared/records/scalars.ts'

/** How far an event's passings and times by hand have gone. */
export interface Sent {
  readonly passing: number
  readonly handTime: number
  /** How many messages that were. */
  readonly count: number
}

export const NOTHING_SENT: Sent = { passing: 0, handTime: 0, count: 0 }

export interface KeptTarget {
  readonly target: ScoringTarget
  readonly sent: Sent
}

const targetRow = z
  .object({
    ...{ id: z.string(), event_id: z.string(), name: z.string(), host: z.string(), port: z.int(), is_on: z.int() },
    ...{ sent_passing: z.int(), sent_hand_time: z.int(), sent_count: z.int() },
  })
  .transform(({ id, event_id, name, host, port, is_on, sent_passing, sent_hand_time, sent_count }) => ({
    target: scoringTargetSchema.parse({ id, eventId: event_id, name, address: { host, port }, isOn: is_on !== 0 }),
    sent: { passing: sent_passing, handTime: sent_hand_time, count: sent_count },
  }))
const handTimeRow = z.object({ id: z.int(), actionId: raceActionIdSchema })
export type QueuedHandTime = z.output<typeof handTimeRow>

export type ScoringTables = ReturnType<typeof scoringTables>

/** R7: whom passings go out to, how far, and the times by hand among them. */
export function scoringTables(database: Database.Database) {
  const all = database.prepare('SELECT * FROM scoring_target ORDER BY name, id')
  const save = database.prepare(`
    INSERT INTO scoring_target (id, event_id, name, host, port, is_on, sent_passing, sent_hand_time, sent_count)
    VALUES (@id, @eventId, @name, @host, @port, @isOn, @passing, @handTime, @count)
    ON CONFLICT (id) DO UPDATE SET event_id = @eventId, name = @name, host = @host, port = @port, is_on = @isOn,
      sent_passing = @passing, sent_hand_time = @handTime, sent_count = @count`)
  const remove = database.prepare('DELETE FROM scoring_target WHERE id = ?')
  const addHandTime = database.prepare('INSERT OR IGNORE INTO hand_time (action_id, event_id) VALUES (?, ?)')
  const handTimeIds = database.prepare<[], string>('SELECT action_id FROM hand_time').pluck()
  const handTimesAfter = database.prepare(
    'SELECT id, action_id AS actionId FROM hand_time WHERE event_id = ? AND id > ? ORDER BY id LIMIT ?',
  )
  const countHandTimes = database.prepare<[string, number], { readonly count: number; readonly last: number | null }>(
    'SELECT count(*) AS count, max(id) AS last FROM hand_time WHERE event_id = ? AND id > ?',
  )
  const keepSent = database.prepare(`
    UPDATE scoring_target SET sent_passing = @passing, sent_hand_time = @handTime, sent_count = @count WHERE id = @id`)
  const countPassings = database
    .prepare<[string, number, number], number>('SELECT count(*) FROM passing WHERE event_id = ? AND id > ? AND id <= ?')
    .pluck()
  const lastPassing = database.prepare<[], number | null>('SELECT max(id) FROM passing').pluck()

  return {
    targets(): readonly KeptTarget[] {
      return targetRow.array().parse(all.all())
    },

    /** Adds or changes it. */
    save({ target, sent }: KeptTarget): void {
      const { id, eventId, name, address, isOn } = target
      save.run({ ...sent, id, eventId, name, host: address.host, port: address.port, isOn: isOn ? 1 : 0 })
    },

    keepSent(id: string, sent: Sent): void {
      keepSent.run({ ...sent, id })
    },

    remove(id: string): void {
      remove.run(id)
    },

    /** A second time, it does nothing. */
    queueHandTime(actionId: string, eventId: string): void {
      addHandTime.run(actionId, eventId)
    },

    queuedHandTimes(): readonly string[] {
      return handTimeIds.all()
    },

    handTimesAfter(eventId: string, afterId: number, limit: number): readonly QueuedHandTime[] {
      return handTimeRow.array().parse(handTimesAfter.all(eventId, afterId, limit))
    },

    /** Those above `afterId`, and the last one's id. */
    countHandTimes(eventId: string, afterId: number): { readonly count: number; readonly last: number } {
      const row = countHandTimes.get(eventId, afterId)
      return { count: row?.count ?? 0, last: row?.last ?? afterId }
    },

    /** The event's passings with ids above `afterId`, up to and with `toId`. */
    countPassings(eventId: string, afterId: number, toId: number): number {
      return countPassings.get(eventId, afterId, toId) ?? 0
    },

    lastPassing(): number {
      return lastPassing.get() ?? 0
    },
  }
}
