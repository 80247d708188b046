import type Database from 'better-sqlite3'
import { z } from 'zod'
import {
  type CommandId,
  commandIdSchema,
  type InstallationId,
  installationIdSchema,
} from '../../../shared/records/scalars.ts'

/** A command that was given here, until its changes have come back from the cloud. */
export interface OutboxCommand {
  readonly id: CommandId
  readonly type: string
  readonly args: Readonly<Record<string, z.core.util.JSONType>>
  readonly givenAt: string
  readonly dependsOn: readonly CommandId[]
  readonly offline: boolean
  readonly waitingFor?: 'token' | 'sharing-code' | undefined
  readonly notBefore?: string | undefined
  /** When the person gave it first, where it was tried before under another id. */
  readonly firstGivenAt: string
  /** The colleague's laptop where it was given, where it came by file. */
  readonly carriedFrom?: InstallationId | undefined
  readonly seq?: number | undefined
  /** It was sent, perhaps under another seq: it can't be discarded any more. */
  readonly wasSent: boolean
  /** `refused`: only until the changes have come, where something of it may have been kept. */
  readonly state: 'waiting' | 'accepted' | 'refused'
}

const rowSchema = z.object({
  id: commandIdSchema,
  type: z.string(),
  args: z.string().transform((text) => z.record(z.string(), z.json()).parse(JSON.parse(text))),
  given_at: z.string(),
  depends_on: z.string().transform((text) => z.array(commandIdSchema).parse(JSON.parse(text))),
  offline: z.int(),
  waiting_for: z.enum(['token', 'sharing-code']).nullable(),
  not_before: z.string().nullable(),
  first_given_at: z.string(),
  carried_from: installationIdSchema.nullable(),
  seq: z.int().nullable(),
  was_sent: z.int(),
  state: z.enum(['waiting', 'accepted', 'refused']),
})

/** Whether a row of a damaged file can be a command. */
export function isOutboxRow(row: unknown): boolean {
  try {
    return rowSchema.safeParse(row).success
  } catch {
    // What stands for arguments isn't JSON.
    return false
  }
}

export type OutboxTable = ReturnType<typeof outboxTable>

/** F2: what was given and isn't confirmed yet, in the order in which it was given. */
export function outboxTable(database: Database.Database) {
  const insert = database.prepare(`
    INSERT INTO outbox (id, type, args, given_at, depends_on, offline, waiting_for, not_before, first_given_at, carried_from, state)
    VALUES (@id, @type, @args, @givenAt, @dependsOn, @offline, @waitingFor, @notBefore, @firstGivenAt, @carriedFrom, 'waiting')`)
  const open = database.prepare("SELECT * FROM outbox WHERE state <> 'done' ORDER BY position")
  const has = database.prepare('SELECT 1 FROM outbox WHERE id = ?').pluck()
  const assignSeq = database.prepare('UPDATE outbox SET seq = ?, was_sent = 1 WHERE id = ? AND seq IS NULL')
  const setState = database.prepare('UPDATE outbox SET state = ?, done_at = ? WHERE id = ?')
  const finish = database.prepare("UPDATE outbox SET state = 'done', done_at = ? WHERE state = 'accepted'")
  const remove = database.prepare('DELETE FROM outbox WHERE id = ?')
  const removeRefused = database.prepare("DELETE FROM outbox WHERE state = 'refused'")
  const forgetDone = database.prepare("DELETE FROM outbox WHERE state = 'done' AND done_at < ?")

  return {
    add(command: Omit<OutboxCommand, 'seq' | 'state' | 'wasSent'>): void {
      insert.run({
        ...command,
        args: JSON.stringify(command.args),
        dependsOn: JSON.stringify(command.dependsOn),
        offline: command.offline ? 1 : 0,
        waitingFor: command.waitingFor ?? null,
        notBefore: command.notBefore ?? null,
        carriedFrom: command.carriedFrom ?? null,
      })
    },

    /** All whose changes haven't come yet, in order. */
    read(): readonly OutboxCommand[] {
      return open.all().map((row) => {
        const { given_at, depends_on, offline, waiting_for, not_before, ...more } = rowSchema.parse(row)
        const { first_given_at, carried_from, seq, was_sent, ...rest } = more
        return {
          ...rest,
          givenAt: given_at,
          dependsOn: depends_on,
          offline: offline !== 0,
          waitingFor: waiting_for ?? undefined,
          notBefore: not_before ?? undefined,
          firstGivenAt: first_given_at,
          carriedFrom: carried_from ?? undefined,
          seq: seq ?? undefined,
          wasSent: was_sent !== 0,
        }
      })
    },

    /** Whether it is or was here, unless it was refused, discarded, or done long ago. */
    has(id: CommandId): boolean {
      return has.get(id) !== undefined
    },

    /** What waits for its time to be tried again doesn't any more. */
    tryAllNow(): void {
      database.exec("UPDATE outbox SET not_before = NULL WHERE state = 'waiting'")
    },

    assignSeq(id: CommandId, seq: number): void {
      assignSeq.run(seq, id)
    },

    accepted(id: CommandId): void {
      setState.run('accepted', null, id)
    },

    /** It was refused, and what is kept of it comes with the changes. */
    refused(id: CommandId): void {
      setState.run('refused', null, id)
    },

    /** The changes of all that was decided are here: it leaves the top. Accepted ones are kept a while for a cloud that was restored. */
    finishDecided(now: string): void {
      finish.run(now)
      removeRefused.run()
    },

    remove(id: CommandId): void {
      remove.run(id)
    },

    forgetDoneBefore(time: string): void {
      forgetDone.run(time)
    },

    /** For a new installation id: nothing counts as sent. `again`: also what was done is given once more, in order. */
    startAnew(again: boolean): void {
      if (again) database.exec("UPDATE outbox SET state = 'waiting', done_at = NULL WHERE state = 'done'")
      database.exec("UPDATE outbox SET seq = NULL; UPDATE outbox SET state = 'waiting' WHERE state = 'accepted'")
    },
  }
}
