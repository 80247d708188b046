// Looks at an application as it would be installed: is it all that was meant, and nothing else?
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { extractFile, getRawHeader, uncache } from '@electron/asar'
import { z } from 'zod'
import { whyNoUpdates } from '../electron/shell/packed-feed.ts'
import { type FuseSet, readFuses, wantedFuseNames } from './packaging/fuses.ts'
import { titleOf } from './packaging/licences.ts'
import type { Packed } from './packaging/pack.ts'
import type { Staged } from './packaging/stage.ts'

const ROOT = join(import.meta.dirname, '..')
const MIB = 2 ** 20
/** Of our own part, without Electron. It was 6.0 when this was written. */
const OWN_LIMIT_BYTES = 12 * MIB
/** Electron itself is some 250. */
const WHOLE_LIMIT_BYTES = 350 * MIB

/** What may be in the archive at all, whatever was staged. */
const ALLOWED = [
  /^package\.json$/,
  /^dist\/electron\/(main|core|shared-[\w-]+)\.js$/,
  /^dist\/electron\/preload\.cjs$/,
  /^dist\/renderer\/([\w-]+\.html|manifest\.json)$/,
  /^dist\/renderer\/assets\/[\w.-]+\.(css|js|svg|wasm)$/,
  /^node_modules\/better-sqlite3\/(LICENSE|package\.json)$/,
  /^node_modules\/better-sqlite3\/lib\/(methods\/)?[\w-]+\.js$/,
  /^node_modules\/better-sqlite3\/prebuilds\/[\w-]+\.node$/,
]
const PACKAGE_JSON_FIELDS = new Set([
  'name',
  'version',
  'description',
  'license',
  'author',
  'type',
  'main',
  'productName',
  'trackside',
  'desktopName',
  'homepage',
])
/** Signs of what must not leave the workshop. The places would tell who built it. */
const SECRETS = [
  { name: 'a private key', sign: /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{20}/ },
  { name: 'a source map', sign: /\/[/*]# sourceMappingURL=/ },
  { name: 'the password of the demo accounts', sign: /trackside-demo/ },
  { name: "its builder's folder", sign: signOfFolder(ROOT) },
] as const

/** On Windows bundlers write a path with slashes, and a string doubles what it has of the other kind. */
export function signOfFolder(folder: string): RegExp {
  const names = folder.split(/[\\/]/).map((name) => name.replaceAll(/[^\w\s-]/g, String.raw`\$&`))
  return new RegExp(names.join(String.raw`(?:/|\\{1,2})`))
}

export interface Wanted {
  readonly fuses: FuseSet
  readonly updateUrl: string | undefined
}

export interface Findings {
  /** One sentence each; none if all is well. */
  readonly problems: readonly string[]
  readonly ownBytes: number
  readonly wholeBytes: number
}

interface AsarFile {
  readonly path: string
  readonly isUnpacked: boolean
  readonly hash: string | undefined
}

export async function checkPackage(packed: Packed, staged: Staged, wanted: Wanted): Promise<Findings> {
  const archive = join(packed.resources, 'app.asar')
  // The reader keeps what it has read of an archive by its path.
  uncache(archive)
  const files = listFiles(archive)
  const ownBytes = sizeOf(archive) + sizeOf(`${archive}.unpacked`)
  const wholeBytes = sizeOf(packed.folder)
  return {
    problems: [
      ...checkList(files, filesIn(staged.folder)),
      ...checkUnpacked(files, `${archive}.unpacked`),
      ...checkIntegrity(archive, files, packed),
      ...checkContents(archive, files),
      ...checkFuses(await readFuses(packed.program), wanted.fuses),
      ...checkUpdates(join(packed.resources, 'app-update.yml'), wanted.updateUrl),
      ...checkLicences(packed, staged),
      ...checkSize('our own part', ownBytes, OWN_LIMIT_BYTES),
      ...checkSize('the whole', wholeBytes, WHOLE_LIMIT_BYTES),
    ],
    ownBytes,
    wholeBytes,
  }
}

type AsarEntry = {
  readonly files?: Readonly<Record<string, AsarEntry>> | undefined
  readonly unpacked?: boolean | undefined
  readonly integrity?: { readonly hash: string } | undefined
}
const asarEntrySchema: z.ZodType<AsarEntry> = z.lazy(() =>
  z.object({
    files: z.record(z.string(), asarEntrySchema).optional(),
    unpacked: z.boolean().optional(),
    integrity: z.object({ hash: z.string() }).optional(),
  }),
)

function listFiles(archive: string): readonly AsarFile[] {
  const walk = (entry: AsarEntry, path: string): readonly AsarFile[] =>
    entry.files === undefined
      ? [{ path, isUnpacked: entry.unpacked === true, hash: entry.integrity?.hash }]
      : Object.entries(entry.files).flatMap(([name, inner]) => walk(inner, path === '' ? name : `${path}/${name}`))
  return walk(asarEntrySchema.parse(getRawHeader(archive).header), '')
}

function checkList(files: readonly AsarFile[], staged: readonly string[]): readonly string[] {
  const packed = new Set(files.map(({ path }) => path))
  // It lies beside the archive, where a person can read it.
  const meant = new Set(staged.filter((path) => path !== 'licences.txt'))
  return [
    ...[...meant].filter((path) => !packed.has(path)).map((path) => `${path} was staged and isn't in the archive`),
    ...[...packed].filter((path) => !meant.has(path)).map((path) => `${path} is in the archive and wasn't staged`),
    ...[...packed]
      .filter((path) => !ALLOWED.some((allowed) => allowed.test(path)))
      .map((path) => `${path} has no place in the archive`),
  ]
}

function checkUnpacked(files: readonly AsarFile[], folder: string): readonly string[] {
  const addon = `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`
  const named = files.filter(({ isUnpacked }) => isUnpacked).map(({ path }) => path)
  const there = existsSync(folder) ? filesIn(folder) : []
  return [named, there]
    .filter((paths) => paths.join() !== addon)
    .map((paths) => `beside the archive should be ${addon} alone, and not ${paths.join(', ') || 'nothing'}`)
}

/** Each file's hash stands in the archive's header, and the header's in the program, where Electron looks for it. */
function checkIntegrity(archive: string, files: readonly AsarFile[], packed: Packed): readonly string[] {
  const broken = files
    .filter(({ path, hash }) => hash !== sha256(read(archive, path)))
    .map(({ path }) => `${path} is not what the hash in the archive says`)
  const holder = { darwin: join(packed.program, 'Contents', 'Info.plist'), win32: packed.program }[
    process.platform as string
  ]
  // Electron looks on macOS and Windows only.
  if (holder === undefined) return broken
  const headerHash = sha256(Buffer.from(getRawHeader(archive).headerString))
  const isHeld = readFileSync(holder).includes(headerHash)
  return isHeld ? broken : [...broken, `the hash of the archive's header is not in ${holder}`]
}

function checkContents(archive: string, files: readonly AsarFile[]): readonly string[] {
  const found = files
    .filter(({ path }) => !/\.(node|wasm)$/.test(path))
    .flatMap(({ path }) => {
      const text = read(archive, path).toString('utf8')
      return SECRETS.filter(({ sign }) => sign.test(text)).map(({ name }) => `${path} has ${name} in it`)
    })
  const fields = Object.keys(JSON.parse(read(archive, 'package.json').toString('utf8')))
  return [
    ...found,
    ...fields.filter((name) => !PACKAGE_JSON_FIELDS.has(name)).map((name) => `package.json has a field ${name}`),
  ]
}

function checkFuses(found: Readonly<Record<string, boolean | string>>, set: FuseSet): readonly string[] {
  const wanted = wantedFuseNames(set)
  return [...new Set([...Object.keys(wanted), ...Object.keys(found)])]
    .filter((name) => found[name] !== wanted[name])
    .map((name) => `the fuse ${name} is ${found[name]}, and should be ${wanted[name]}`)
}

function checkUpdates(file: string, url: string | undefined): readonly string[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (url === undefined) return text === undefined ? [] : ['it would look for updates, and no feed was configured']
  if (text === undefined) return ['it would not look for updates, and a feed was configured']
  const lines = text.split(/\r?\n/)
  const expected = ['provider: generic', `url: ${url}`]
  // As an installer of this kind of computer is asked; on Linux, as an AppImage is.
  const env = { APPIMAGE: '/Trackside.AppImage' }
  const whyNot = whyNoUpdates({ isPackaged: true, resourcesDir: dirname(file), platform: process.platform, env })
  return [
    ...expected.filter((line) => !lines.includes(line)).map((line) => `app-update.yml doesn't say "${line}"`),
    ...(whyNot === undefined ? [] : [`it would not look for updates: ${whyNot}`]),
  ]
}

function checkLicences({ folder, resources }: Packed, { packages }: Staged): readonly string[] {
  const file = join(resources, 'licences.txt')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const unnamed = packages.filter((one) => !(text.includes(`\n${titleOf(one)}\n`) && text.includes(one.text)))
  // On macOS the application is a bundle, and electron-builder leaves Electron's own lists out of it.
  const electrons = process.platform === 'darwin' ? [] : ['LICENSE.electron.txt', 'LICENSES.chromium.html']
  return [
    ...unnamed.map((one) => `licences.txt doesn't have ${titleOf(one)}`),
    ...electrons.filter((name) => !existsSync(join(folder, name))).map((name) => `${name} is missing`),
  ]
}

function checkSize(name: string, bytes: number, limitBytes: number): readonly string[] {
  return bytes <= limitBytes ? [] : [`${name} is ${inMib(bytes)}, more than ${inMib(limitBytes)}`]
}

export function inMib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`
}

function read(archive: string, path: string): Buffer {
  return extractFile(archive, path.replaceAll('/', sep))
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Relative, with slashes. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
}

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0
  if (!statSync(path).isDirectory()) return statSync(path).size
  return filesIn(path).reduce(
    (sum, name) => sum + (statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}
