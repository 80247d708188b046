import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Installation {
  readonly isPackaged: boolean
  /** Where the package has what lies beside the archive. */
  readonly resourcesDir?: string | undefined
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What electron-builder writes, and nothing else: a channel or another kind of feed has no business here. */
const FIELDS = new Set(['provider', 'url', 'updaterCacheDirName', 'publisherName'])

/**
 * Whether this installation may look for updates. electron-updater would read its file without a doubt, so it is looked
 * at first, and by its form alone: that library isn't loaded where there is nothing to do for it.
 * @returns why not; undefined where it may; `none` where nobody meant it to
 */
export function whyNoUpdates({ isPackaged, resourcesDir, platform, env }: Installation): string | undefined {
  if (!isPackaged || resourcesDir === undefined) return 'none'
  const file = join(resourcesDir, 'app-update.yml')
  if (!existsSync(file)) return 'none'
  const fields = readFields(readFileSync(file, 'utf8'))
  if (fields === undefined) return 'app-update.yml is not as it was packed'
  if (fields.get('provider') !== 'generic') return 'only a generic feed is asked'
  if (!isFeedUrl(fields.get('url') ?? '')) return 'the feed has no address that may be asked'
  if (!/^[\w.-]*\w$/.test(fields.get('updaterCacheDirName') ?? '')) return 'there is no folder for what is downloaded'
  // Without a name, electron-updater would take what anybody signed, or nobody.
  if (platform === 'win32' && !fields.get('publisherName')) return 'nobody signed this, so no update can be trusted'
  // Otherwise it is a folder that somebody unpacked: there is no installer for that.
  if (platform === 'linux' && !env['APPIMAGE'] && !isDeb(resourcesDir)) return 'none'
  return undefined
}

/** Encrypted, as the feed says what is run next. On this computer itself is for tests. */
export function isFeedUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || !isConfidential(url)) return false
  return url.username === '' && url.password === '' && url.search === '' && url.hash === ''
}

/** Whether nobody on the way can read or change what is asked there. */
export function isConfidential({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1')
}

/** Fields of one line, and one list: as much YAML as is written there. */
function readFields(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>()
  let list: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const [, item] = /^ {2}- (\S.*)$/.exec(line) ?? []
    const [, name, value] = /^(\w+):(?: (\S.*))?$/.exec(line) ?? []
    if (item !== undefined && list !== undefined) fields.set(list, item)
    else if (name !== undefined && FIELDS.has(name) && !fields.has(name)) {
      list = value === undefined ? name : undefined
      fields.set(name, value ?? '')
    } else if (line !== '') return undefined
  }
  return fields
}

function isDeb(resourcesDir: string): boolean {
  const file = join(resourcesDir, 'package-type')
  return existsSync(file) && readFileSync(file, 'utf8').trim() === 'deb'
}
