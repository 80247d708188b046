import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import Database from 'better-sqlite3'
import { withSumsMended } from './wal-file.ts'

const PAGE = 4096
const HEADER = 100
/** What the header says of the format: the same in every file of ours, and all that reading it hangs on. */
const FORMAT: readonly (readonly [from: number, to: number])[] = [
  [0, 18],
  [20, 24],
  [44, 48],
  [56, 60],
]

/**
 * Opens a copy of a damaged file, made as readable as possible. The file itself isn't touched.
 * @param fresh a new store's file: what every file of ours begins with is taken from there where it is damaged
 * @returns undefined where not even the list of its tables can be read
 */
export function openMendedCopy(path: string, copy: string, fresh: string): Database.Database | undefined {
  copyFileSync(path, copy, constants.COPYFILE_FICLONE)
  if (existsSync(`${path}-wal`)) writeFileSync(`${copy}-wal`, withSumsMended(readFileSync(`${path}-wal`)))
  if (statSync(copy).size < PAGE) truncateSync(copy, PAGE)
  mendHeader(copy, fresh)
  const opened = openIfListed(copy)
  if (opened !== undefined) return opened
  // Tables that were made in the same order begin at the same pages: whoever lost the list finds them by another's.
  graft(copy, fresh, PAGE)
  return openIfListed(copy)
}

function openIfListed(copy: string): Database.Database | undefined {
  const database = new Database(copy)
  try {
    const isListed = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'outbox'").pluck().get() === 1
    if (isListed) return database
  } catch {
    // Told by what is returned.
  }
  database.close()
  return undefined
}

function mendHeader(copy: string, fresh: string): void {
  const [own, model] = [readStart(copy, HEADER), readStart(fresh, HEADER)]
  const isSound = FORMAT.every(([from, to]) => own.subarray(from, to).equals(model.subarray(from, to)))
  const isCutShort = own.readUInt32BE(28) * PAGE > statSync(copy).size
  if (!isSound || isCutShort) graft(copy, fresh, HEADER)
}

function graft(copy: string, fresh: string, length: number): void {
  const start = readStart(fresh, length)
  start.writeUInt32BE(Math.floor(statSync(copy).size / PAGE), 28)
  // No free pages: nothing is written to the copy that would need one.
  start.fill(0, 32, 40)
  const file = openSync(copy, 'r+')
  writeSync(file, start, 0, length, 0)
  closeSync(file)
}

function readStart(path: string, length: number): Buffer {
  const start = Buffer.alloc(length)
  const file = openSync(path, 'r')
  readSync(file, start, 0, length, 0)
  closeSync(file)
  return start
}
