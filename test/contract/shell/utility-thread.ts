// What Electron does in a utility process before the script runs: puts `parentPort` on the process.
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { type MessagePort, parentPort as thread } from 'node:worker_threads'
import { electronPort } from './electron-port.ts'

const parent = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => thread?.postMessage(message) })
Object.defineProperty(process, 'parentPort', { value: parent })
const [, , entry = ''] = process.argv
await import(pathToFileURL(entry).href)
// Messages wait until the script listens.
thread?.on('message', ({ data, ports }: { data: unknown; ports: readonly MessagePort[] }) => {
  parent.emit('message', { data, ports: ports.map(electronPort) })
})
