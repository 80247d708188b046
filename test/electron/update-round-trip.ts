// Builds two versions, installs the first, and has it update itself to the second from a feed on this computer:
// `npm run test:update`. On Linux, where an AppImage is an installation; Windows and macOS ask for signed installers.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findElectron } from '../../electron/shell/find-electron.ts'
import { updateAppImage } from '../support/app-image-updater.ts'
import { startUpdateFeed } from '../support/update-feed.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const OLD = '0.9.0'
const NEW = '0.9.1'

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'it is for Linux, where an update needs no signature'
  const electron = findElectron(join(ROOT, 'node_modules', 'electron'), process.env)
  return electron === undefined
    ? "Electron's program is not on this computer. npx install-electron fetches it"
    : undefined
}

function buildVersion(version: string, outDir: string, feedUrl: string): void {
  const { status } = spawnSync(process.execPath, ['tools/dist.ts', `--version=${version}`, `--out=${outDir}`], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, TRACKSIDE_UPDATE_URL: feedUrl },
  })
  if (status !== 0) throw new Error(`version ${version} could not be built`)
}

function appImageIn(folder: string): string {
  const name = readdirSync(folder).find((one) => one.endsWith('.AppImage'))
  if (name === undefined) throw new Error(`there is no AppImage in ${folder}`)
  return join(folder, name)
}

async function goRound(work: string): Promise<void> {
  const oldDir = join(work, 'old')
  const newDir = join(work, 'new')
  // The feed's address is built into the application, so the feed is there first.
  const feed = await startUpdateFeed(newDir)
  try {
    buildVersion(OLD, oldDir, feed.url)
    buildVersion(NEW, newDir, feed.url)
    const installed = join(work, 'Trackside.AppImage')
    cpSync(appImageIn(oldDir), installed)
    const resourcesDir = join(oldDir, 'linux-unpacked', 'resources')
    const found = await updateAppImage({ path: installed, version: OLD, resourcesDir, cacheDir: join(work, 'cache') })
    if (found !== NEW) throw new Error(`the application found ${found ?? 'no update'} instead of ${NEW}`)
    if (!readFileSync(installed).equals(readFileSync(appImageIn(newDir)))) {
      throw new Error('what is installed now is not what the feed offered')
    }
  } finally {
    await feed.close()
  }
}

const reason = whyNot()
if (reason === undefined) {
  // An AppImage starts without the kernel's FUSE so, which containers and CI lack.
  process.env['APPIMAGE_EXTRACT_AND_RUN'] = '1'
  // The new one would open its window: its start script ends before that.
  process.env['APPIMAGE_EXIT_AFTER_INSTALL'] = '1'
  const work = mkdtempSync(join(tmpdir(), 'trackside-update-'))
  try {
    await goRound(work)
    process.stdout.write(`Updated from ${OLD} to ${NEW}.\n`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
} else {
  process.stdout.write(`Skipped the update round trip: ${reason}.\n`)
}
