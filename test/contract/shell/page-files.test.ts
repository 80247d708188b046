import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../../electron/content-security-policy.ts'
import { findPageFile, servePageFile } from '../../../electron/shell/page-files.ts'
import { testFolder } from '../../support/test-folder.ts'

/** A built renderer, beside a folder whose name begins alike and a file that pages must not see. */
function builtRenderer() {
  const around = realpathSync(testFolder())
  const folder = join(around, 'renderer')
  mkdirSync(join(folder, 'assets', 'folder.js'), { recursive: true })
  mkdirSync(join(around, 'renderer-old'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Trackside</title>')
  writeFileSync(join(folder, '.built-from'), 'fingerprint')
  for (const name of ['app.js', 'app.css', 'Größe ä.svg', 'font.woff2', 'reader.wasm', 'notes.txt']) {
    writeFileSync(join(folder, 'assets', name), name)
  }
  writeFileSync(join(around, 'secret.js'), 'not for pages')
  writeFileSync(join(around, 'renderer-old', 'secret.js'), 'not for pages')
  symlinkSync(join(around, 'secret.js'), join(folder, 'link.js'))
  symlinkSync(around, join(folder, 'up'))
  symlinkSync(join(folder, 'assets', 'app.js'), join(folder, 'inside.js'))
  return { around, folder }
}

function get(folder: string, url: string, method = 'GET') {
  return servePageFile(folder, { url, method })
}

describe('what is there', () => {
  it.each([
    ['app://trackside/', 'text/html; charset=utf-8'],
    ['app://trackside/index.html', 'text/html; charset=utf-8'],
    ['app://trackside/?x=1#/devices', 'text/html; charset=utf-8'],
    ['app://trackside/assets/app.js', 'text/javascript; charset=utf-8'],
    ['app://trackside/assets/app.css', 'text/css; charset=utf-8'],
    ['app://trackside/assets/Gr%C3%B6%C3%9Fe%20%C3%A4.svg', 'image/svg+xml'],
    ['app://trackside/assets/font.woff2', 'font/woff2'],
    ['app://trackside/assets/reader.wasm', 'application/wasm'],
    ['app://trackside/inside.js', 'text/javascript; charset=utf-8'],
  ])('serves %s as %s', async (url, type) => {
    const response = await get(builtRenderer().folder, url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
  })

  it('gives the contents', async () => {
    const response = await get(builtRenderer().folder, 'app://trackside/')
    expect(await response.text()).toBe('<!doctype html><title>Trackside</title>')
  })
})

describe('what is not', () => {
  it.each([
    'app://trackside/missing.js',
    'app://trackside/assets',
    'app://trackside/assets/',
    'app://trackside/assets/folder.js',
    'app://trackside/assets/notes.txt',
    'app://trackside/.built-from',
    'app://trackside/link.js',
    'app://trackside/up/secret.js',
    'app://trackside/%2e%2e/secret.js',
    'app://trackside/..%2fsecret.js',
    'app://trackside/..%5csecret.js',
    'app://trackside/%2e%2e%2frenderer-old%2fsecret.js',
    'app://trackside/assets/app.js%00.js',
    'app://trackside/assets/app.js%3a%3a$DATA.js',
    'app://trackside/C%3A/Windows/system.js',
    'app://trackside/%',
    'app://trackside.example/index.html',
    'app://elsewhere/index.html',
    'https://trackside/index.html',
  ])('is not found: %s', async (url) => {
    const response = await get(builtRenderer().folder, url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('can not be asked for by %s', async (method) => {
    expect((await get(builtRenderer().folder, 'app://trackside/', method)).status).toBe(405)
  })
})

it.each([
  ['app://trackside/', 'GET'],
  ['app://trackside/assets/app.js', 'GET'],
  ['app://trackside/missing.js', 'GET'],
  ['app://trackside/', 'POST'],
])('answers %s by %s with the policy of every window', async (url, method) => {
  const { headers } = await get(builtRenderer().folder, url, method)
  expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
})

// Names that mean a folder, a drive or a stream where Windows reads them; here they can be made.
it.runIf(sep === '/')('has no file whose name Windows would read otherwise', async () => {
  const { folder } = builtRenderer()
  for (const name of ['back\\slash.js', 'stream:of.js']) {
    writeFileSync(join(folder, name), '')
    expect(await findPageFile(folder, `/${encodeURIComponent(name)}`)).toBeUndefined()
  }
})

it('leaves the folder by no path', async () => {
  const { folder } = builtRenderer()
  const step = fc.constantFrom(
    ...[
      '..',
      '.',
      '',
      '%2e%2e',
      '%2E.',
      '..%2f',
      '%2f',
      '%5c',
      '\\',
      '..\\',
      '%00',
      ':',
      'up',
      'assets',
      'renderer-old',
    ],
    ...['secret.js', 'link.js', 'index.html', 'app.js', 'etc', 'renderer'],
  )
  const path = fc.array(fc.oneof({ weight: 4, arbitrary: step }, fc.string()), { maxLength: 8 })
  let found = 0
  await fc.assert(
    fc.asyncProperty(path, async (steps) => {
      const file = await findPageFile(folder, `/${steps.join('/')}`)
      if (file === undefined) return
      found += 1
      expect(realpathSync(file).startsWith(folder + sep)).toBe(true)
    }),
    { numRuns: 2000 },
  )
  // Otherwise nothing was tried.
  expect(found).toBeGreaterThan(0)
})
