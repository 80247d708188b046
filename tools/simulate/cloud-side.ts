import type { Readable } from 'node:stream'
import { pino } from 'pino'
import { buildApp } from '../../cloud/app.ts'
import { systemClock } from '../../cloud/clock.ts'
import { configWith } from '../../cloud/config.ts'
import { type Database, openPglite } from '../../cloud/db/open.ts'
import type { App } from '../../cloud/routes/app-type.ts'
import { Program, running } from './program.ts'
import { type AtCommit, watchCommits } from './stand-ins/pglite.ts'
import { surroundings } from './surroundings.ts'

export interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface OpenStream {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly stream: Readable
  close(): void
}

interface CloudSideParts {
  readonly onError: (message: string) => void
  /** All its connections are gone. */
  readonly onDeath: () => void
  /** Sees what each transaction is about to commit. */
  readonly atCommit: AtCommit['look']
}

const LIMIT_FACTOR = 1000
/** So that it often forgets what went. */
const DELETIONS_KEPT_MS = 3 * 3_600_000

/** The real cloud, on its real SQL. It may crash, and start again on the same database. */
export class CloudSide {
  readonly #parts: CloudSideParts
  #program: Program | undefined
  #app: App | undefined
  #database: Database | undefined
  #starts = 0
  /** The cloud is killed at its next commit. */
  crashAtCommit: 'before' | 'after' | undefined

  constructor(parts: CloudSideParts) {
    this.#parts = parts
  }

  get isUp(): boolean {
    return this.#app !== undefined && this.#program?.isAlive === true
  }

  get database(): Database {
    if (this.#database === undefined) throw new Error('the cloud was never up')
    return this.#database
  }

  async start(): Promise<void> {
    this.#starts += 1
    const program = new Program(`cloud ${this.#starts}`, surroundings().seed)
    this.#program = program
    program.atEnd(this.#parts.onDeath)
    watchCommits(program, { look: this.#parts.atCommit, killed: () => this.#takeCrash() })
    await running.run(program, async () => {
      this.#database = await openPglite()
      const config = { ...configWith(LIMIT_FACTOR), deletionsKeptMs: DELETIONS_KEPT_MS }
      const cloud = { db: this.#database.db, clock: systemClock(), config }
      const app = await buildApp({ ...cloud, database: this.#database, log: this.#log(program) })
      await app.ready()
      this.#app = app
    })
  }

  crash(): void {
    this.#app = undefined
    this.#program?.kill()
  }

  /** Asks the running cloud. @throws where it is down, or dies meanwhile */
  async ask({ method, path, headers, body }: Asked): Promise<Answered> {
    return await this.#whileUp(async (app) => {
      const {
        statusCode,
        headers: answered,
        body: text,
      } = await app.inject({
        ...{ method, url: path, headers: { ...headers } },
        ...(body === undefined ? {} : { payload: body }),
      })
      return { status: statusCode, headers: texts(answered), body: text }
    })
  }

  async openStream({ path, headers }: Asked): Promise<OpenStream> {
    return await this.#whileUp(async (app) => {
      const response = await app.inject({ method: 'GET', url: path, headers: { ...headers }, payloadAsStream: true })
      return {
        status: response.statusCode,
        headers: texts(response.headers),
        stream: response.stream(),
        close: () => response.raw.res.destroy(),
      }
    })
  }

  async #whileUp<Result>(work: (app: App) => Promise<Result>): Promise<Result> {
    const [app, program] = [this.#app, this.#program]
    if (app === undefined || program === undefined || !program.isAlive) throw new Error('the cloud is down')
    const result = await running.run(program, () => work(app))
    if (!program.isAlive) throw new Error('the cloud died')
    return result
  }

  #takeCrash(): 'before' | 'after' | undefined {
    const crash = this.crashAtCommit
    this.crashAtCommit = undefined
    return crash
  }

  #log(program: Program) {
    const { onError } = this.#parts
    const write = (line: string) => {
      if (program.isAlive && Number(JSON.parse(line).level) >= 50) onError(line)
    }
    return pino({ level: 'error' }, { write })
  }
}

function texts(headers: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
