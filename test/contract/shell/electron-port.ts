import { EventEmitter } from 'node:events'
import type { MessagePort } from 'node:worker_threads'
import type { WindowPort } from '../../../electron/core/window-port.ts'

/** Node's port as Electron gives one to a process without pages: messages in events, and none before `start`. */
export function electronPort(port: MessagePort): WindowPort {
  const emitter = new EventEmitter()
  port.on('close', () => emitter.emit('close'))
  return {
    on: (event: string, listener: (message: { readonly data: unknown }) => void) => emitter.on(event, listener),
    start: () => void port.on('message', (data) => emitter.emit('message', { data, ports: [] })),
    postMessage: (message) => port.postMessage(message),
  }
}
