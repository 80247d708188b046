import { assertNever } from '../../shared/assert-never.ts'
import { type Core, type CoreOptions, startCore } from './core.ts'
import { askedSecrets } from './identity/asked-secrets.ts'
import type { Logger } from './log.ts'
import { type FromCore, type ToCore, toCoreSchema } from './process-messages.ts'
import { FolderInUse } from './store/folder-lock.ts'
import { connectPort, type WindowPort } from './window-port.ts'

/** The process that started this one. Messages wait until somebody listens. */
export interface ParentPort {
  on(event: 'message', listener: (message: ParentMessage) => void): unknown
  postMessage(message: unknown): void
}

interface ParentMessage {
  readonly data: unknown
  readonly ports: readonly WindowPort[]
}

export interface CoreProcessParts extends Pick<CoreOptions, 'clocks' | 'random'> {
  readonly parent: ParentPort
  readonly log: Logger
  readonly exit: (code: number) => void
}

/**
 * The core as a process of its own: started, given windows and stopped by messages of the one that started it. Where it
 * may not work in the folder, it says so and waits to be stopped; after a fault it exits with 1.
 */
export function runCoreProcess({ parent, log, exit, clocks, random }: CoreProcessParts): { stop(): Promise<void> } {
  const tell = (message: FromCore) => parent.postMessage(message)
  const secrets = askedSecrets(tell)
  let starting: Promise<Core | undefined> | undefined
  let stopping: Promise<void> | undefined

  async function start(options: Extract<ToCore, { type: 'start' }>): Promise<Core | undefined> {
    const { type: _, ...told } = options
    try {
      const core = await startCore({ ...told, secrets, clocks, random, log })
      tell({ type: 'ready' })
      return core
    } catch (error) {
      if (error instanceof FolderInUse) {
        tell({ type: 'refused', message: error.message })
      } else {
        log.error('the core did not start', error)
        exit(1)
      }
      return undefined
    }
  }

  async function open(port: WindowPort): Promise<void> {
    const core = await starting
    if (core) connectPort(core, port)
  }

  async function finish(): Promise<void> {
    await (await starting)?.stop()
    exit(0)
  }

  function stop(): Promise<void> {
    stopping ??= finish()
    return stopping
  }

  parent.on('message', ({ data, ports: [port] }) => {
    const message = toCoreSchema.parse(data)
    switch (message.type) {
      case 'start':
        starting ??= start(message)
        return
      case 'window':
        if (port) void open(port)
        return
      case 'secret':
        secrets.answered(message)
        return
      case 'wake':
        void starting?.then((core) => core?.wake())
        return
      case 'stop':
        void stop()
        return
      default:
        assertNever(message)
    }
  })
  return { stop }
}
