import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { verifySignature } from 'electron-updater/out/windowsExecutableCodeSignatureVerifier.js'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { failClosed } from '../../../electron/shell/updater.ts'
import { type InstalledAppImage, type RunningAppImage, startAppImage } from '../../support/app-image-updater.ts'
import { testFolder } from '../../support/test-folder.ts'
import { startUpdateFeed } from '../../support/update-feed.ts'
import { eventually } from './eventually.ts'

// electron-updater does for an AppImage what it should on Linux alone.
const isLinux = process.platform === 'linux'
const OLD = '#!/bin/sh\nexit 1\n'
// It is started when it has been put in place.
const NEW = '#!/bin/sh\nexit 0\n'
const FILE = 'Trackside-1.2.0.AppImage'
const AVAILABLE = { state: 'available', version: '1.2.0' }

interface Offered {
  readonly version?: string
  readonly sha512?: string | undefined
  /** What is there under the name of the file. */
  readonly file?: string
  readonly url?: string
  /** Instead of what a feed says. */
  readonly text?: string
}

function offer(folder: string, { version = '1.2.0', file = NEW, ...more }: Offered = {}): void {
  const sha512 = 'sha512' in more ? more.sha512 : createHash('sha512').update(NEW).digest('base64')
  const files = [{ url: more.url ?? FILE, sha512, size: NEW.length }]
  // JSON is YAML, too.
  writeFileSync(join(folder, 'latest-linux.yml'), more.text ?? JSON.stringify({ version, files }))
  writeFileSync(join(folder, FILE), file)
}

function install(url: string, more: Partial<InstalledAppImage> = {}, publisher = ''): InstalledAppImage {
  const resourcesDir = testFolder()
  const path = join(testFolder(), 'Trackside.AppImage')
  writeFileSync(path, OLD, { mode: 0o755 })
  const yml = `provider: generic\nurl: ${url}\nupdaterCacheDirName: trackside-updater\n${publisher}`
  writeFileSync(join(resourcesDir, 'app-update.yml'), yml)
  return { path, version: '1.1.0', resourcesDir, cacheDir: testFolder(), ...more }
}

/** An AppImage that is installed, with a feed on this computer that offers something. */
async function installedWith(offered?: Offered, more: Partial<InstalledAppImage> = {}) {
  const folder = testFolder()
  offer(folder, offered)
  const feed = await startUpdateFeed(folder)
  onTestFinished(() => feed.close())
  const installed = install(feed.url, more)
  return { installed, folder, feed, running: startAppImage(installed) }
}

async function checked(running: RunningAppImage) {
  running.act('check')
  return running.until('current', 'available', 'failed')
}

async function downloaded(running: RunningAppImage) {
  expect(await checked(running)).toEqual(AVAILABLE)
  running.act('download')
  return running.until('ready', 'failed')
}

const downloadsIn = (cacheDir: string) => join(cacheDir, 'trackside-updater', 'pending')

describe.runIf(isLinux)('by a person’s clicks', () => {
  it('finds, downloads and installs a newer version, and each only when told to', async () => {
    const { installed, running } = await installedWith()
    expect(running.states).toEqual([{ state: 'idle' }])
    expect(await checked(running)).toEqual(AVAILABLE)
    expect(existsSync(downloadsIn(installed.cacheDir))).toBe(false)
    running.act('download')
    expect(await running.until('ready')).toEqual({ state: 'ready', version: '1.2.0' })
    expect(running.states.slice(1, 4)).toEqual([
      { state: 'checking' },
      AVAILABLE,
      { state: 'downloading', version: '1.2.0', percent: 0 },
    ])
    expect(readFileSync(installed.path, 'utf8')).toBe(OLD)
    // Nothing waits for the end of the application to install itself.
    expect(running.calls).toEqual([])
    running.act('install')
    await running.untilCalled('quit')
    expect(running.calls).toEqual(['asked', 'core stopped', 'lock given back', 'quit'])
    expect(readFileSync(installed.path, 'utf8')).toBe(NEW)
    expect(readdirSync(join(installed.path, '..'))).toEqual(['Trackside.AppImage'])
  })

  it('says that nothing is newer', async () => {
    const { running } = await installedWith({ version: '1.1.0' })
    expect(await checked(running)).toEqual({ state: 'current' })
  })

  it.each(['1.0.9', '2.0.0-beta.1', '1.2'])('takes no %s', async (version) => {
    const { running } = await installedWith({ version })
    expect(await checked(running)).toMatchObject(version === '1.2' ? { state: 'failed' } : { state: 'current' })
    running.act('download')
    running.act('install')
    running.act('check')
    await eventually(() => expect(running.states.filter(({ state }) => state === 'checking')).toHaveLength(2))
    expect(running.calls).toEqual([])
  })

  it('does not install what a person did not download, nor download what was not found', async () => {
    const { running } = await installedWith()
    running.act('install')
    running.act('download')
    expect(await checked(running)).toEqual(AVAILABLE)
    expect(running.states).toEqual([{ state: 'idle' }, { state: 'checking' }, AVAILABLE])
    expect(running.calls).toEqual([])
  })
})

