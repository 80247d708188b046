import {
  type ConnectionProvider,
  type DatabaseConnection,
  type Dialect,
  DummyDriver,
  Kysely,
  type KyselyProps,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
} from 'kysely'
import type { Db, Tables, Tx } from './tables.ts'

/** Nothing is begun or opened with it: the connection is there already. */
const BEGUN: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

/**
 * Kysely lets a transaction ask one thing after the other. Here, what is asked before the last answer is there goes to the
 * database at once, which carries it out in the order in which it was asked: one way for all of it.
 */
export async function abreast<T>(trx: Tx, work: (trx: Tx) => Promise<T>): Promise<T> {
  return await trx
    .getExecutor()
    .provideConnection((connection) => work(new Transaction<Tables>(propsOn(trx, connection))))
}

/** As `abreast`, for what needs no transaction. Each sees what those before it saw, or later. */
export async function inOneWay<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  return await db.getExecutor().provideConnection((connection) => work(new Kysely<Tables>(propsOn(db, connection))))
}

function propsOn(db: Db, connection: DatabaseConnection): KyselyProps {
  const provider: ConnectionProvider = { provideConnection: (consumer) => consumer(connection) }
  const executor = db.getExecutor().withConnectionProvider(provider)
  return { config: { dialect: BEGUN }, dialect: BEGUN, driver: new DummyDriver(), executor }
}
