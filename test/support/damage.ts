import { closeSync, openSync, readFileSync, readSync, statSync, truncateSync, writeSync } from 'node:fs'
import Database from 'better-sqlite3'

const PAGE = 4096

/** What goes wrong with a file below SQLite. `path`: a store that nobody has open. */
export const DAMAGES = {
  'its last half is cut off'(path: string) {
    truncateSync(path, Math.floor(statSync(path).size / PAGE / 2) * PAGE)
  },
  'its header is flipped'(path: string) {
    flip(path, 0, 100)
  },
  'its first page is zeroed'(path: string) {
    writeAt(path, 0, Buffer.alloc(PAGE))
  },
  'a page of the outbox is zeroed'(path: string) {
    const [page] = leavesOf(path, 'outbox').slice(2)
    if (page === undefined) throw new Error('the outbox is too small to lose a page')
    writeAt(path, (page - 1) * PAGE, Buffer.alloc(PAGE))
  },
  'bytes in the top of the outbox’s tree are flipped'(path: string) {
    flip(path, (rootOf(path, 'outbox') - 1) * PAGE, 12)
  },
  'bytes in the top of the passings’ tree are flipped'(path: string) {
    flip(path, (rootOf(path, 'passing') - 1) * PAGE, 12)
  },
  'an index of the outbox disagrees with it'(path: string) {
    const database = new Database(path)
    database.unsafeMode(true)
    database.pragma('writable_schema = ON')
    database.exec(
      "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'card') WHERE name = 'outbox_by_state'",
    )
    database.close()
  },
} as const

/** Brings all that is in the log into the file, as SQLite does now and then. */
export function checkpoint(path: string): void {
  const database = new Database(path)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}

/** Flips a byte in the middle of the log that a kill left. */
export function flipInLog(path: string): void {
  const log = `${path}-wal`
  flip(log, Math.floor(statSync(log).size / 3), 1)
}

/** Turns so many bytes into others. */
export function flip(path: string, at: number, count: number): void {
  const bytes = readFileSync(path).subarray(at, at + count)
  writeAt(path, at, Buffer.from(bytes.map((byte) => byte ^ 0xa5)))
}

function writeAt(path: string, at: number, bytes: Buffer): void {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, at)
  closeSync(file)
}

function rootOf(path: string, name: string): number {
  const database = new Database(path)
  const root = Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name))
  database.close()
  return root
}

/** The pages that hold a table's rows, in order: the children of its root, which has one level below it here. */
function leavesOf(path: string, name: string): readonly number[] {
  const page = Buffer.alloc(PAGE)
  const file = openSync(path, 'r')
  readSync(file, page, 0, PAGE, (rootOf(path, name) - 1) * PAGE)
  closeSync(file)
  const cells = Array.from({ length: page.readUInt16BE(3) }, (_, index) => page.readUInt16BE(12 + 2 * index))
  return page[0] === 5 ? [...cells.map((cell) => page.readUInt32BE(cell)), page.readUInt32BE(8)] : []
}
