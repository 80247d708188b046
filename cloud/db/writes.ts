import { type RawBuilder, sql } from 'kysely'
import { CHANNEL, type Notice } from './notify.ts'
import { PipelinedConnection } from './pipelined.ts'
import type { Tx } from './tables.ts'

/** A statement that changes rows and gives nothing back. */
export type Write = RawBuilder<unknown>

/**
 * Carries them out, and tells the notices, in one statement: one way to the database and back. None sees what another one
 * does, so no two may change the same row. Whether it went well is known with what is asked next, or with the commit.
 */
export async function carryOut(trx: Tx, writes: readonly Write[], notices: readonly Notice[] = []): Promise<void> {
  if (writes.length + notices.length === 0) return
  const parts = writes.map((write, index) => sql`${sql.ref(`write${index}`)} as (${write})`)
  const told = notices.map((notice) => sql`pg_notify(${CHANNEL}, ${JSON.stringify(notice)})`)
  const parted = parts.length === 0 ? sql`` : sql`with ${sql.join(parts)}`
  const query = sql`${parted} select ${told.length === 0 ? sql`1` : sql.join(told)}`.compile(trx)
  await trx.getExecutor().provideConnection(async (connection) => {
    if (connection instanceof PipelinedConnection) await connection.send(query)
    else await connection.executeQuery(query)
  })
}
