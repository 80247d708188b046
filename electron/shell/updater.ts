import { copyFileSync, renameSync, rmSync } from 'node:fs'
import type * as Electron from 'electron'
import {
  AppImageUpdater,
  type AppUpdater,
  CancellationToken,
  DebUpdater,
  MacUpdater,
  NsisUpdater,
} from 'electron-updater'
import type { InstallOptions } from 'electron-updater/out/BaseUpdater.js'
import { verifySignature } from 'electron-updater/out/windowsExecutableCodeSignatureVerifier.js'
import { isConfidential } from './packed-feed.ts'
import type { Updater } from './updates.ts'

/** electron-updater for this kind of installation. Loaded when it is needed first: it would make every start slower. */
export function loadUpdater(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): Updater {
  if (platform === 'darwin') return confineUpdater(new MacUpdater())
  if (platform === 'win32') {
    const updater = new NsisUpdater()
    updater.verifyUpdateCodeSignature = failClosed(verifySignature)
    return confineUpdater(updater)
  }
  // electron-updater itself would go by a file in the package, which the deb's making may leave in an AppImage.
  return confineUpdater(env['APPIMAGE'] ? new CarefulAppImageUpdater() : new DebUpdater())
}

/**
 * electron-updater removes the old AppImage, and then moves the new one there. What goes wrong between the two, such as a
 * full disk, would leave a person without an application.
 */
class CarefulAppImageUpdater extends AppImageUpdater {
  protected override doInstall(options: InstallOptions): boolean {
    const old = process.env['APPIMAGE']
    if (old === undefined) return super.doInstall(options)
    const kept = `${old}.old`
    copyFileSync(old, kept)
    try {
      const isInstalled = super.doInstall(options)
      rmSync(kept)
      return isInstalled
    } catch (error) {
      renameSync(kept, old)
      throw error
    }
  }
}

/** Nothing by itself, no way back to an older version, nothing unfinished, and nothing unencrypted. */
function confineUpdater(updater: AppUpdater): Updater {
  updater.logger = null
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.allowDowngrade = false
  updater.allowPrerelease = false
  updater.disableWebInstaller = true
  const isSupported = updater.isUpdateSupported
  updater.isUpdateSupported = (info) => /^[\d.]{5,60}$/.test(info.version) && isSupported(info)
  refuseUnencrypted(updater.netSession)
  // Each comes by a promise, too; without a listener it would end the application.
  updater.on('error', () => undefined)
  return {
    async check() {
      const found = await updater.checkForUpdates()
      return found?.isUpdateAvailable ? found.updateInfo.version : undefined
    },
    download(onPercent) {
      const token = new CancellationToken()
      const listener = ({ percent }: { readonly percent: number }) => onPercent(percent)
      updater.on('download-progress', listener)
      const done = updater.downloadUpdate(token).finally(() => updater.off('download-progress', listener))
      return { done: done.then(() => undefined), cancel: () => token.cancel() }
    },
    install: () =>
      new Promise((_resolve, reject) => {
        updater.once('error', reject)
        // Not silent: on Windows a person sees that something is going on.
        updater.quitAndInstall(false, true)
      }),
  }
}

/** The feed's own server, too, might lead elsewhere. */
function refuseUnencrypted({ webRequest }: Pick<Electron.Session, 'webRequest'>): void {
  webRequest.onBeforeRequest(({ url }, answer) => {
    const parsed = URL.parse(url)
    answer({ cancel: parsed === null || !isConfidential(parsed) })
  })
}

/**
 * electron-updater takes a file whose signature it couldn't look at, such as where PowerShell is forbidden, and warns.
 * Here every warning is a no, but for the one that a name was compared and not the whole subject.
 */
export function failClosed(verify: typeof verifySignature): (names: string[], path: string) => Promise<string | null> {
  return async (names, path) => {
    const doubts: string[] = []
    const warn = (text: unknown) => {
      if (!String(text).startsWith('Signature validated using only CN ')) doubts.push(String(text))
    }
    const ignore = () => undefined
    return (await verify(names, path, { info: ignore, warn, error: warn })) ?? doubts[0] ?? null
  }
}
