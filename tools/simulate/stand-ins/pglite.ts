import * as real from '@electric-sql/pglite'
import { Killed, type Program, running } from '../program.ts'
import { program } from '../surroundings.ts'
import { Statements } from './statements.ts'

/** What the simulation does at the commits of a program that works with the database. */
export interface AtCommit {
  /** Everything that the transaction wrote can be read with it. */
  readonly look: (query: Query) => Promise<void>
  /** When the program is killed: before this commit, or after it, so that it never hears of it. */
  readonly killed: () => 'before' | 'after' | undefined
}

export type Query = <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>

interface Shared {
  readonly pglite: real.PGlite
  readonly statements: Statements
}

let database: Promise<Shared> | undefined
const atCommit = new WeakMap<Program, AtCommit>()

/** The one database of this process, which outlives the programs that work with it. */
function sharedDatabase(options: real.PGliteOptions = {}): Promise<Shared> {
  database ??= open(options)
  return database
}

async function open(options: real.PGliteOptions): Promise<Shared> {
  const pglite = await withoutAlarms(() => real.PGlite.create(options))
  // One plan for all values of a text: which one it has doesn't depend on how often it was carried out before.
  await pglite.exec('set plan_cache_mode = force_generic_plan')
  return { pglite, statements: new Statements(pglite) }
}

/**
 * PostgreSQL sets an alarm when it has nothing to do, so as to count what it did; it would ring amid a story, or in the
 * next one, as the real time or a story before has it.
 */
async function withoutAlarms<Result>(create: () => Promise<Result>): Promise<Result> {
  const { instantiate } = WebAssembly
  let isFound = false
  const replaced = (source: BufferSource, imports: WebAssembly.Imports = {}) => {
    const { env } = imports
    if (env && '_setitimer_js' in env) {
      env['_setitimer_js'] = () => 0
      isFound = true
    }
    return instantiate(source, imports)
  }
  Object.assign(WebAssembly, { instantiate: replaced })
  const created = await create()
  Object.assign(WebAssembly, { instantiate })
  if (!isFound) throw new Error('PGlite sets its alarms in another way')
  return created
}

/** Outside all programs. */
export const query: Query = async <Row>(text: string, values: readonly unknown[] = []) => {
  const { pglite, statements } = await sharedDatabase()
  return (await pglite._runExclusiveTransaction(() => statements.run<Row>(text, values))).rows
}

/** For a new story: it begins with nothing prepared. */
export async function forgetStatements(): Promise<void> {
  await (await sharedDatabase()).statements.forget()
}

export function watchCommits(of: Program, watch: AtCommit): void {
  atCommit.set(of, watch)
}

/** PGlite, as one program sees it: what it began ends with it, and it hears nothing after its end. */
export const PGlite = {
  create: async (options: real.PGliteOptions) => new Connection(await sharedDatabase(options)),
}

class Connection {
  readonly ready = true
  readonly waitReady = Promise.resolve()
  readonly closed = false
  readonly #pglite: real.PGlite
  readonly #statements: Statements
  readonly #program = program()
  readonly #killed: Promise<never>

  constructor({ pglite, statements }: Shared) {
    this.#pglite = pglite
    this.#statements = statements
    this.#killed = new Promise((_, reject) => this.#program.atEnd(() => reject(new Killed(this.#program.name))))
    this.#killed.catch(() => undefined)
  }

  async query(text: string, values?: readonly unknown[]) {
    const run = () => this.#statements.run(text, values)
    return await this.#whileAlive(() => this.#pglite._runExclusiveTransaction(run))
  }

  async transaction(work: (transaction: Pick<Connection, 'query'>) => Promise<unknown>): Promise<void> {
    const watch = atCommit.get(this.#program)
    let killed: 'before' | 'after' | undefined
    await this.#whileAlive(() =>
      this.#pglite.transaction(async (transaction) => {
        const query: Connection['query'] = async (...args) => {
          if (transaction.closed) throw new Error('the transaction is over')
          return await this.#whileAlive(() => this.#statements.run(...args))
        }
        await Promise.race([work({ query }), this.#killed])
        await watch?.look(async <Row>(...args: Parameters<Query>) => (await this.#statements.run<Row>(...args)).rows)
        killed = watch?.killed()
        if (killed === 'before') this.#program.kill()
        if (!this.#program.isAlive) throw new Killed(this.#program.name)
      }),
    )
    if (killed === 'after') this.#program.kill()
    this.#program.passStep()
  }

  async listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>> {
    const stop = await this.#pglite.listen(channel, (payload) => {
      if (this.#program.isAlive) running.run(this.#program, () => hear(payload))
    })
    this.#program.atEnd(() => void stop())
    return () => stop()
  }

  async close(): Promise<void> {
    // The database stays.
  }

  async #whileAlive<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#program.passStep()
    const result = await work()
    this.#program.passStep()
    return result
  }
}
