// `node --import` this, and the packed main process, on a stand-in of Electron, is told by its page to look for an update,
// to download it, and to install it. Prints what the page is told of it, and ends when the application does.
import { registerHooks } from 'node:module'
import { toPageSchema, type UpdateState } from '../../../shared/shell-messages.ts'
import { networkForUpdater } from '../../support/electron-for-updater.ts'
import { electronStandIn } from '../shell/electron-stand-in.ts'

const URL_OF_ELECTRON = 'stand-in:electron'
const NEXT: Readonly<Partial<Record<UpdateState['state'], string>>> = {
  idle: 'check',
  available: 'download',
  ready: 'install',
}

const electron = electronStandIn((entry) => entry)
electron.app.isPackaged = true
const { session, ...network } = networkForUpdater()
Object.assign(electron.parts.app, { getName: () => 'trackside', once: electron.parts.app.on })
const parts = { ...electron.parts, ...network, session: { ...electron.parts.session, ...session } }
Object.assign(globalThis, { standIn: parts })
Reflect.set(process, 'resourcesPath', process.env['TEST_RESOURCES'])
process.getCreationTime = () => performance.timeOrigin - 1000
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: URL_OF_ELECTRON, shortCircuit: true } : next(specifier, context),
  load(url, context, next) {
    if (url !== URL_OF_ELECTRON) return next(url, context)
    const lines = Object.keys(parts).map((name) => `export const ${name} = globalThis.standIn.${name}`)
    lines.push('export default globalThis.standIn')
    return { format: 'module', source: lines.join('\n'), shortCircuit: true }
  },
})

const frame = {
  url: 'app://trackside/',
  parent: null,
  detached: false,
  isDestroyed: () => false,
  postMessage(_channel: string, said: unknown) {
    const message = toPageSchema.parse(said)
    if (message.type !== 'update') return
    process.stdout.write(`${message.current}: ${JSON.stringify(message.update)}\n`)
    const act = NEXT[message.update.state]
    if (act !== undefined) electron.receive('trackside:tell', { senderFrame: frame }, { type: 'update', act })
  },
}
// The main process listens once it is ready.
void electron.app.becomeReady().then(() => {
  setImmediate(() => electron.receive('trackside:listen', { senderFrame: frame }))
})
setInterval(() => electron.app.exits.length > 0 && process.exit(electron.app.exits[0]), 10)
