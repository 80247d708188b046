import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'

/**
 * PostgreSQL, in fewer ways there and back: BEGIN goes out with what reads or locks first, and COMMIT right behind what was
 * sent without waiting for its answer. Where that one fails, COMMIT takes nothing.
 */
export class PipelinedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new PipelinedDriver(new PostgresDriver(this.#config))
  }
}

type Inner = Parameters<PostgresDriver['releaseConnection']>[0]

export class PipelinedConnection implements DatabaseConnection {
  readonly inner: Inner
  #beginning: Promise<void> | undefined
  #unanswered: Promise<unknown>[] = []
  /** What failed first within the transaction: all that comes behind it fails only because of that. */
  #reason: unknown

  constructor(inner: Inner) {
    this.inner = inner
  }

  begin(beginning: Promise<void>): void {
    beginning.catch(() => undefined)
    this.#beginning = beginning
    this.#unanswered = []
    this.#reason = undefined
  }

  /** Changes nothing before it is certain that a transaction has begun, which is what undoes it. */
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (query.query.kind !== 'SelectQueryNode') await this.#beginning
    try {
      return await this.inner.executeQuery<R>(query)
    } catch (error) {
      throw this.#reasonOf(error)
    }
  }

  /** Within a transaction: the commit, or what is asked next, tells whether it failed. */
  async send(query: CompiledQuery): Promise<void> {
    if (this.#beginning === undefined) throw new Error('nothing would tell whether it failed')
    await this.#beginning
    const answer = this.inner.executeQuery(query)
    answer.catch((error: unknown) => this.#reasonOf(error))
    this.#unanswered.push(answer)
  }

  /** @throws what failed first, whether or not anybody waited for it: then nothing was committed */
  async committed(committing: Promise<void>): Promise<void> {
    committing.catch(() => undefined)
    try {
      await this.#beginning
      await Promise.all(this.#unanswered)
      await committing
    } catch (error) {
      throw this.#reasonOf(error)
    }
  }

  /** Answers come in the order in which was asked. */
  #reasonOf(error: unknown): unknown {
    if (this.#beginning === undefined) return error
    this.#reason ??= error
    return this.#reason
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    yield* this.inner.streamQuery<R>(query, chunkSize)
  }
}

class PipelinedDriver implements Driver {
  readonly #driver: PostgresDriver

  constructor(driver: PostgresDriver) {
    this.#driver = driver
  }

  async init(): Promise<void> {
    await this.#driver.init()
  }

  async acquireConnection(): Promise<PipelinedConnection> {
    return new PipelinedConnection((await this.#driver.acquireConnection()) as Inner)
  }

  async beginTransaction(connection: PipelinedConnection, settings: TransactionSettings): Promise<void> {
    connection.begin(this.#driver.beginTransaction(connection.inner, settings))
  }

  async commitTransaction(connection: PipelinedConnection): Promise<void> {
    await connection.committed(this.#driver.commitTransaction(connection.inner))
  }

  async rollbackTransaction(connection: PipelinedConnection): Promise<void> {
    await this.#driver.rollbackTransaction(connection.inner)
  }

  async releaseConnection(connection: PipelinedConnection): Promise<void> {
    await this.#driver.releaseConnection(connection.inner)
  }

  async destroy(): Promise<void> {
    await this.#driver.destroy()
  }
}
