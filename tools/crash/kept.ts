import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import type { Acknowledged } from './work.ts'

/** Looks into a copy of the killed laptop's store. @throws where something that was acknowledged isn't there */
export function assertKept(folder: string, { eventIds, loanIds, sessionId, shown }: Acknowledged): void {
  const members = join(folder, 'members')
  const strays = readdirSync(members).filter((name) => /broken|rescu|damaged/.test(name))
  if (strays.length > 0) throw new Error(`a whole store was taken for a damaged one: ${strays.join(', ')}`)
  const name = readdirSync(members).find((file) => file.endsWith('.db'))
  if (name === undefined) {
    if (eventIds.size > 0) throw new Error('the store is gone')
    return
  }
  const copy = mkdtempSync(join(tmpdir(), 'trackside-crash-copy-'))
  for (const suffix of ['', '-wal']) {
    if (existsSync(join(members, name + suffix))) cpSync(join(members, name + suffix), join(copy, `store${suffix}`))
  }
  const database = new Database(join(copy, 'store'))
  try {
    const sound = database.pragma('integrity_check', { simple: true })
    if (sound !== 'ok') throw new Error(`the store is damaged: ${String(sound)}`)
    const pluck = (sql: string, ...values: readonly unknown[]) =>
      database
        .prepare(sql)
        .pluck()
        .all(...values)
    const events = new Set([
      ...pluck("SELECT json_extract(args, '$.eventId') FROM outbox WHERE type = 'createEvent'"),
      ...pluck("SELECT id FROM record WHERE kind = 'event'"),
    ])
    const loans = new Set([
      ...pluck("SELECT json_extract(args, '$.loanId') FROM outbox WHERE type = 'createShareToken'"),
      ...pluck("SELECT id FROM record WHERE kind = 'loan'"),
    ])
    assertAll('events', eventIds, events)
    assertAll('loans', loanIds, loans)
    const [stored] = pluck('SELECT count(*) FROM passing WHERE session_id = ?', sessionId ?? '')
    if (Number(stored) < shown) throw new Error(`${shown} passings were shown, ${String(stored)} are there`)
  } finally {
    database.close()
    rmSync(copy, { recursive: true })
  }
}

/** Looks into the cloud's database. @throws where something that was acknowledged isn't there, or is there twice */
export async function assertInCloud(databaseUrl: string, acknowledged: Acknowledged, passings: number): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    const ids = async (sql: string) => new Set((await client.query<{ id: string }>(sql)).rows.map(({ id }) => id))
    assertAll('events in the cloud', acknowledged.eventIds, await ids('select id from event'))
    assertAll('loans in the cloud', acknowledged.loanIds, await ids('select id from loan'))
    const ended = await ids('select id from loan where ended_at is not null')
    assertAll('ended loans in the cloud', acknowledged.endedLoanIds, ended)
    const [refused] = (await client.query("select outcome from command where status = 'refused' limit 1")).rows
    if (refused !== undefined) throw new Error(`refused: ${refused.outcome}`)
    const { rows } = await client.query('select count(*) as n from passing where session_id = $1', [
      acknowledged.sessionId,
    ])
    if (Number(rows[0]?.n) !== passings)
      throw new Error(`${passings} passings were read, ${rows[0]?.n} are in the cloud`)
  } finally {
    await client.end()
  }
}

function assertAll(what: string, wanted: ReadonlySet<string>, there: ReadonlySet<unknown>): void {
  const missing = [...wanted].filter((id) => !there.has(id))
  if (missing.length > 0) throw new Error(`${missing.length} of ${wanted.size} ${what} are lost, such as ${missing[0]}`)
}
