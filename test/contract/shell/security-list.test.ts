import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../../electron/content-security-policy.ts'
import { servePageFile } from '../../../electron/shell/page-files.ts'
import { readFuses, setFuses } from '../../../tools/packaging/fuses.ts'
import { makeStandInElectron } from '../../../tools/stand-in-electron.ts'
import { builtRenderer } from '../../support/board-page.ts'
import { testFolder } from '../../support/test-folder.ts'
import { electronStandIn } from './electron-stand-in.ts'
import { ownPage } from './own-page.ts'
import { started } from './started-shell.ts'

// Electron's list of what a secure application does, by its numbers: docs/security.md.

const ROOT = join(import.meta.dirname, '..', '..', '..')
const BOARD_ORIGIN = 'http://127.0.0.1:40123'
const BOARD = `${BOARD_ORIGIN}/#key=${'k-3_'.repeat(8)}`
const PAGE = 'app://trackside/'
const ELSEWHERE = [
  'https://elsewhere.example/',
  'http://127.0.0.1:1/',
  'file:///etc/passwd',
  'app://trackside.example/',
]

/** Every kind of window that there is: the application's, and a board's. */
async function windows() {
  const { electron, log } = await started()
  const page = ownPage(electron)
  page.say('trackside:tell', { type: 'open-board', url: BOARD })
  const [main, board] = electron.windows
  const [boardSession] = electron.sessions.values()
  if (main === undefined || board === undefined || boardSession === undefined) throw new Error('a window is missing')
  return { electron, log, page, main, board, boardSession, all: [main, board] }
}

interface Forbidden {
  readonly point: string
  readonly pattern: RegExp
}

