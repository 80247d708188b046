import Database from 'better-sqlite3'
import { isDamage } from './damage.ts'

type Row = Readonly<Record<string, unknown>>

/** Rows that couldn't be found by halving are given up after so many tries: about a second. */
const MOST_TRIES = 50_000
/** Over every row's number there can be. */
const LAST_ROW = 2 ** 50

interface Column {
  readonly name: string
  /** Its place in the primary key, from 1; 0: not in it. */
  readonly pk: number
}

export interface CopyParts {
  readonly from: Database.Database
  readonly to: Database.Database
  readonly isSound: (table: string, row: Row) => boolean
}

/** Copies all rows of the table that can be read and taken. @returns whether those were all, as far as is known */
export function copyRows({ from, to, isSound }: CopyParts, table: string): boolean {
  const known = new Set(columnsOf(to, table).map(({ name }) => name))
  const columns = columnsOf(from, table).filter(({ name }) => known.has(name))
  // A table that came with a later version.
  if (columns.length === 0) return true
  const names = columns.map(({ name }) => name)
  const insert = to.prepare(
    `INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
  let isWhole = true
  const take = (row: Row) => {
    if (!(isSound(table, row) && isTaken(insert, names, row))) isWhole = false
  }
  const keys = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
  const isRead = hasRowNumbers(from, table)
    ? readByNumber(from, table, names, take)
    : readFromBothEnds(from, table, keys, take)
  return isRead && isWhole
}

function isTaken(insert: Database.Statement, names: readonly string[], row: Row): boolean {
  try {
    insert.run(...names.map((name) => row[name]))
    return true
  } catch (error) {
    // Not of the column's type any more.
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return false
    throw error
  }
}

/** Halves what can't be read, until only the rows on damaged pages are left out. */
function readByNumber(
  from: Database.Database,
  table: string,
  names: readonly string[],
  take: (row: Row) => void,
): boolean {
  // By the table itself: an index may say something else.
  const select = `SELECT rowid AS row_number, ${names.join(', ')} FROM ${table} NOT INDEXED WHERE rowid BETWEEN ? AND ?`
  const up = from.prepare<[number, number], Row>(`${select} ORDER BY rowid`)
  const down = from.prepare<[number, number], Row>(`${select} ORDER BY rowid DESC`)
  let tries = 0

  function readUntilDamage(rows: Iterable<Row>, isInOrder: (at: number) => boolean): boolean {
    try {
      for (const row of rows) {
        // Pages that lead back to where one came from.
        if (!isInOrder(Number(row['row_number']))) return false
        take(row)
      }
      return true
    } catch (error) {
      if (!isDamage(error)) throw error
      return false
    }
  }

  function readBetween(first: number, last: number): boolean {
    let [low, high] = [first, last]
    const isAll = readUntilDamage(up.iterate(first, last), (at) => {
      const isNext = at >= low
      low = at + 1
      return isNext
    })
    if (isAll) return true
    tries += 1
    if (low > last || tries > MOST_TRIES) return false
    const isRest = readUntilDamage(down.iterate(low, last), (at) => {
      const isNext = at <= high
      high = at - 1
      return isNext
    })
    if (isRest || low >= high) return false
    const middle = Math.floor((low + high) / 2)
    readBetween(low, middle)
    readBetween(middle + 1, high)
    return false
  }

  return readBetween(0, LAST_ROW)
}

function readFromBothEnds(
  from: Database.Database,
  table: string,
  keys: readonly Column[],
  take: (row: Row) => void,
): boolean {
  for (const direction of ['ASC', 'DESC']) {
    const order = keys.map(({ name }) => `${name} ${direction}`).join(', ')
    try {
      for (const row of from.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY ${order}`).iterate()) take(row)
      if (direction === 'ASC') return true
    } catch (error) {
      if (!isDamage(error)) throw error
    }
  }
  return false
}

function columnsOf(database: Database.Database, table: string): readonly Column[] {
  return database.prepare<[string], Column>('SELECT name, pk FROM pragma_table_info(?)').all(table)
}

function hasRowNumbers(database: Database.Database, table: string): boolean {
  return database.prepare('SELECT wr FROM pragma_table_list(?)').pluck().get(table) === 0
}
