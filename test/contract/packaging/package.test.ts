import { createHash } from 'node:crypto'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll } from '@electron/asar'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { pushSchema } from '../../../shared/desktop-api.ts'
import { checkPackage } from '../../../tools/check-package.ts'
import { setFuses } from '../../../tools/packaging/fuses.ts'
import { type Packed, type PackOptions, pack } from '../../../tools/packaging/pack.ts'
import { type Staged, stage } from '../../../tools/packaging/stage.ts'
import { makeStandInElectron } from '../../../tools/stand-in-electron.ts'
import { updateAppImage } from '../../support/app-image-updater.ts'
import { startChild } from '../../support/child.ts'
import { testFolder } from '../../support/test-folder.ts'
import { startUpdateFeed } from '../../support/update-feed.ts'
import { eventually } from '../shell/eventually.ts'

const release = { fuses: 'release', updateUrl: undefined } as const
const test = { fuses: 'test', updateUrl: 'https://updates.example/trackside' } as const

let electronDist = ''
let staged: Staged = { folder: '', packages: [] }
let packed: Packed = { folder: '', program: '', resources: '' }

function packInto(outDir: string, more: Partial<PackOptions> = {}): Promise<Packed> {
  const usual = { electronDist, fuses: 'release', make: 'folder', updateUrl: undefined, mustSign: false } as const
  return pack({ ...usual, appDir: staged.folder, outDir, ...more })
}

/** What was packed, in a copy that may be spoilt. */
function copied(): Packed {
  const folder = join(testFolder(), 'copy')
  cpSync(packed.folder, folder, { recursive: true })
  return { folder, program: packed.program.replace(packed.folder, folder), resources: join(folder, 'resources') }
}

const problemsOf = async (one: Packed) => (await checkPackage(one, staged, release)).problems

