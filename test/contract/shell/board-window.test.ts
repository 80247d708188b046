import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { boardOrigin, isOfBoard } from '../../../electron/shell/board-address.ts'
import { eventually } from './eventually.ts'
import { ownPage } from './own-page.ts'
import { started } from './started-shell.ts'

const KEY = 'k-3_'.repeat(8)
const BOARD = `http://127.0.0.1:40123/#key=${KEY}`
const OTHER = `http://127.0.0.1:40124/#key=${KEY}`
const ORIGIN = 'http://127.0.0.1:40123'

async function withBoard(given: Parameters<typeof started>[0] = {}) {
  const { electron, kept, log } = await started(given)
  const { say } = ownPage(electron)
  const openBoard = (url: string) => say('trackside:tell', { type: 'open-board', url })
  openBoard(BOARD)
  const [main, board] = electron.windows
  if (main === undefined || board === undefined) throw new Error('no board was opened')
  return { electron, kept, log, say, main, board, openBoard }
}

describe('a board in a window of its own', () => {
  it('has no preload, a sandbox, and a session in memory that is not the page’s', async () => {
    const { electron, main, board } = await withBoard()
    expect(board.urls).toEqual([BOARD])
    const { session, ...preferences } = board.options.webPreferences ?? {}
    const { preload, ...ofMain } = main.options.webPreferences ?? {}
    expect(preferences).toEqual(ofMain)
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
    expect(preload).toBeDefined()
    const [[partition, own]] = [...electron.sessions] as [[string, unknown]]
    expect(session).toBe(own)
    expect(partition).not.toMatch(/^persist:/)
    expect(main.options.webPreferences?.session).toBeUndefined()
  })

  it('may ask for nothing but to be seen', async () => {
    const { electron } = await withBoard()
    const [session] = electron.sessions.values()
    const asks = [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'clipboard-sanitized-write',
      'midi',
      'openExternal',
      'hid',
      'serial',
      'usb',
      'fileSystem',
      'display-capture',
      'pointerLock',
      'unknown',
    ]
    expect(asks.filter((asked) => session?.allows(asked, `${ORIGIN}/`))).toEqual([])
    expect(session?.allows('fullscreen', `${ORIGIN}/`)).toBe(true)
    expect(session?.allows('screen-wake-lock', `${ORIGIN}/`)).toBe(true)
    expect(session?.allows('fullscreen', 'http://127.0.0.1:40124/')).toBe(false)
  })

  it('goes nowhere but to its own page, and opens nothing', async () => {
    const { board, openBoard, electron } = await withBoard()
    openBoard(OTHER)
    const { webContents } = board
    expect(webContents.mayGoTo(`${ORIGIN}/`)).toBe(true)
    for (const url of [
      'app://trackside/',
      OTHER,
      `${ORIGIN}/session`,
      'https://elsewhere.example/',
      'file:///etc/passwd',
    ])
      expect(webContents.mayGoTo(url), url).toBe(false)
    expect(webContents.mayGoTo(`${ORIGIN}/`, false)).toBe(false)
    expect(webContents.mayOpen(`${ORIGIN}/`)).toBe(false)
    expect(electron.windows).toHaveLength(3)
  })

  it('leaves the page where it was: it may not go to a board, nor open one by itself', async () => {
    const { main } = await withBoard()
    expect(main.webContents.mayGoTo('app://trackside/')).toBe(true)
    expect(main.webContents.mayGoTo(BOARD)).toBe(false)
    expect(main.webContents.mayOpen(BOARD)).toBe(false)
  })

  it('is shown when there is something to see; asked for once more, it comes to the front', async () => {
    const { electron, board, openBoard } = await withBoard()
    expect(board.shown).toBe(0)
    board.emit('ready-to-show')
    expect(board.shown).toBe(1)
    openBoard(BOARD.replace(KEY, 'm-3_'.repeat(8)))
    expect(electron.windows).toHaveLength(2)
    expect(board).toMatchObject({ shown: 2, focused: true, urls: [BOARD] })
  })

  it('is opened anew after it was closed, and another event’s beside it', async () => {
    const { electron, board, openBoard } = await withBoard()
    openBoard(OTHER)
    expect(electron.windows).toHaveLength(3)
    board.emit('closed')
    openBoard(BOARD)
    expect(electron.windows).toHaveLength(4)
    expect(electron.app.quits).toBe(0)
  })

  it('keeps where it was, apart from the page’s window', async () => {
    const { electron, kept, board, openBoard } = await withBoard()
    board.bounds = { x: 1900, y: 50, width: 1280, height: 720 }
    openBoard(OTHER)
    board.emit('close', {})
    const { board: next, main } = await withBoard({ kept })
    expect(next.options).toMatchObject({ x: 1900, y: 50, width: 1280, height: 720 })
    expect(main.options.width).not.toBe(1280)
    // The second one isn't laid exactly over the first.
    expect(electron.windows[2]?.options).not.toHaveProperty('x')
  })

  it('says that it can’t be opened, where nothing answers, and leaves no empty window', async () => {
    const { electron, log } = await started()
    electron.network.isCutOff = true
    ownPage(electron).say('trackside:tell', { type: 'open-board', url: BOARD })
    await eventually(() => expect(electron.errorBoxes).toEqual([expect.stringContaining('could not be opened')]))
    expect(electron.windows[1]?.isGone).toBe(true)
    expect(log.join()).toContain('ERR_CONNECTION_REFUSED')
  })

  it('says nothing of one that was closed while it loaded', async () => {
    const { electron } = await started()
    electron.network.isCutOff = true
    ownPage(electron).say('trackside:tell', { type: 'open-board', url: BOARD })
    electron.windows[1]?.emit('closed')
    await new Promise((resolve) => setImmediate(resolve))
    expect(electron.errorBoxes).toEqual([])
  })

  it('opens no window for what is no board', async () => {
    const { electron, log } = await started()
    const { say } = ownPage(electron)
    for (const url of ['https://elsewhere.example/', 'app://trackside/', 'http://127.0.0.1:40123/', ''])
      say('trackside:tell', { type: 'open-board', url })
    expect(electron.windows).toHaveLength(1)
    expect(log).toHaveLength(4)
    expect(log.join()).not.toContain('elsewhere')
  })
})

