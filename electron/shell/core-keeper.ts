import type * as Electron from 'electron'
import { assertNever } from '../../shared/assert-never.ts'
import type { Secrets } from '../core/identity/secrets.ts'
import type { Logger } from '../core/log.ts'
import { fromCoreSchema, type SecretQuestion, type ToCore } from '../core/process-messages.ts'
import type { StartupTrace } from '../startup-trace.ts'
import { readCoreLog } from './core-log.ts'
import { growingPauses } from './growing-pauses.ts'

type CoreChild = Pick<Electron.UtilityProcess, 'kill' | 'on' | 'postMessage' | 'stderr'>

/** What the core is told first. */
export type CoreStart = Omit<Extract<ToCore, { type: 'start' }>, 'type'>

export interface CoreKeeperParts {
  readonly utilityProcess: { fork(entry: string, args: string[], options: Electron.ForkOptions): CoreChild }
  readonly entry: string
  readonly start: CoreStart
  readonly secrets: Promise<Secrets>
  readonly log: Logger
  /** Where the core's own log goes, by lines. */
  readonly writeCoreLog: (line: string) => void
  readonly trace: StartupTrace
  readonly monotonicMs: () => number
  /** @returns how to call it off */
  readonly later: (run: () => void, delayMs: number) => () => void
  /** The core can't work here, and isn't started again. */
  readonly onRefused: (message: string) => void
}

/** Opens a channel for a window that waits, and returns the core's end; undefined if the window is gone. */
export type OpenChannel = () => Electron.MessagePortMain | undefined

export interface CoreKeeper {
  /** Gives a window a line to the core, now or when there is one again. Its last wish counts. */
  attach(windowId: number, open: OpenChannel): void
  /** Has the core sync at once; one that isn't there yet begins with that. */
  wake(): void
  /** Resolves when the core has ended, by force if it takes too long. */
  stop(): Promise<void>
  /** Starts the core that was stopped, where the application stays after all, from then on with what `changed` has. */
  startAgain(changed?: Pick<CoreStart, 'cloudUrl' | 'demoAccounts'>): void
}

const STOP_TIMEOUT_MS = 5_000

interface RunningCore {
  readonly child: CoreChild
  readonly ended: Promise<void>
  readonly sinceMs: number
  readonly ports: Electron.MessagePortMain[]
  isReady: boolean
}

/** Runs the core as a process, and starts it again when it dies, after pauses that grow while it keeps dying. */
export function keepCore(parts: CoreKeeperParts): CoreKeeper {
  const { log, later, monotonicMs } = parts
  const waiting = new Map<number, OpenChannel>()
  const pauseAfter = growingPauses()
  let running: RunningCore | undefined
  let told = parts.start
  let hasWorked = false
  let isOver = false
  let callOff: (() => void) | undefined

  function start(): void {
    parts.trace.began('core')
    const child = parts.utilityProcess.fork(parts.entry, [], {
      serviceName: 'Trackside core',
      stdio: ['ignore', 'inherit', 'pipe'],
    })
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    const core: RunningCore = { child, ended, sinceMs: monotonicMs(), ports: [], isReady: false }
    running = core
    readCoreLog(child, parts.writeCoreLog)
    child.on('message', (message) => received(core, message))
    // The report beside the place has the environment in it.
    child.on('error', (type, location) => log.warn(`the core's process broke: ${type} in ${location}`))
    child.on('exit', (code) => {
      running = undefined
      // A port that was given to a core already dead never reached it; open, it would leave its window waiting.
      for (const port of core.ports) port.close()
      resolve()
      if (!isOver) restart(code, monotonicMs() - core.sinceMs)
    })
    tell(core, { type: 'start', ...told })
  }

  function restart(code: number, ranMs: number): void {
    const pauseMs = pauseAfter(ranMs)
    log.warn(`the core's process ended with ${code}; it starts again in ${pauseMs} ms`)
    callOff = later(start, pauseMs)
  }

  function received(core: RunningCore, data: unknown): void {
    const message = fromCoreSchema.parse(data)
    switch (message.type) {
      case 'ready':
        parts.trace.ended('core')
        core.isReady = true
        hasWorked = true
        for (const [windowId, open] of waiting) connect(core, windowId, open)
        return
      case 'secret':
        void answer(core, message.id, message.question)
        return
      case 'refused':
        tell(core, { type: 'stop' })
        // Once a core has worked here, what is in its way is the last one's end, which passes.
        if (hasWorked) return
        isOver = true
        parts.onRefused(message.message)
        return
      default:
        assertNever(message)
    }
  }

  function connect(core: RunningCore, windowId: number, open: OpenChannel): void {
    waiting.delete(windowId)
    const port = open()
    if (port === undefined) return
    core.ports.push(port)
    tell(core, { type: 'window' }, [port])
  }

  async function answer(core: RunningCore, id: number, question: SecretQuestion): Promise<void> {
    try {
      const value = await askSecrets(await parts.secrets, question)
      tell(core, { type: 'secret', id, failed: false, ...(value === undefined ? {} : { value }) })
    } catch (error) {
      log.error(`the secret store failed to ${question.do}`, error)
      tell(core, { type: 'secret', id, failed: true })
    }
  }

  start()
  return {
    attach(windowId, open) {
      if (running?.isReady) connect(running, windowId, open)
      else waiting.set(windowId, open)
    },
    wake() {
      if (running?.isReady) tell(running, { type: 'wake' })
    },
    async stop() {
      isOver = true
      callOff?.()
      if (running === undefined) return
      const { child, ended } = running
      tell(running, { type: 'stop' })
      const callOffForce = later(() => child.kill(), STOP_TIMEOUT_MS)
      await ended
      callOffForce()
    },
    startAgain(changed) {
      if (running !== undefined) return
      // One that died by itself waits to be started: two would be in each other's way.
      callOff?.()
      told = { ...told, ...changed }
      isOver = false
      start()
    },
  }
}

function tell({ child }: RunningCore, message: ToCore, ports: Electron.MessagePortMain[] = []): void {
  child.postMessage(message, ports)
}

async function askSecrets(secrets: Secrets, question: SecretQuestion): Promise<string | undefined> {
  switch (question.do) {
    case 'read':
      return secrets.read(question.name)
    case 'write':
      await secrets.write(question.name, question.value)
      return undefined
    case 'remove':
      await secrets.remove(question.name)
      return undefined
    case 'kept-in':
      return secrets.keptIn()
    default:
      return assertNever(question)
  }
}