describe.runIf(isLinux)('what goes wrong', () => {
  it('a file that is not what the feed says is not trusted, and nothing of it stays', async () => {
    const { installed, running } = await installedWith({ file: NEW.replace('0', '7') })
    expect(await downloaded(running)).toEqual({ state: 'failed', why: 'not-trusted' })
    expect(readdirSync(downloadsIn(installed.cacheDir))).toEqual([])
    running.act('install')
    expect(await checked(running)).toEqual(AVAILABLE)
    expect(readFileSync(installed.path, 'utf8')).toBe(OLD)
  })

  it('a feed that says no hash is not trusted', async () => {
    const { running } = await installedWith({ sha512: undefined })
    expect(await downloaded(running)).toEqual({ state: 'failed', why: 'not-trusted' })
  })

  it.each([
    ['a page instead of a feed', '<!doctype html><title>Sign in to the hotel’s network</title>'],
    ['an empty file', ''],
    ['something that is no YAML', '{"version": '],
  ])('%s is no feed', async (_name, text) => {
    const { running } = await installedWith({ text })
    expect(await checked(running)).toEqual({ state: 'failed', why: 'no-feed' })
  })

  it('a feed that is gone is none, and one that is back is asked again', async () => {
    const { folder, running } = await installedWith()
    rmSync(join(folder, 'latest-linux.yml'))
    expect(await checked(running)).toEqual({ state: 'failed', why: 'no-feed' })
    offer(folder)
    expect(await checked(running)).toEqual(AVAILABLE)
  })

  it('a server that is gone is no feed', async () => {
    const { feed, running } = await installedWith()
    await feed.close()
    expect(await checked(running)).toEqual({ state: 'failed', why: 'no-feed' })
  })

  it('a file that is gone is no feed', async () => {
    const { folder, running } = await installedWith()
    rmSync(join(folder, FILE))
    expect(await downloaded(running)).toEqual({ state: 'failed', why: 'no-feed' })
  })

  it.runIf(existsSync('/dev/full'))('a full disk is said to be the disk', async () => {
    const { installed, running } = await installedWith()
    const folder = downloadsIn(installed.cacheDir)
    // What can't be removed makes it take another name, and the third one leads to a disk that is always full.
    for (const name of [`temp-${FILE}`, `0-temp-${FILE}`, `1-temp-${FILE}`])
      mkdirSync(join(folder, name), { recursive: true })
    symlinkSync('/dev/full', join(folder, `2-temp-${FILE}`))
    expect(await downloaded(running)).toEqual({ state: 'failed', why: 'disk' })
  })

  it('no word of an error leaves the shell, and none that names a place is logged', async () => {
    const { feed, installed, running } = await installedWith({ file: 'another' })
    expect(await downloaded(running)).toEqual({ state: 'failed', why: 'not-trusted' })
    expect(running.log.join()).toContain('not-trusted (ERR_CHECKSUM_MISMATCH)')
    expect(running.log.join()).not.toContain(feed.url)
    expect(running.log.join()).not.toContain(installed.cacheDir)
  })

  it('a download is cancelled, and can be begun again', async () => {
    let rest: (() => void) | undefined
    const sha512 = createHash('sha512').update(NEW).digest('base64')
    const server = createServer((asked, answer) => {
      if (asked.url?.includes('.yml')) {
        answer.end(JSON.stringify({ version: '1.2.0', files: [{ url: FILE, sha512, size: NEW.length }] }))
        return
      }
      answer.writeHead(200, { 'content-length': NEW.length })
      answer.write(NEW.slice(0, 5))
      if (rest !== undefined) answer.end(NEW.slice(5))
      rest = () => answer.end(NEW.slice(5))
    })
    onTestFinished(() => void server.close().closeAllConnections())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const installed = install(`http://127.0.0.1:${port}`)
    const running = startAppImage(installed)
    expect(await checked(running)).toEqual(AVAILABLE)
    running.act('download')
    // Cancelled before it is there, the file may be made after the folder was emptied; the next download takes it away.
    await eventually(() => expect(readdirSync(downloadsIn(installed.cacheDir))).toEqual([`temp-${FILE}`]))
    running.act('cancel')
    expect(await running.until('available')).toEqual(AVAILABLE)
    expect(readdirSync(downloadsIn(installed.cacheDir))).toEqual([])
    running.act('download')
    expect(await running.until('ready', 'failed')).toEqual({ state: 'ready', version: '1.2.0' })
  })

  it('a file at an unencrypted address is not even asked for', async () => {
    const folder = testFolder()
    offer(folder)
    const elsewhere = await startUpdateFeed(folder)
    onTestFinished(() => elsewhere.close())
    // By its name, this computer is as good as any other on the network.
    const url = `${elsewhere.url.replace('127.0.0.1', 'localhost')}/${FILE}`
    const { running } = await installedWith({ url })
    expect(await downloaded(running)).toEqual({ state: 'failed', why: 'no-feed' })
  })
})

