import type Database from 'better-sqlite3'
import { z } from 'zod'
import { type ScoringTarget, scoringTargetSchema } from '../../../shared/desktop-live.ts'
import { type BoxId, raceActionIdSchema, type SessionId } from '../../../shared/records/scalars.ts'

/** How far an event's passings and times by hand have gone. */
export interface Sent {
  readonly passing: number
  /** Up to here also those of backup boxes; after it some may wait for a main box's. Never more than `passing`. */
  readonly backup: number
  readonly handTime: number
  /** How many messages that were. */
  readonly count: number
}

export const NOTHING_SENT: Sent = { passing: 0, backup: 0, handTime: 0, count: 0 }

export interface KeptTarget {
  readonly target: ScoringTarget
  readonly sent: Sent
}

const targetRow = z
  .object({
    ...{ id: z.string(), event_id: z.string(), name: z.string(), host: z.string(), port: z.int(), is_on: z.int() },
    ...{ backup_window_s: z.int(), sent_passing: z.int(), sent_backup: z.int() },
    ...{ sent_hand_time: z.int(), sent_count: z.int() },
  })
  .transform(({ id, name, host, port, ...row }) => ({
    target: scoringTargetSchema.parse({
      ...{ id, name, address: { host, port } },
      ...{ eventId: row.event_id, isOn: row.is_on !== 0, backupWindowS: row.backup_window_s },
    }),
    sent: {
      ...{ passing: row.sent_passing, backup: row.sent_backup },
      ...{ handTime: row.sent_hand_time, count: row.sent_count },
    },
  }))

/** A passing of a backup box. */
export interface BackupPassing {
  readonly id: number
  readonly sessionId: SessionId
  readonly countedAt: string
  readonly receivedAt: string
}

/** One that went out. */
export interface SentBackup extends Pick<BackupPassing, 'id' | 'sessionId' | 'countedAt'> {
  readonly boxId: BoxId
  readonly chip: string
}

/** Of one chip, both ends are in it. */
export interface ChipSpan {
  readonly chip: string
  readonly from: string
  readonly to: string
}
const handTimeRow = z.object({ id: z.int(), actionId: raceActionIdSchema })
export type QueuedHandTime = z.output<typeof handTimeRow>

export type ScoringTables = ReturnType<typeof scoringTables>

