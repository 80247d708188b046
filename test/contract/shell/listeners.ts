import { EventEmitter } from 'node:events'

/** Listeners of Electron's kind: whoever chains calls on what `on` gives breaks here. */
export function listeners() {
  const emitter = new EventEmitter()
  const add = (event: string, listener: (...args: never[]) => void) => {
    emitter.on(event, listener as (...args: unknown[]) => void)
    return undefined as never
  }
  const removeAllListeners = (event: string) => void emitter.removeAllListeners(event)
  return {
    on: add,
    once: add,
    removeAllListeners,
    emit: (event: string, ...args: readonly unknown[]) => void emitter.emit(event, ...args),
  }
}