describe.runIf(isLinux)('[R5] installing', () => {
  it('waits while a run is recorded here', async () => {
    const { installed, running } = await installedWith()
    await downloaded(running)
    running.facts = { ...running.facts, runs: ['CLBX30201'] }
    running.act('install')
    await new Promise((resolve) => setImmediate(resolve))
    expect(running.calls).toEqual([])
    running.facts = { ...running.facts, runs: [] }
    running.act('install')
    await running.untilCalled('quit')
    expect(readFileSync(installed.path, 'utf8')).toBe(NEW)
  })

  it('asks as quitting does, and stays where a person says so', async () => {
    const { installed, running } = await installedWith()
    await downloaded(running)
    running.agrees = false
    running.act('install')
    await running.untilCalled('asked')
    await new Promise((resolve) => setImmediate(resolve))
    expect(running.calls).toEqual(['asked'])
    expect(readFileSync(installed.path, 'utf8')).toBe(OLD)
    expect(running.states.at(-1)).toEqual({ state: 'ready', version: '1.2.0' })
  })

  it('that fails leaves the old application, whose core goes on', async () => {
    const { installed, running } = await installedWith()
    await downloaded(running)
    rmSync(join(downloadsIn(installed.cacheDir), FILE))
    running.act('install')
    expect(await running.until('failed')).toEqual({ state: 'failed', why: 'other' })
    expect(running.calls).toEqual([
      'asked',
      'core stopped',
      'lock given back',
      'stays',
      'lock taken',
      'core started again',
    ])
    expect(readFileSync(installed.path, 'utf8')).toBe(OLD)
    expect(readdirSync(join(installed.path, '..'))).toEqual(['Trackside.AppImage'])
  })
})

describe.runIf(isLinux)('by itself', () => {
  it('looks some minutes after the start and then once a day, without a word until there is something', async () => {
    const { folder, running } = await installedWith({ version: '1.1.0' })
    const [first = 0] = running.dueMs()
    expect(first).toBeGreaterThanOrEqual(2 * 60_000)
    rmSync(join(folder, 'latest-linux.yml'))
    running.passTime()
    await eventually(() => expect(running.dueMs()).toHaveLength(1))
    expect(running.states.filter(({ state }) => state !== 'idle')).toEqual([])
    const [second = 0] = running.dueMs()
    expect(second / 3_600_000).toBeGreaterThanOrEqual(22)
    expect(second / 3_600_000).toBeLessThanOrEqual(26)
    offer(folder)
    running.passTime()
    expect(await running.until('available')).toEqual(AVAILABLE)
    expect(running.states.filter(({ state }) => state === 'checking')).toEqual([])
  })
})

