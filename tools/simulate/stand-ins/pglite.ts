import * as real from '@electric-sql/pglite'
import { Killed, type Program, running } from '../program.ts'
import { program } from '../surroundings.ts'

/** What the simulation does at the commits of a program that works with the database. */
export interface AtCommit {
  /** Everything that the transaction wrote can be read with it. */
  readonly look: (query: Query) => Promise<void>
  /** When the program is killed: before this commit, or after it, so that it never hears of it. */
  readonly killed: () => 'before' | 'after' | undefined
}

export type Query = <Row>(text: string) => Promise<readonly Row[]>

let database: Promise<real.PGlite> | undefined
const atCommit = new WeakMap<Program, AtCommit>()

/** The one database of this process, which outlives the programs that work with it. */
function sharedDatabase(options: real.PGliteOptions = {}): Promise<real.PGlite> {
  database ??= withoutAlarms(() => real.PGlite.create(options))
  return database
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
export const query: Query = async <Row>(text: string) => (await (await sharedDatabase()).query<Row>(text)).rows

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
  readonly #real: real.PGlite
  readonly #program = program()
  readonly #killed: Promise<never>

  constructor(database: real.PGlite) {
    this.#real = database
    this.#killed = new Promise((_, reject) => this.#program.atEnd(() => reject(new Killed(this.#program.name))))
    this.#killed.catch(() => undefined)
  }

  async query(text: string, values?: unknown[], options?: real.QueryOptions) {
    return await this.#whileAlive(() => this.#real.query(text, values, options))
  }

  async transaction(work: (transaction: Pick<real.Transaction, 'query'>) => Promise<unknown>): Promise<void> {
    const watch = atCommit.get(this.#program)
    let killed: 'before' | 'after' | undefined
    await this.#whileAlive(() =>
      this.#real.transaction(async (transaction) => {
        const query: real.Transaction['query'] = (...args) => this.#whileAlive(() => transaction.query(...args))
        await Promise.race([work({ query }), this.#killed])
        await watch?.look(async <Row>(text: string) => (await transaction.query<Row>(text)).rows)
        killed = watch?.killed()
        if (killed === 'before') this.#program.kill()
        if (!this.#program.isAlive) throw new Killed(this.#program.name)
      }),
    )
    if (killed === 'after') this.#program.kill()
    this.#program.passStep()
  }

  async listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>> {
    const stop = await this.#real.listen(channel, (payload) => {
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
