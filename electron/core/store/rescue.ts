import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { Rescue } from '../../../shared/desktop-api.ts'
import { parseJson } from '../../../shared/parse-json.ts'
import { countedPassingSchema } from '../../../shared/records/passing.ts'
import { boxIdSchema, sessionIdSchema } from '../../../shared/records/scalars.ts'
import { copyRows } from './copy-rows.ts'
import { openMemberStore } from './member-store.ts'
import { openMendedCopy } from './mended-copy.ts'
import { MIGRATIONS } from './migrations.ts'
import { openDatabase } from './open.ts'
import { isOutboxRow } from './outbox.ts'
import { asideName, COPY_OF_DAMAGED, finishSwap, IN_THE_MAKING, swapName } from './rescued-file.ts'

/** The cloud gives these anew, whole. */
const COMES_ANEW = ['session_fetched', 'telemetry', 'telemetry_history', 'sqlite_sequence']
/** The cloud gives these anew, too; until it is reached, what could be read of them is better than nothing. */
const CLOUD_HAS = ['record', 'history']
const JSON_COLUMNS = ['body', 'args', 'depends_on', 'command']

/**
 * Begins a new file with all that can be read of a damaged one, which is kept aside. The new one has an installation id
 * of its own: under the old one it isn't known what was sent. At every moment of it a kill leaves a whole file behind.
 * @param tell what came of it, before the new file takes the place of the old
 */
export function rescueStore(path: string, at: string, tell: (rescue: Rescue) => void): void {
  const making = path + IN_THE_MAKING
  const keptAs = asideName(path, at)
  removeDatabase(making)
  try {
    const found = makeNew(path, making)
    tell({ at, keptAs, ...found })
    flushToDisk(making)
    renameSync(making, swapName(path, at))
  } catch (error) {
    removeDatabase(making)
    throw error
  }
  finishSwap(path)
}

type Found = Pick<Rescue, 'commands' | 'passings' | 'lost'>

function makeNew(path: string, making: string): Found {
  openDatabase(making, MIGRATIONS).close()
  const copy = path + COPY_OF_DAMAGED
  removeDatabase(copy)
  try {
    const from = openMendedCopy(path, copy, making)
    const to = openDatabase(making, MIGRATIONS)
    try {
      const lost = to.transaction(() => takeAll(from, to))()
      const count = (sql: string) => Number(to.prepare(sql).pluck().get())
      const commands = count("SELECT count(*) FROM outbox WHERE state <> 'done'")
      return { lost, commands, passings: count('SELECT count(*) FROM passing WHERE in_cloud = 0') }
    } finally {
      to.close()
      from?.close()
    }
  } finally {
    removeDatabase(copy)
    beginAnew(making)
  }
}

/** @returns of what something couldn't be read */
function takeAll(from: Database.Database | undefined, to: Database.Database): Rescue['lost'] {
  if (from === undefined) return ['commands', 'passings', 'others']
  const tables = to.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
  const lost = new Set<Rescue['lost'][number]>()
  for (const table of tables.filter((name) => !COMES_ANEW.includes(name))) {
    if (copyRows({ from, to, isSound }, table) || CLOUD_HAS.includes(table)) continue
    lost.add(table === 'outbox' ? 'commands' : table.startsWith('passing') ? 'passings' : 'others')
  }
  to.exec(`
    DELETE FROM meta WHERE key = 'cursor';
    -- What is taken in again gets numbers after these, and mustn't count as sent to a scoring program.
    UPDATE scoring_target SET
      sent_passing = min(sent_passing, (SELECT ifnull(max(id), 0) FROM passing)),
      sent_backup = min(sent_backup, (SELECT ifnull(max(id), 0) FROM passing)),
      sent_hand_time = min(sent_hand_time, (SELECT ifnull(max(id), 0) FROM hand_time));`)
  return [...lost]
}

function beginAnew(making: string): void {
  const store = openMemberStore(making)
  try {
    if (store.local.get('installationId') !== undefined) store.transact(() => store.startAnew(false))
  } finally {
    store.close()
  }
}

/** Whether the row can still be what was written. */
function isSound(table: string, row: Readonly<Record<string, unknown>>): boolean {
  const isReadable = JSON_COLUMNS.every((name) => {
    const text = row[name]
    return typeof text !== 'string' || parseJson(text) !== undefined
  })
  if (table === 'outbox') return isReadable && isOutboxRow(row)
  return isReadable && (table !== 'passing' || isPassing(row))
}

function isPassing(row: Readonly<Record<string, unknown>>): boolean {
  const there = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
  const { box_id, session_id, counted_at: countedAt, counted_by: countedBy, received_at: receivedAt } = there
  const extra = typeof there['extra'] === 'string' ? parseJson(there['extra']) : undefined
  return (
    boxIdSchema.safeParse(box_id).success &&
    sessionIdSchema.optional().safeParse(session_id).success &&
    countedPassingSchema.safeParse({ ...there, extra, countedAt, countedBy, receivedAt }).success
  )
}

function removeDatabase(path: string): void {
  for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(path + suffix, { force: true })
}

function flushToDisk(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}
