// `node --import` this, and `electron` is the stand-in: so the built main process runs in Node. Prints what the built
// core says to a window first and what the shell does, quits, and ends with what the application ended with.
import { registerHooks } from 'node:module'
import { SHELL_CHANNEL } from '../../../electron/shell/channels.ts'
import { electronStandIn } from './electron-stand-in.ts'
import { pagePort } from './stand-in-processes.ts'

const URL_OF_ELECTRON = 'stand-in:electron'
const electron = electronStandIn((entry) => entry)
Object.assign(globalThis, { standIn: electron.parts })
// As of Electron's: the process is there before Node is.
process.getCreationTime = () => performance.timeOrigin - 1000
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: URL_OF_ELECTRON, shortCircuit: true } : next(specifier, context),
  load(url, context, next) {
    if (url !== URL_OF_ELECTRON) return next(url, context)
    const lines = Object.keys(electron.parts).map((name) => `export const ${name} = globalThis.standIn.${name}`)
    // electron-store takes it whole.
    lines.push('export default globalThis.standIn')
    return { format: 'module', source: lines.join('\n'), shortCircuit: true }
  },
})

const frame = {
  url: 'app://trackside/',
  parent: null,
  detached: false,
  isDestroyed: () => false,
  postMessage: (channel: string, message: unknown, [port]: Electron.MessagePortMain[] = []) => {
    if (channel === SHELL_CHANNEL) {
      process.stdout.write(`the shell: ${JSON.stringify(message)}\n`)
      return
    }
    if (port === undefined) throw new Error('no port')
    pagePort(port).once('message', (text) => {
      process.stdout.write(`${text}\n`)
      electron.parts.app.quit()
      setInterval(() => electron.app.exits.length > 0 && process.exit(electron.app.exits[0]), 10)
    })
  },
}
// The main process listens once it is ready.
void electron.app.becomeReady().then(() => {
  setImmediate(() => {
    electron.receive('trackside:connect', { sender: { id: 1 }, senderFrame: frame })
    electron.receive('trackside:listen', { senderFrame: frame })
  })
})
