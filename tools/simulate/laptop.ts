import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Core, startCore } from '../../electron/core/core.ts'
import { fileSecrets } from '../../electron/core/identity/secrets.ts'
import type { WindowConnection } from '../../electron/core/window-connection.ts'
import type { CallArgs, CallName, CallResult } from '../../shared/desktop-api.ts'
import { Killed, Program, running } from './program.ts'
import { Screen } from './screen.ts'
import { setBusy, setDiskFull } from './stand-ins/sqlite.ts'
import { surroundings } from './surroundings.ts'

interface LaptopParts {
  readonly name: string
  readonly folder: string
  /** Errors that the core wrote into its log. */
  readonly onError: (laptop: Laptop, message: string, error: unknown) => void
  /** Its core is about to hear that it slept. */
  readonly onTold: (laptop: Laptop) => void
}

/** How a laptop sleeps: that depends on its system, and on chance. */
interface Sleep {
  readonly ms: number
  /** Timers count the time asleep, and are overdue. Elsewhere they go on where they stopped. */
  readonly countsForTimers: boolean
  /** How long after waking the system tells of it; undefined: never. */
  readonly toldAfterMs: number | undefined
}

/** The call was answered by a fault of the core, or by its end. */
class CallFailed extends Error {
  override readonly name = 'CallFailed'
}

/** A laptop with its real core and a window. The core may end at any moment, and start again on what it left. */
export class Laptop {
  readonly name: string
  readonly folder: string
  readonly #parts: LaptopParts
  #program: Program | undefined
  #core: Core | undefined
  #window: WindowConnection | undefined
  #screen = new Screen()
  #starts = 0
  #calls = 0
  /** How far its clock is ahead of the true time. */
  clockOffsetMs = 0
  /** What its monotonic clock doesn't count. */
  #sleptMs = 0

  constructor(parts: LaptopParts) {
    this.name = parts.name
    this.folder = parts.folder
    this.#parts = parts
  }

  get isOn(): boolean {
    return this.#core !== undefined && this.#program?.isAlive === true
  }

  get asleepUntilMs(): number {
    return this.isOn ? this.program.asleepUntilMs : 0
  }

  get isAsleep(): boolean {
    return this.asleepUntilMs > surroundings().clockwork.nowMs
  }

  get screen(): Screen {
    return this.#screen
  }

  get program(): Program {
    if (this.#program === undefined) throw new Error(`${this.name} was never on`)
    return this.#program
  }

  async start(): Promise<void> {
    if (this.isOn) return
    this.#starts += 1
    const program = new Program(`${this.name} ${this.#starts}`, surroundings().seed, this.name)
    this.#program = program
    mkdirSync(this.folder, { recursive: true })
    const { clockwork } = surroundings()
    const log = (message: string, error?: unknown) => this.#parts.onError(this, message, error)
    await running.run(program, async () => {
      const core = await startCore({
        dataDir: this.folder,
        cloudUrl: 'http://cloud.example',
        secrets: fileSecrets(join(this.folder, 'secrets')),
        clocks: {
          wallMs: () => clockwork.nowMs + this.clockOffsetMs,
          monotonicMs: () => clockwork.nowMs - this.#sleptMs,
        },
        random: program.random,
        log: { info: () => undefined, warn: () => undefined, error: log },
        localAddresses: () => [],
      })
      if (!program.isAlive) return
      this.#screen = new Screen()
      const screen = this.#screen
      this.#core = core
      this.#window = core.connect((push) => {
        if (program.isAlive) screen.take(push)
      })
    })
  }

  /** A window's call. @throws CallFailed, or never settles where the core is killed meanwhile */
  async call<C extends CallName>(call: C, args: CallArgs<C>): Promise<CallResult<C>> {
    const [window, program] = [this.#window, this.#program]
    if (window === undefined || program === undefined || !this.isOn) throw new CallFailed(`${this.name} is off`)
    this.#calls += 1
    const reply = await running.run(program, () => window.handle({ id: this.#calls, call, args }))
    if (reply && 'refused' in reply) throw new CallFailed(`${call}: ${reply.refused}`)
    if (reply === undefined || 'failed' in reply) throw new CallFailed(`${call}: ${reply?.failed}`)
    return reply.result as CallResult<C>
  }

  /** What a window is told that opens now; undefined where the core can't be asked. */
  freshScreen(): Screen | undefined {
    const [core, program] = [this.#core, this.#program]
    if (core === undefined || program === undefined || !this.isOn) return undefined
    const screen = new Screen()
    try {
      running.run(program, () => core.connect((push) => screen.take(push)).close())
      return screen
    } catch (error) {
      if (error instanceof Killed) return undefined
      throw error
    }
  }

  kill(): void {
    this.#program?.kill()
    this.#core = undefined
  }

  /** Nothing is wrong with it any more. */
  recover(): void {
    this.clockOffsetMs = 0
    if (!this.isOn) return
    this.program.stepsToLive = Number.POSITIVE_INFINITY
    setDiskFull(this.program, false)
    setBusy(this.program, false)
  }

  /** A person ends the application. */
  async quit(): Promise<void> {
    const [core, program] = [this.#core, this.#program]
    if (core === undefined || program === undefined || !program.isAlive) return
    await running.run(program, () => core.stop()).catch(() => undefined)
    this.kill()
  }

  /** Nothing happens on it for that long; its monotonic clock doesn't notice. */
  sleep({ ms, countsForTimers, toldAfterMs }: Sleep): void {
    const [core, { clockwork }] = [this.#core, surroundings()]
    if (core === undefined || !this.isOn) return
    if (!countsForTimers) clockwork.postpone(this.program, ms)
    this.program.asleepUntilMs = clockwork.nowMs + ms
    this.#sleptMs += ms
    if (toldAfterMs === undefined) return
    const tell = () => {
      this.#parts.onTold(this)
      core.wake()
    }
    running.run(this.program, () => clockwork.plan(ms + toldAfterMs, tell))
  }

  /** A new computer with what was on this one. This one must be off. */
  copyTo(other: Laptop): void {
    rmSync(other.folder, { recursive: true, force: true })
    cpSync(this.folder, other.folder, { recursive: true })
  }

  /** The disk is wiped. */
  wipe(): void {
    this.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
