import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const END_TIMEOUT_MS = 8_000

export interface ProgramOptions {
  /** What it is, for a person: "The demo cloud". */
  readonly title: string
  /** Node, where nothing else is said. */
  readonly program?: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** Written to its standard input, which then stays open until it is ended. */
  readonly input?: string
  readonly onLine: (line: string) => void
}

export interface EndedProgram {
  readonly title: string
  /** Null: by a signal. */
  readonly exitCode: number | null
  readonly lastWords: string
}

/** The programs that were started here, which end together. */
export class Programs {
  readonly #running = new Map<ChildProcess, string>()
  readonly #onEnd: (ended: EndedProgram) => void
  #ending = false

  /** @param onEnd told of one that ends by itself */
  constructor(onEnd: (ended: EndedProgram) => void) {
    this.#onEnd = onEnd
  }

  start({ title, program = process.execPath, args, env, input, onLine }: ProgramOptions): void {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
    this.#running.set(child, title)
    let lastWords = ''
    child.stderr.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-4000)
    })
    createInterface({ input: child.stdout }).on('line', onLine)
    // A program that ended before it read its input is told of by its end.
    child.stdin.on('error', () => undefined)
    if (input !== undefined) child.stdin.write(input)
    child.on('close', (exitCode) => {
      this.#running.delete(child)
      if (!this.#ending) this.#onEnd({ title, exitCode, lastWords: lastWords.trim() })
    })
  }

  /** Asks all to end, waits, and ends by force what doesn't. */
  async end(): Promise<void> {
    this.#ending = true
    const children = [...this.#running.keys()]
    const ended = Promise.all(
      children.map(
        (child) =>
          new Promise((resolve) =>
            child.exitCode === null && child.signalCode === null ? child.once('close', resolve) : resolve(undefined),
          ),
      ),
    )
    for (const child of children) {
      child.stdin?.end()
      child.kill('SIGTERM')
    }
    const timer = setTimeout(() => {
      for (const child of this.#running.keys()) child.kill('SIGKILL')
    }, END_TIMEOUT_MS)
    await ended
    clearTimeout(timer)
  }
}