describe('closing the page’s window with a board open', () => {
  const RUN = {
    type: 'facts',
    facts: { runs: ['CLBX30201'], unsent: 0, attention: 0, language: 'en', theme: 'system' },
  }

  it.each(['linux', 'win32'] as const)('closes the board as well on %s, and keeps its place', async (platform) => {
    const { main, board, kept } = await withBoard({ platform })
    main.emit('close', {})
    main.emit('closed')
    expect(board.isGone).toBe(true)
    expect(kept.all()).toHaveProperty('board')
  })

  it('[R5] asks first as ever, and leaves the board where the answer is to stay', async () => {
    const { electron, main, board, say } = await withBoard()
    electron.app.answer = 1
    say('trackside:tell', RUN)
    const preventDefault = vi.fn()
    main.emit('close', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    expect(electron.questions).toHaveLength(1)
    expect(board.isGone).toBe(false)
  })

  it('[R5] closing the board asks nothing and ends nothing', async () => {
    const { electron, board, say } = await withBoard()
    say('trackside:tell', RUN)
    const preventDefault = vi.fn()
    board.emit('close', { preventDefault })
    board.emit('closed')
    expect(preventDefault).not.toHaveBeenCalled()
    expect(electron.questions).toEqual([])
    expect(electron.app.quits).toBe(0)
  })

  it('leaves the board on macOS, where the application goes on', async () => {
    const { main, board } = await withBoard({ platform: 'darwin' })
    main.emit('closed')
    expect(board.isGone).toBe(false)
  })
})

describe('the address of a board', () => {
  const port = fc.integer({ min: 1024, max: 65_535 })
  const key = fc.uint8Array({ minLength: 24, maxLength: 24 }).map((bytes) => Buffer.from(bytes).toString('base64url'))

  it('is what the core gives, and its origin', () => {
    fc.assert(
      fc.property(port, key, (number, secret) => {
        expect(boardOrigin(`http://127.0.0.1:${number}/#key=${secret}`)).toBe(`http://127.0.0.1:${number}`)
      }),
    )
  })

  it('is nothing else', () => {
    const near = fc.record({
      scheme: fc.constantFrom('http:', 'https:', 'HTTP:', 'file:', 'app:', 'javascript:', ''),
      host: fc.constantFrom(
        '127.0.0.1',
        'localhost',
        '[::1]',
        '127.1',
        '0x7f.0.0.1',
        '127.0.0.1.',
        'x@127.0.0.1',
        '127.0.0.1@x',
        '192.168.1.20',
      ),
      port: fc.oneof(port.map(String), fc.constantFrom('', '80', '1023', '65536', '99999', '040123', '4012３')),
      path: fc.constantFrom('/', '', '//', '/board', '/?', '/?x=1', '/..', '/%2e'),
      key: fc.oneof(
        key.map((secret) => `#key=${secret}`),
        fc.constantFrom('', '#', '#key=', '#KEY='),
        key.map((secret) => `#key=${secret.slice(1)}`),
        key.map((secret) => `#key=${secret}A`),
        key.map((secret) => `#key=${secret}\n`),
        key.map((secret) => `#key=%41${secret.slice(1)}`),
      ),
    })
    fc.assert(
      fc.property(near, (parts) => {
        const url = `${parts.scheme}//${parts.host}:${parts.port}${parts.path}${parts.key}`
        const isOne =
          parts.scheme === 'http:' &&
          parts.host === '127.0.0.1' &&
          /^[1-9]\d{3,4}$/.test(parts.port) &&
          Number(parts.port) >= 1024 &&
          Number(parts.port) <= 65_535 &&
          parts.path === '/' &&
          /^#key=[\w-]{32}$/.test(parts.key) &&
          !parts.key.endsWith('\n')
        expect(boardOrigin(url) !== undefined, url).toBe(isOne)
      }),
      { numRuns: 2000 },
    )
  })

  it('is no text at all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true })), (text) => {
        expect(boardOrigin(text)).toBeUndefined()
      }),
    )
  })

  it('is one origin’s: no other address is of that board', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), port, (url, number) => {
        expect(isOfBoard(ORIGIN, url)).toBe(false)
        expect(isOfBoard(ORIGIN, `http://127.0.0.1:${number}/`)).toBe(number === 40_123)
      }),
    )
    expect(isOfBoard(ORIGIN, 'http://x@127.0.0.1:40123/')).toBe(false)
    expect(isOfBoard(ORIGIN, 'https://127.0.0.1:40123/')).toBe(false)
  })
})
