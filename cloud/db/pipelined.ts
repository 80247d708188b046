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

  constructor(inner: Inner) {
    this.inner = inner
  }

  begin(beginning: Promise<void>): void {
    beginning.catch(() => undefined)
    this.#beginning = beginning
    this.#unanswered = []
  }

  /** Changes nothing before it is certain that a transaction has begun, which is what undoes it. */
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (query.query.kind !== 'SelectQueryNode') await this.#beginning
    const before = [...this.#unanswered]
    try {
      return await this.inner.executeQuery<R>(query)
    } catch (error) {
      // What failed before it is the reason.
      await Promise.all(before)
      throw error
    }
  }

  /** Within a transaction: the commit, or what is asked next, tells whether it failed. */
  async send(query: CompiledQuery): Promise<void> {
    if (this.#beginning === undefined) throw new Error('nothing would tell whether it failed')
    await this.#beginning
    const answer = this.inner.executeQuery(query)
    answer.catch(() => undefined)
    this.#unanswered.push(answer)
  }

  async answered(): Promise<void> {
    await this.#beginning
    await Promise.all(this.#unanswered)
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
    const committed = this.#driver.commitTransaction(connection.inner)
    committed.catch(() => undefined)
    await connection.answered()
    await committed
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