/** What no program of ours says, whatever it says besides. */
const FORBIDDEN: readonly Forbidden[] = [
  { point: '1', pattern: /\bloadFile\b|\bloadURL\(\s*['"`](?:http:|file:)/ },
  { point: '2', pattern: /\bnodeIntegration\w*['"]?\s*:\s*true/ },
  { point: '3', pattern: /\bcontextIsolation['"]?\s*:\s*false/ },
  { point: '4', pattern: /\bsandbox['"]?\s*:\s*false|['"`](?:--)?no-sandbox/ },
  { point: '6', pattern: /\bwebSecurity['"]?\s*:\s*false|['"`](?:--)?disable-web-security/ },
  { point: '8', pattern: /\ballowRunningInsecureContent['"]?\s*:\s*true/ },
  { point: '9', pattern: /\bexperimentalFeatures['"]?\s*:\s*true/ },
  { point: '10', pattern: /\benableBlinkFeatures\b|['"`](?:--)?enable-blink-features/ },
  { point: '11', pattern: /\ballowpopups\b|<webview|\bwebviewTag['"]?\s*:\s*true/i },
  { point: '15', pattern: /\bopenExternal\s*\((?!\s*[A-Z][A-Z_]*\s*\))|\bopenPath\s*\(/ },
  { point: 'code of a string', pattern: /\bexecuteJavaScript\w*\b|\beval\s*\(|\bnew Function\s*\(/ },
  { point: 'remote', pattern: /\benableRemoteModule\b|@electron\/remote|\belectron['"]\)\.remote\b/ },
  { point: 'certificates', pattern: /\bsetCertificateVerifyProc\b|certificate-error|ignore-certificate-errors/ },
]

/** The points that a program's text goes against. Comments may speak of them. */
function pointsAgainst(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')
  return FORBIDDEN.filter(({ pattern }) => pattern.test(code)).map(({ point }) => point)
}

describe('what the program says', () => {
  it.each([
    ["window.loadURL('http://elsewhere.example/')", '1'],
    ['window.loadFile(page)', '1'],
    ['({ nodeIntegration: true })', '2'],
    ['({ nodeIntegrationInWorker: true })', '2'],
    ['({ contextIsolation: false })', '3'],
    ["({ 'sandbox': false })", '4'],
    ["app.commandLine.appendSwitch('no-sandbox')", '4'],
    ['({ webSecurity:false })', '6'],
    ['({ allowRunningInsecureContent: true })', '8'],
    ['({ experimentalFeatures: true })', '9'],
    ["({ enableBlinkFeatures: 'ExecCommandInJavaScript' })", '10'],
    ['<webview src="page.html" allowpopups></webview>', '11'],
    ['({ webviewTag: true })', '11'],
    ['void shell.openExternal(message.url)', '15'],
    ['void shell.openExternal(`https://elsewhere.example/`)', '15'],
    ['void shell.openPath(file)', '15'],
    ["contents.executeJavaScript('1')", 'code of a string'],
    ['new Function(text)', 'code of a string'],
    ['({ enableRemoteModule: true })', 'remote'],
    ["import remote from '@electron/remote'", 'remote'],
    ['session.setCertificateVerifyProc(() => 0)', 'certificates'],
  ])('is found where it goes against the list: %s', (text, point) => {
    expect(pointsAgainst(`const before = 1\n${text}\n`)).toContain(point)
    expect(pointsAgainst(`// never: ${text}\n/* nor ${text.replaceAll('*/', '')} */`)).toEqual([])
  })

  it('may name a constant that the system opens, and nothing that came from elsewhere', () => {
    expect(pointsAgainst('void shell.openExternal(DOCUMENTATION_URL)')).toEqual([])
  })

  it('goes against no point of the list', () => {
    const paths = globSync(['electron/**/*.ts', 'renderer/**/*.{ts,tsx,html}', 'shared/**/*.ts'], { cwd: ROOT })
    const against = paths.flatMap((path) =>
      pointsAgainst(readFileSync(join(ROOT, path), 'utf8')).map((point) => `${path}: ${point}`),
    )
    expect(paths.filter((path) => path.startsWith(join('electron', 'shell'))).length).toBeGreaterThan(20)
    expect(against).toEqual([])
  })
})

it('1. loads nothing from elsewhere: the own page by its own scheme, and a board from this computer', async () => {
  const { main, board } = await windows()
  expect(main.urls).toEqual([PAGE])
  expect(board.urls).toEqual([BOARD])
})

it.each([
  [
    '2. gives no window Node',
    { nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false },
  ],
  ['3. isolates the preload of every window', { contextIsolation: true }],
  ['4. runs every window in a sandbox', { sandbox: true }],
  ['6. leaves the same-origin policy on', { webSecurity: true }],
  ['8. runs no insecure content', { allowRunningInsecureContent: false }],
  ['9. has no experimental features', { experimentalFeatures: false }],
  ['11. has no webview, so none that opens windows', { webviewTag: false }],
])('%s', async (_point, preferences) => {
  const { all } = await windows()
  for (const { options } of all) expect(options.webPreferences).toMatchObject(preferences)
})

it('4. asks for the sandbox before Electron is ready, so that no process is left out', async () => {
  const { electron } = await windows()
  expect(electron.calls.indexOf('sandbox')).toBeGreaterThanOrEqual(0)
  expect(electron.calls.indexOf('sandbox')).toBeLessThan(electron.calls.indexOf('open window'))
})

it('5. answers what pages ask for, as request, as check and for devices, before there is a window', async () => {
  const { electron, boardSession } = await windows()
  for (const what of ['permission requests', 'permission checks', 'devices']) {
    expect(electron.calls).toContain(what)
    expect(electron.calls.indexOf(what)).toBeLessThan(electron.calls.indexOf('open window'))
  }
  const all = ['geolocation', 'notifications', 'midi', 'openExternal', 'clipboard-read', 'display-capture', 'unknown']
  for (const permission of [...all, 'hid', 'serial', 'usb', 'fileSystem', 'persistent-storage']) {
    expect(electron.defaultSession.allows(permission, PAGE)).toBe(false)
    expect(boardSession.allows(permission, `${BOARD_ORIGIN}/`)).toBe(false)
  }
  for (const url of ELSEWHERE) expect(electron.defaultSession.allows('clipboard-sanitized-write', url)).toBe(false)
  expect(electron.defaultSession.allows('clipboard-sanitized-write', PAGE)).toBe(true)
  for (const device of ['hid', 'serial', 'usb'] as const) {
    expect(electron.defaultSession.givesDevice(device, PAGE)).toBe(false)
    expect(boardSession.givesDevice(device, BOARD_ORIGIN)).toBe(false)
  }
})

it('7. serves the page with a policy that lets in no code but its own', async () => {
  const { headers } = await servePageFile(builtRenderer(), { method: 'GET', url: PAGE })
  expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
  const sources = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)]),
  )
  expect(sources.get('default-src')).toEqual(["'none'"])
  expect(sources.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"])
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/\*|https?:|'unsafe-eval'/)
})

it('7. asks nothing of the network, also where the page’s own process no longer holds to its policy', async () => {
  const { electron, boardSession } = await windows()
  const web = [
    'https://elsewhere.example/',
    'http://127.0.0.1:1/',
    'http://localhost:40123/',
    'wss://elsewhere.example/',
  ]
  for (const url of web) {
    expect(electron.defaultSession.mayAsk(url)).toBe(false)
    expect(boardSession.mayAsk(url)).toBe(false)
  }
  expect(electron.defaultSession.mayAsk(`${BOARD_ORIGIN}/`)).toBe(false)
  expect(electron.defaultSession.mayAsk(`${PAGE}assets/index.js`)).toBe(true)
  expect(boardSession.mayAsk(`${BOARD_ORIGIN}/board`)).toBe(true)
})

it('10. switches on nothing of Chromium by name', async () => {
  const { all, electron } = await windows()
  for (const { options } of all) {
    expect(Object.keys(options.webPreferences ?? {})).not.toContain('enableBlinkFeatures')
    expect(options.webPreferences).not.toHaveProperty('additionalArguments')
  }
  expect(electron.switches.filter((one) => !one.startsWith('--lang='))).toEqual([])
})

it('12. lets no webview be attached, in whatever shows pages', async () => {
  const { all } = await windows()
  for (const { webContents } of all) expect(webContents.passes('will-attach-webview')).toBe(false)
})

it('13. goes to no other page, not by a redirect either, and in no frame', async () => {
  const { main, board } = await windows()
  for (const url of [...ELSEWHERE, BOARD]) expect(main.webContents.mayGoTo(url)).toBe(false)
  for (const url of [...ELSEWHERE, PAGE]) expect(board.webContents.mayGoTo(url)).toBe(false)
  expect(main.webContents.mayGoTo(PAGE)).toBe(true)
  expect(main.webContents.mayGoTo(PAGE, false)).toBe(false)
  for (const { webContents } of [main, board]) expect(webContents.passes('will-redirect', { url: PAGE })).toBe(false)
})

it('14. opens no window for a page', async () => {
  const { all } = await windows()
  for (const url of [...ELSEWHERE, PAGE, BOARD]) for (const one of all) expect(one.webContents.mayOpen(url)).toBe(false)
})

it('15. has no way to have the system open something', async () => {
  const { electron } = await windows()
  expect(Object.keys(electron.parts)).not.toContain('shell')
})

it('16. names one version of Electron, and has that one', () => {
  const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
  const { version } = read('node_modules/electron/package.json')
  expect(read('package.json').devDependencies.electron).toBe(version)
  expect(read('package-lock.json').packages['node_modules/electron'].version).toBe(version)
})

const FRAME = { url: PAGE, parent: null, detached: false, isDestroyed: () => false }

it.each([
  ['a page from elsewhere', { ...FRAME, url: 'https://elsewhere.example/' }],
  ['a board', { ...FRAME, url: `${BOARD_ORIGIN}/` }],
  ['a host that begins alike', { ...FRAME, url: 'app://trackside.example/' }],
  ['a frame in the own page', { ...FRAME, parent: FRAME }],
  ['a frame that is gone', null],
])('17. hears nothing on any channel from %s', async (_who, frame) => {
  const { electron } = await windows()
  const got: unknown[] = []
  const senderFrame = frame && { ...frame, postMessage: (channel: string) => got.push(channel) }
  for (const channel of ['trackside:connect', 'trackside:listen']) {
    electron.receive(channel, { sender: { id: 7 }, senderFrame })
  }
  const facts = { runs: ['CLBX30201'], unsent: 0, attention: 0, language: 'en', theme: 'system' }
  electron.receive('trackside:tell', { sender: { id: 7 }, senderFrame }, { type: 'facts', facts })
  electron.cores[0]?.say({ type: 'ready' })
  expect(got).toEqual([])
  expect(electron.blockers()).toEqual([])
})

it('17. takes from the own page only what was agreed', async () => {
  const { electron, log, page } = await windows()
  const opened = electron.windows.length
  for (const said of [undefined, 'facts', { type: 'evaluate', code: '1' }, { type: 'open-board', url: 7 }]) {
    page.say('trackside:tell', said)
  }
  expect(log.filter((line) => line.includes('does not understand'))).toHaveLength(4)
  expect(electron.windows).toHaveLength(opened)
})

it('17. leaves nobody to answer who isn’t its own: electron-store tells any page where the folder is', async () => {
  const electron = electronStandIn()
  let answered = 0
  electron.parts.ipcMain.on('electron-store-get-data', () => {
    answered += 1
  })
  await started({ electron })
  electron.receive('electron-store-get-data', { senderFrame: null })
  expect(answered).toBe(0)
})

it('18. serves its page by a scheme of its own that can do no more than https, and no file by any other', async () => {
  const { electron } = await windows()
  expect(electron.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
  await expect(electron.request('file:///etc/passwd')).rejects.toThrow('nothing serves')
})

it('19. sets every fuse, and leaves on only what it needs', async () => {
  const folder = testFolder()
  makeStandInElectron(folder)
  const program = join(folder, 'electron')
  await setFuses(program, 'release', false)
  expect(await readFuses(program)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  })
})

it('20. gives the own page alone a preload, and a board nothing', async () => {
  const { main, board } = await windows()
  expect(main.options.webPreferences?.preload).toMatch(/preload\.cjs$/)
  expect(board.options.webPreferences).not.toHaveProperty('preload')
})