// The stand-in is one for Linux; elsewhere packages are made with the real Electron, and `npm run dist` checks them.
describe.runIf(process.platform === 'linux')('packaging', () => {
  const work = mkdtempSync(join(tmpdir(), 'trackside-packaging-'))
  beforeAll(async () => {
    electronDist = join(work, 'electron')
    makeStandInElectron(electronDist)
    staged = await stage(join(work, 'app'), { cloudUrl: 'http://127.0.0.1:7' })
    packed = await packInto(join(work, 'packages'))
  })
  afterAll(() => rmSync(work, { recursive: true, force: true }))

  it('a release holds what was staged, its hashes and licences, and looks for no updates', async () => {
    const { problems, ownBytes } = await checkPackage(packed, staged, release)
    expect(problems).toEqual([])
    expect(ownBytes).toBeGreaterThan(1_000_000)
  })

  it('a package for tests lets a debugger in, and asks the feed that was configured', async () => {
    const forTests = await packInto(testFolder(), test)
    expect((await checkPackage(forTests, staged, test)).problems).toEqual([])
    expect(await problemsOf(forTests)).toEqual([
      'the fuse EnableNodeCliInspectArguments is true, and should be false',
      'it would look for updates, and no feed was configured',
    ])
  })

  it('a feed that was changed after packing is found', async () => {
    const feed = { ...release, updateUrl: 'https://updates.example/trackside' }
    const withFeed = await packInto(testFolder(), { updateUrl: feed.updateUrl })
    appendFileSync(join(withFeed.resources, 'app-update.yml'), 'channel: beta\n')
    expect((await checkPackage(withFeed, staged, feed)).problems).toEqual([
      'it would not look for updates: app-update.yml is not as it was packed',
    ])
  })

  it('what was packed runs: the main process and its core, from the archive alone', async () => {
    const folder = join(testFolder(), 'extracted')
    extractAll(join(packed.resources, 'app.asar'), folder)
    const hooks = new URL('../shell/electron-in-node.ts', import.meta.url).href
    const main = join(folder, 'dist', 'electron', 'main.js')
    const application = startChild('--import', [hooks, main, '--cloud=http://127.0.0.1:9', `--data=${testFolder()}`])
    onTestFinished(() => application.end('SIGKILL'))
    const [line] = await application.line(/^\{.*\}$/)
    expect(pushSchema.parse(JSON.parse(line))).toMatchObject({ push: 'status' })
    await eventually(() => expect(application.process.exitCode).toBe(0))
  })

  it('what was packed knows its cloud without being told', async () => {
    const folder = join(testFolder(), 'extracted')
    extractAll(join(packed.resources, 'app.asar'), folder)
    const hooks = new URL('../shell/electron-in-node.ts', import.meta.url).href
    const main = join(folder, 'dist', 'electron', 'main.js')
    const application = startChild('--import', [hooks, main, `--data=${testFolder()}`], { TRACKSIDE_CLOUD: '' })
    onTestFinished(() => application.end('SIGKILL'))
    const [line] = await application.line(/^\{.*\}$/)
    expect(JSON.parse(line)).toMatchObject({ status: { cloudUrl: 'http://127.0.0.1:7' } })
    await eventually(() => expect(application.process.exitCode).toBe(0))
  })

  it('a changed fuse is found', async () => {
    const spoilt = copied()
    await setFuses(spoilt.program, 'test', false)
    expect(await problemsOf(spoilt)).toEqual(['the fuse EnableNodeCliInspectArguments is true, and should be false'])
  })

  it('a byte changed in the archive is found', async () => {
    const spoilt = copied()
    const archive = join(spoilt.resources, 'app.asar')
    const content = readFileSync(archive)
    const at = content.indexOf('exposeInMainWorld')
    content.write('E', at)
    writeFileSync(archive, content)
    expect(await problemsOf(spoilt)).toEqual(['dist/electron/preload.cjs is not what the hash in the archive says'])
  })

  it('an addon changed beside the archive, and a second one, are found', async () => {
    const spoilt = copied()
    const folder = join(spoilt.resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds')
    const addon = `${process.platform}-${process.arch}.node`
    appendFileSync(join(folder, addon), 'more')
    writeFileSync(join(folder, 'other.node'), '')
    const problems = await problemsOf(spoilt)
    expect(problems).toHaveLength(2)
    expect(problems[0]).toMatch(/^beside the archive should be .* alone, and not .*other\.node/)
    expect(problems[1]).toContain(`${addon} is not what the hash in the archive says`)
  })

  it('missing licences and a file that was left out are found', async () => {
    const spoilt = copied()
    rmSync(join(spoilt.resources, 'licences.txt'))
    const left = join(staged.folder, 'dist', 'renderer', 'assets', 'later.js')
    writeFileSync(left, '')
    onTestFinished(() => rmSync(left))
    const problems = await problemsOf(spoilt)
    expect(problems[0]).toBe("dist/renderer/assets/later.js was staged and isn't in the archive")
    expect(problems.slice(1)).toHaveLength(staged.packages.length)
    expect(problems).toContainEqual(expect.stringMatching(/^licences\.txt doesn't have better-sqlite3 .* \(MIT\)$/))
  })

  it('a key, a source map and a place that came along are found; a source is not even packed', async () => {
    const folder = join(testFolder(), 'spoilt')
    cpSync(staged.folder, folder, { recursive: true })
    const assets = join(folder, 'dist', 'renderer', 'assets')
    writeFileSync(join(assets, 'key.js'), `-----BEGIN EC PRIVATE KEY-----\n${'A'.repeat(64)}`)
    writeFileSync(join(assets, 'mapped.js'), '//# sourceMappingURL=mapped.js.map')
    writeFileSync(join(assets, 'placed.js'), `const from = '${process.cwd()}'`)
    writeFileSync(join(assets, 'source.ts'), 'export const source = 1')
    const spoilt = await packInto(testFolder(), { appDir: folder })
    const { problems } = await checkPackage(spoilt, { ...staged, folder }, release)
    expect(problems.toSorted()).toEqual([
      'dist/renderer/assets/key.js has a private key in it',
      'dist/renderer/assets/mapped.js has a source map in it',
      `dist/renderer/assets/placed.js has its builder's folder in it`,
      "dist/renderer/assets/source.ts was staged and isn't in the archive",
    ])
  })

  describe('an installed AppImage', () => {
    const oldProgram = '#!/bin/sh\nexit 1\n'
    // It is run when it has been put in place.
    const newProgram = '#!/bin/sh\nexit 0\n'

    async function installedWithFeed(offered: string) {
      const folder = testFolder()
      const hash = createHash('sha512').update(newProgram).digest('base64')
      const file = 'Trackside-0.2.0.AppImage'
      const entry = { url: file, sha512: hash, size: newProgram.length }
      const feed = {
        version: '0.2.0',
        files: [entry],
        path: file,
        sha512: hash,
        releaseDate: '2026-01-01T00:00:00.000Z',
      }
      // JSON is YAML, too.
      writeFileSync(join(folder, 'latest-linux.yml'), JSON.stringify(feed))
      writeFileSync(join(folder, file), offered)
      const { url, close } = await startUpdateFeed(folder)
      onTestFinished(close)
      const { resources } = await packInto(testFolder(), { updateUrl: url })
      const path = join(testFolder(), 'Trackside.AppImage')
      writeFileSync(path, oldProgram, { mode: 0o755 })
      return { path, resourcesDir: resources, cacheDir: testFolder() }
    }

    it('updates itself from the feed that its package names', async () => {
      const installed = await installedWithFeed(newProgram)
      expect(await updateAppImage({ ...installed, version: '0.1.0' })).toBe('0.2.0')
      expect(readFileSync(installed.path, 'utf8')).toBe(newProgram)
      expect(await updateAppImage({ ...installed, version: '0.2.0' })).toBeUndefined()
    })

    it('does so by what was packed, too', async () => {
      const installed = await installedWithFeed(newProgram)
      const folder = join(testFolder(), 'extracted')
      extractAll(join(packed.resources, 'app.asar'), folder)
      const hooks = new URL('./updating-in-node.ts', import.meta.url).href
      const main = join(folder, 'dist', 'electron', 'main.js')
      const application = startChild(
        '--import',
        [hooks, main, '--cloud=http://127.0.0.1:9', `--data=${testFolder()}`],
        {
          APPIMAGE: installed.path,
          XDG_CACHE_HOME: installed.cacheDir,
          TEST_RESOURCES: installed.resourcesDir,
        },
      )
      onTestFinished(() => application.end('SIGKILL'))
      await application.line(/^0\.0\.0: \{"state":"ready","version":"0\.2\.0"\}$/)
      await eventually(() => expect(application.process.exitCode).toBe(0))
      expect(readFileSync(installed.path, 'utf8')).toBe(newProgram)
    })

    it('takes no update that is not what the feed says, and stays as it was', async () => {
      const installed = await installedWithFeed(newProgram.replace('0', '7'))
      await expect(updateAppImage({ ...installed, version: '0.1.0' })).rejects.toThrow(/not-trusted/)
      expect(readFileSync(installed.path, 'utf8')).toBe(oldProgram)
    })
  })
})
