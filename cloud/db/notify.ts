import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** What processes on one database tell each other; PostgreSQL delivers it after the commit, or not at all. */
export type Notice =
  | { readonly told: 'feed'; readonly numbers: Readonly<Record<string, number>> }
  | { readonly told: 'telemetry'; readonly boxId: string }
  | { readonly told: 'boxes-appeared'; readonly organisationId: string; readonly boxIds: readonly string[] }
  | { readonly told: 'passings'; readonly organisationId: string; readonly sessionIds: readonly string[] }
  | { readonly told: 'signed-out'; readonly signInIds: readonly string[] }

export const CHANNEL = 'trackside'

/** PostgreSQL carries at most 8,000 bytes at once: so many ids fit with room to spare. */
export const MOST_IDS = 100

export async function notify(db: Db, notice: Notice): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(notice)})`.execute(db)
}
