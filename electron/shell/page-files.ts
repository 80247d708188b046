import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { CONTENT_SECURITY_POLICY } from '../content-security-policy.ts'
import { isOurs } from './our-page.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Answers a request for the page or one of its files, which all lie in `folder`. Whatever else is asked for isn't there. */
export async function servePageFile(folder: string, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: HEADERS })
  const path = isOurs(request.url) ? await findPageFile(folder, new URL(request.url).pathname) : undefined
  // A folder, which can't be read as a file, isn't there either.
  const content = path === undefined ? undefined : await readFile(path).catch(() => undefined)
  if (path === undefined || content === undefined) return new Response(null, { status: 404, headers: HEADERS })
  return new Response(content, { headers: { ...HEADERS, 'content-type': CONTENT_TYPES[extname(path)] ?? '' } })
}

/**
 * The file that a URL's path names, with links followed. Undefined where there is none of a kind that pages are made
 * of, or where the way to it leads out of `folder`.
 */
export async function findPageFile(folder: string, urlPath: string): Promise<string | undefined> {
  const decoded = decode(urlPath === '/' ? '/index.html' : urlPath)
  // A file name can't hold the first, and the others mean a folder, drive or stream on Windows only.
  if (decoded === undefined || /[\0\\:]/.test(decoded) || !isPageFile(decoded)) return undefined
  const root = await realpath(folder)
  const path = await realpath(join(root, decoded)).catch(() => undefined)
  return path?.startsWith(root + sep) && isPageFile(path) ? path : undefined
}

function decode(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath)
  } catch {
    return undefined
  }
}

function isPageFile(path: string): boolean {
  return Object.hasOwn(CONTENT_TYPES, extname(path))
}
