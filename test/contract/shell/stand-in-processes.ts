import { PassThrough } from 'node:stream'
import { type MessagePort, Worker } from 'node:worker_threads'
import { listeners } from './listeners.ts'

const nodePorts = new WeakMap<object, MessagePort>()

/** The port as a page gets it, which was `mainPort` in the main process. */
export function pagePort(port: Electron.MessagePortMain): MessagePort {
  const found = nodePorts.get(port)
  if (found === undefined) throw new Error('not a port of this stand-in')
  return found
}

/** A port as the main process has it. Once passed on, it is closed without effect. */
export function mainPort(port: MessagePort): Electron.MessagePortMain {
  const standIn = { close: () => port.close() }
  nodePorts.set(standIn, port)
  return standIn as Pick<Electron.MessagePortMain, 'close'> as Electron.MessagePortMain
}

export function silentProcess() {
  const { on, emit } = listeners()
  return {
    on,
    stderr: new PassThrough(),
    postMessage: (message: { readonly type?: string }, _ports?: readonly Electron.MessagePortMain[]) => {
      if (message.type === 'stop') emit('exit', 0)
    },
    kill: () => true,
    say: (message: unknown) => emit('message', message),
    die: async () => emit('exit', 9),
  }
}

/** Runs a script as a utility process is run: messages with ports go in, messages come out, `exit` tells the end. */
export function utilityThread(entry: string) {
  const { on, emit } = listeners()
  const worker = new Worker(new URL('./utility-thread.ts', import.meta.url), {
    argv: [entry],
    stderr: true,
    stdout: true,
  })
  worker.on('message', (message) => emit('message', message))
  // What was thrown in it ends it, and is told by its exit, as of a process.
  worker.on('error', () => undefined)
  worker.on('exit', (code) => emit('exit', code))
  return {
    on,
    stderr: worker.stderr,
    postMessage(message: unknown, ports: readonly Electron.MessagePortMain[] = []) {
      const transfer = ports.map(pagePort)
      worker.postMessage({ data: message, ports: transfer }, transfer)
    },
    kill() {
      void worker.terminate()
      return true
    },
    say(message: unknown) {
      emit('message', message)
    },
    async die() {
      await worker.terminate()
    },
  }
}