/** R7: whom passings go out to, how far, and the times by hand among them. */
export function scoringTables(database: Database.Database) {
  const all = database.prepare('SELECT * FROM scoring_target ORDER BY name, id')
  const save = database.prepare(`
    INSERT INTO scoring_target (id, event_id, name, host, port, is_on, backup_window_s, sent_passing, sent_backup,
      sent_hand_time, sent_count)
    VALUES (@id, @eventId, @name, @host, @port, @isOn, @backupWindowS, @passing, @backup, @handTime, @count)
    ON CONFLICT (id) DO UPDATE SET event_id = @eventId, name = @name, host = @host, port = @port, is_on = @isOn,
      backup_window_s = @backupWindowS, sent_passing = @passing, sent_backup = @backup, sent_hand_time = @handTime,
      sent_count = @count`)
  const remove = database.prepare('DELETE FROM scoring_target WHERE id = ?')
  const forgetBackups = database.prepare('DELETE FROM scoring_backup WHERE target_id = ?')
  const addBackup = database.prepare('INSERT OR IGNORE INTO scoring_backup VALUES (?, ?, ?, ?)')
  const backupsSent = database.prepare<[string, string, string, string], SentBackup>(`
    SELECT p.id, p.session_id AS sessionId, p.box_id AS boxId, p.chip, p.counted_at AS countedAt
    FROM scoring_backup s JOIN passing p ON p.id = s.passing_id
    WHERE s.target_id = ? AND s.chip = ? AND s.counted_at BETWEEN ? AND ? AND p.session_id IS NOT NULL`)
  const undecided = database.prepare<[string, string, number, number, string], BackupPassing>(`
    SELECT p.id, p.session_id AS sessionId, p.counted_at AS countedAt, p.received_at AS receivedAt
    FROM passing p LEFT JOIN scoring_backup s
      ON s.target_id = ? AND s.chip = p.chip AND s.counted_at = p.counted_at AND s.passing_id = p.id
    WHERE p.event_id = ? AND p.id > ? AND p.id <= ? AND +p.session_id IN (SELECT value FROM json_each(?))
      AND s.passing_id IS NULL ORDER BY p.id`)
  // The plus keeps SQLite from going through a whole run.
  const wasRead = database
    .prepare<[string, string, string, string], number>(`
    SELECT 1 FROM passing WHERE chip = ? COLLATE NOCASE AND counted_at BETWEEN ? AND ?
      AND +session_id IN (SELECT value FROM json_each(?)) LIMIT 1`)
    .pluck()
  const addHandTime = database.prepare('INSERT OR IGNORE INTO hand_time (action_id, event_id) VALUES (?, ?)')
  const handTimeIds = database.prepare<[], string>('SELECT action_id FROM hand_time').pluck()
  const handTimesAfter = database.prepare(
    'SELECT id, action_id AS actionId FROM hand_time WHERE event_id = ? AND id > ? ORDER BY id LIMIT ?',
  )
  const countHandTimes = database.prepare<[string, number], { readonly count: number; readonly last: number | null }>(
    'SELECT count(*) AS count, max(id) AS last FROM hand_time WHERE event_id = ? AND id > ?',
  )
  const keepSent = database.prepare(`
    UPDATE scoring_target SET sent_passing = @passing, sent_backup = @backup, sent_hand_time = @handTime,
      sent_count = @count WHERE id = @id`)
  const countPassings = database
    .prepare<[string, number, number], number>('SELECT count(*) FROM passing WHERE event_id = ? AND id > ? AND id <= ?')
    .pluck()
  const lastPassing = database.prepare<[], number | null>('SELECT max(id) FROM passing').pluck()

  const put = ({ target, sent }: KeptTarget) => {
    const { id, eventId, name, address, isOn, backupWindowS } = target
    const { host, port } = address
    save.run({ ...sent, id, eventId, name, host, port, backupWindowS, isOn: isOn ? 1 : 0 })
  }

  return {
    targets(): readonly KeptTarget[] {
      return targetRow.array().parse(all.all())
    },

    /** Adds or changes it. */
    save: put,

    /** Adds or changes it, and nothing has been sent to it. */
    begin(target: ScoringTarget): void {
      forgetBackups.run(target.id)
      put({ target, sent: NOTHING_SENT })
    },

    /** With the backup boxes' passings among what was sent. */
    keepSent(id: string, sent: Sent, backups: readonly SentBackup[]): void {
      keepSent.run({ ...sent, id })
      for (const { chip, countedAt, id: passingId } of backups) addBackup.run(id, chip, countedAt, passingId)
    },

    remove(id: string): void {
      remove.run(id)
      forgetBackups.run(id)
    },

    /** The passings of backup boxes that went out to the target for good. */
    backupsSent(targetId: string, { chip, from, to }: ChipSpan): readonly SentBackup[] {
      return backupsSent.all(targetId, chip, from, to)
    },

    /** Of these backup boxes' runs, what the target may still have to get, in the order in which they came. */
    undecidedBackups(
      { id, eventId }: Pick<ScoringTarget, 'id' | 'eventId'>,
      runs: readonly SessionId[],
      { backup, passing }: Pick<Sent, 'backup' | 'passing'>,
    ): readonly BackupPassing[] {
      if (runs.length === 0 || backup === passing) return []
      return undecided.all(id, eventId, backup, passing, JSON.stringify(runs))
    },

    /** Whether the chip was read in one of these runs. */
    wasRead(runs: readonly SessionId[], { chip, from, to }: ChipSpan): boolean {
      return wasRead.get(chip, from, to, JSON.stringify(runs)) !== undefined
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
