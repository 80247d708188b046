import RealDatabase from 'better-sqlite3'
import { type Program, running } from '../program.ts'
import { program, surroundings } from '../surroundings.ts'

/** By program, its open files. */
const opened = new WeakMap<Program, Set<Database>>()

/** By story and path: how often something may have been written to the file. */
const writes = new WeakMap<object, Map<string, number>>()

type Work = (...args: never[]) => unknown

/**
 * better-sqlite3, where before and after every statement the program may be killed, the disk may be full, or another
 * program may hold the lock.
 */
export default class Database extends RealDatabase {
  readonly #program = program()
  readonly #own: Set<Database>

  constructor(path: string, options?: RealDatabase.Options) {
    program().passStep()
    super(path, options)
    noteWrite(path)
    this.#own = opened.get(this.#program) ?? new Set()
    opened.set(this.#program, this.#own.add(this))
    // Once what ran when it was killed has been left: a file can't be closed in the middle of a statement.
    this.#program.atEnd(() => void Promise.resolve().then(() => super.close()))
  }

  override prepare(source: string): never {
    const statement = super.prepare(source)
    const { readonly: isRead } = statement
    for (const name of ['run', 'get', 'all'] as const) {
      const real = statement[name].bind(statement) as Work
      Object.assign(statement, { [name]: (...args: never[]) => this.#step(isRead, () => real(...args)) })
    }
    return statement as never
  }

  override exec(source: string): this {
    return this.#step(false, () => super.exec(source))
  }

  override pragma(source: string, options?: RealDatabase.PragmaOptions): unknown {
    return this.#step(false, () => super.pragma(source, options))
  }

  override transaction<F extends (...args: never[]) => unknown>(work: F): RealDatabase.Transaction<F> {
    const wrapped = (...args: never[]) => {
      const result = work(...args)
      this.#program.passStep()
      return result
    }
    const transaction = super.transaction(wrapped as F)
    const outside =
      (run: Work) =>
      (...args: never[]) => {
        this.#program.passStep()
        if (isLockedOut(this.#program)) throw new RealDatabase.SqliteError('database is locked', 'SQLITE_BUSY')
        const result = run(...args)
        this.#program.passStep()
        return result
      }
    const { deferred, immediate, exclusive } = transaction
    const variants = { deferred: outside(deferred), immediate: outside(immediate), exclusive: outside(exclusive) }
    return Object.assign(outside(transaction), variants) as never
  }

  override close(): this {
    this.#own.delete(this)
    return super.close()
  }

  /** No file grows any more. */
  limitSize(isLimited: boolean): void {
    const pages = isLimited ? super.pragma('page_count', { simple: true }) : 0x7fff_fffe
    super.pragma(`max_page_count = ${Number(pages)}`)
  }

  #step<Result>(isRead: boolean, work: () => Result): Result {
    this.#program.passStep()
    if (!isRead) noteWrite(this.name)
    return work()
  }
}

function noteWrite(path: string): void {
  const { clockwork } = surroundings()
  const ofStory = writes.get(clockwork) ?? new Map<string, number>()
  writes.set(clockwork, ofStory.set(path, writesTo(path) + 1))
}

/** It is another number whenever there may be something else in the file. */
export function writesTo(path: string): number {
  return writes.get(surroundings().clockwork)?.get(path) ?? 0
}

const lockedOut = new WeakSet<Program>()
const withoutRoom = new WeakSet<Program>()

function isLockedOut(one: Program): boolean {
  return lockedOut.has(one)
}

/** It may not be able to save anything. */
export function isHindered(one: Program): boolean {
  return isLockedOut(one) || withoutRoom.has(one)
}

/** While `isBusy`, no transaction of the program begins. */
export function setBusy(one: Program, isBusy: boolean): void {
  if (isBusy) lockedOut.add(one)
  else lockedOut.delete(one)
}

/** While `isFull`, no file of the program grows: SQLite itself says that the disk is full. */
export function setDiskFull(one: Program, isFull: boolean): void {
  if (isFull) withoutRoom.add(one)
  else withoutRoom.delete(one)
  for (const database of opened.get(one) ?? []) running.run(one, () => database.limitSize(isFull))
}

Object.assign(Database, { SqliteError: RealDatabase.SqliteError })
