import { type IncomingMessage, type RequestOptions, request } from 'node:http'
import { AppImageUpdater } from 'electron-updater'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'

/** Electron's way of downloading, with requests by Node. */
class NodeHttpExecutor extends ElectronHttpExecutor {
  override createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void) {
    return request(options, callback) as unknown as ReturnType<ElectronHttpExecutor['createRequest']>
  }
}

export interface InstalledAppImage {
  readonly path: string
  readonly version: string
  /** The package's own app-update.yml. */
  readonly configFile: string
  readonly cacheDir: string
}

/**
 * Does what an installed AppImage does by electron-updater: asks its feed, downloads what is newer, checks it, and puts
 * it in its own place when it quits. In Node: only the requests are made by Node's network part instead of Electron's.
 * @returns the version that it found; undefined if none is newer
 */
export async function updateAppImage(installed: InstalledAppImage): Promise<string | undefined> {
  const onQuit: ((exitCode: number) => void)[] = []
  const updater = new AppImageUpdater(null, {
    version: installed.version,
    name: 'trackside',
    isPackaged: true,
    appUpdateConfigPath: installed.configFile,
    userDataPath: installed.cacheDir,
    baseCachePath: installed.cacheDir,
    whenReady: async () => undefined,
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: (handler: (exitCode: number) => void) => onQuit.push(handler),
  })
  Reflect.set(updater, 'httpExecutor', new NodeHttpExecutor())
  updater.logger = null
  updater.autoDownload = false
  updater.disableDifferentialDownload = true
  // An error comes by the promise, too.
  updater.on('error', () => undefined)
  const before = process.env['APPIMAGE']
  process.env['APPIMAGE'] = installed.path
  try {
    const found = await updater.checkForUpdates()
    if (!found?.isUpdateAvailable) return undefined
    await updater.downloadUpdate()
    for (const quit of onQuit) quit(0)
    return found.updateInfo.version
  } finally {
    if (before === undefined) delete process.env['APPIMAGE']
    else process.env['APPIMAGE'] = before
  }
}