describe('an installation', () => {
  const FEED = 'https://updates.example/trackside'

  it.each([
    ['without a feed', 'none', ''],
    ['with an unencrypted feed', 'linux', 'provider: generic\nurl: http://updates.example\nupdaterCacheDirName: a\n'],
    ['with a password in it', 'linux', 'provider: generic\nurl: https://a:b@updates.example\nupdaterCacheDirName: a\n'],
    ['with another provider', 'linux', 'provider: github\nurl: https://updates.example\nupdaterCacheDirName: a\n'],
    ['with a channel', 'linux', `provider: generic\nurl: ${FEED}\nchannel: beta\nupdaterCacheDirName: a\n`],
    ['with a folder elsewhere', 'linux', `provider: generic\nurl: ${FEED}\nupdaterCacheDirName: ../a\n`],
    ['with two addresses', 'linux', `provider: generic\nurl: ${FEED}\nurl: ${FEED}\nupdaterCacheDirName: a\n`],
    ['that nobody signed for Windows', 'win32', `provider: generic\nurl: ${FEED}\nupdaterCacheDirName: a\n`],
    ['that an empty name signed', 'win32', `provider: generic\nurl: ${FEED}\nupdaterCacheDirName: a\npublisherName:\n`],
  ] as const)('%s never looks for updates', (_name, platform, text) => {
    const installed = install(FEED, { platform: platform === 'none' ? 'linux' : platform })
    const file = join(installed.resourcesDir, 'app-update.yml')
    if (platform === 'none') rmSync(file)
    else writeFileSync(file, text)
    const running = startAppImage(installed)
    expect(running.isOn).toBe(false)
    expect(running.states).toEqual([{ state: 'off' }])
    for (const act of ['check', 'download', 'install', 'cancel'] as const) running.act(act)
    expect(running.states).toEqual([{ state: 'off' }])
    expect(running.dueMs()).toEqual([])
    // One that was meant to, and may not, says so in the log.
    expect(running.log).toHaveLength(platform === 'none' ? 0 : 1)
  })

  it.each(['publisherName: Trackside Ltd\n', 'publisherName:\n  - Trackside Ltd\n'])(
    'that was signed for Windows looks for updates (%j)',
    (publisher) => {
      expect(startAppImage(install(FEED, { platform: 'win32' }, publisher)).isOn).toBe(true)
    },
  )

  it('in a folder that somebody unpacked looks for none; an AppImage and a deb do', () => {
    const installed = install(FEED)
    expect(startAppImage(installed).isOn).toBe(true)
    expect(startAppImage({ ...installed, path: '' }).isOn).toBe(false)
    writeFileSync(join(installed.resourcesDir, 'package-type'), 'deb')
    expect(startAppImage({ ...installed, path: '' }).isOn).toBe(true)
  })
})

describe('on Windows', () => {
  // Elsewhere than on Windows, the words for PowerShell make a shell write a file called NUL where it is.
  beforeEach(() => {
    const before = process.cwd()
    process.chdir(testFolder())
    onTestFinished(() => process.chdir(before))
  })

  it.runIf(isLinux)('an installer whose signature could not be looked at is not taken', async () => {
    const { installed } = await installedWith()
    const folder = testFolder()
    const file = 'Trackside-1.2.0.exe'
    offer(folder, { url: file })
    writeFileSync(join(folder, file), NEW)
    const feed = await startUpdateFeed(folder)
    onTestFinished(() => feed.close())
    const running = startAppImage(install(feed.url, { platform: 'win32' }, 'publisherName: Trackside Ltd\n'))
    expect(await downloaded(running)).toEqual({ state: 'failed', why: 'not-trusted' })
    expect(readFileSync(installed.path, 'utf8')).toBe(OLD)
  })

  it('a doubt counts as a no, also where electron-updater has none', async () => {
    const by = (said: string | undefined, result: string | null) =>
      failClosed(async (_names, _path, logger) => {
        if (said !== undefined) logger.warn(said)
        return result
      })(['Trackside Ltd'], '/update.exe')
    expect(await by(undefined, null)).toBeNull()
    expect(await by('Signature validated using only CN Trackside Ltd. Please add', null)).toBeNull()
    expect(await by(undefined, 'signed by another')).toBe('signed by another')
    expect(await by('Ignoring signature validation', null)).toBe('Ignoring signature validation')
    if (process.platform !== 'win32') {
      expect(await failClosed(verifySignature)(['Trackside Ltd'], '/update.exe')).toMatch(/signature|ConvertTo-Json/)
    }
  })
})
