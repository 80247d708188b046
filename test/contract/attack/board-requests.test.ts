import { connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { codeAdmission, newBoardCode } from '../../../electron/core/board/board-admission.ts'
import { readBoardPage } from '../../../electron/core/board/board-page.ts'
import { type BoardServer, startBoardServer } from '../../../electron/core/board/board-server.ts'
import { type Board, boardSchema } from '../../../shared/desktop-race-day.ts'
import { APP_WORDS, builtRenderer } from '../../support/board-page.ts'
import { eventually } from '../../support/listen.ts'
import { Heard } from './heard.ts'
import { nastyText } from './json-values.ts'
import { scaled } from './scale.ts'

const NOT_FOR_OTHERS = 'Ridge run of nobody else'
const MOST_WATCHERS = 100

const BOARD: Board = boardSchema.parse({
  event: { name: NOT_FOR_OTHERS, date: '2026-06-06', timeZone: 'UTC' },
  ...{ organisation: 'Sierra Timing', now: '2026-06-06T10:00:00.000Z', connection: 'offline', rows: [], disk: 'ok' },
  isDemo: false,
})

/** Whoever is on the same network, with any program. */
describe('a board on the local network', () => {
  let server: BoardServer
  let code: string
  let heard: Heard
  let clockMs: number

  beforeEach(async () => {
    clockMs = 0
    heard = new Heard()
    code = newBoardCode()
    heard.keepSecret(code, NOT_FOR_OTHERS)
    server = await startBoardServer({
      ...{ page: readBoardPage(builtRenderer()), admission: codeAdmission(code, () => clockMs), host: '127.0.0.1' },
      ...{ names: () => ['127.0.0.1'], board: () => BOARD },
    })
    onTestFinished(() => server.close())
  })

  const origin = () => `http://127.0.0.1:${server.port}`

  /** Bytes as they are, on a connection of their own; what came back until it was quiet or over. */
  function say(bytes: string | Uint8Array): Promise<string> {
    return new Promise((resolve) => {
      const socket = open()
      let text = ''
      const done = () => {
        clearTimeout(timer)
        socket.destroy()
        heard.say(text)
        resolve(text)
      }
      const timer = setTimeout(done, 3000)
      socket.on('data', (data) => {
        text += data.toString('latin1')
        // One answer, as far as its own head says how long it is.
        const [head = '', ...body] = text.split('\r\n\r\n')
        const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? Number.NaN)
        if (body.join('\r\n\r\n').length >= length) done()
      })
      socket.once('close', done)
      socket.write(bytes)
    })
  }

  function open(): Socket {
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => undefined)
    onTestFinished(() => void socket.destroy())
    return socket
  }

  async function enter(key: string): Promise<Response> {
    const headers = { 'content-type': 'application/json', origin: origin() }
    return await fetch(`${origin()}/session`, { method: 'POST', headers, body: JSON.stringify({ key }) })
  }

  async function cookie(): Promise<string> {
    const entered = await enter(code)
    expect(entered.status).toBe(200)
    return entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  async function expectWorks(): Promise<void> {
    expect((await fetch(`${origin()}/`)).status).toBe(200)
  }

  it('whatever the path, method, headers and body: an answer that tells nothing, and it goes on', async () => {
    const text = fc.oneof(nastyText().map(String), fc.string({ unit: 'binary', maxLength: 40 }))
    const path = fc.oneof(
      fc.constantFrom(
        '/',
        '/board',
        '/session',
        '/index.html',
        '/assets/index.js',
        '/../settings.json',
        '//board',
        '*',
      ),
      fc.constantFrom('/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2findex.html', '/board?key=1', `/${'a'.repeat(20_000)}`),
      text.map((one) => `/${one}`),
    )
    const method = fc.oneof(
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'CONNECT', 'PATCH', 'PRI', 'get', ''),
      fc.string({ maxLength: 8 }),
    )
    const header = fc.tuple(
      fc.constantFrom('cookie', 'origin', 'host', 'upgrade', 'connection', 'content-length', 'transfer-encoding'),
      fc.oneof(text, fc.constantFrom('chunked', 'websocket', '-1', '99999999999', '0x10', `trackside_board_${1}=x`)),
    )
    const request = fc.tuple(method, path, fc.array(header, { maxLength: 4 }), fc.boolean(), text)
    await fc.assert(
      fc.asyncProperty(request, async ([verb, where, headers, isOurs, body]) => {
        const host = isOurs ? `Host: 127.0.0.1:${server.port}\r\nOrigin: ${origin()}\r\n` : ''
        const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
        // Closed by who asks: what is told to wait for more must not keep the test.
        const type = 'Content-Type: application/json\r\nConnection: close\r\n'
        const answer = await say(`${verb} ${where} HTTP/1.1\r\n${host}${type}${lines}\r\n${body}\r\n\r\n`)
        expect(answer).not.toContain(APP_WORDS)
        expect(answer).not.toMatch(/^HTTP\/1\.1 5\d\d/)
      }),
      { ...scaled(120), interruptAfterTimeLimit: 8000 },
    )
    await expectWorks()
    heard.expectNoSecret()
  })

  it('what is no HTTP at all ends its own connection and no other', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constantFrom(
        ...[
          '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
          'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
          'GET /',
          'A'.repeat(100_000),
        ],
        ...[
          `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(5000)}\r\n`,
          `GET / HTTP/1.1\r\nx: ${'y'.repeat(1_000_000)}\r\n\r\n`,
        ],
      ),
    )
    const all = fc.sample(bytes, { ...scaled(40) })
    await Promise.all(all.map((one) => say(one)))
    await expectWorks()
    heard.expectNoSecret()
  }, 15_000)

  it('bodies are small, JSON and a key; all others are wrong, and count as guesses', async () => {
    const bodies = ['', '{', '[]', 'null', '{"key":1}', '{"__proto__":{"key":"x"}}', `{"key":"${'x'.repeat(2000)}"}`]
    const told: number[] = []
    for (const body of [...bodies, '['.repeat(900)]) {
      const headers = { 'content-type': 'application/json', origin: origin() }
      told.push((await fetch(`${origin()}/session`, { method: 'POST', headers, body })).status)
    }
    for (const status of told) expect([400, 401, 413]).toContain(status)
    for (let guess = 0; guess < 12; guess += 1) await enter(newBoardCode())
    // Not even the right one, for a minute.
    expect((await enter(code)).status).toBe(429)
    clockMs += 61_000
    expect((await enter(code)).status).toBe(200)
  })

  it('a hundred look on, and one more is told to wait; who leaves makes room; slow ones hold up nobody', async () => {
    const head = { cookie: await cookie() }
    const abort = new AbortController()
    const streams = await Promise.all(
      Array.from({ length: MOST_WATCHERS }, () => fetch(`${origin()}/board`, { headers: head, signal: abort.signal })),
    )
    expect(streams.every(({ status }) => status === 200)).toBe(true)
    const more = await fetch(`${origin()}/board`, { headers: head })
    expect([more.status, await more.json()]).toEqual([503, { error: 'TOO_MANY' }])
    // Bodies that never come, and heads that come letter by letter.
    for (let number = 0; number < 100; number += 1) {
      const begun =
        number % 2 === 0 ? `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${origin()}\r\n` : 'GE'
      open().write(number % 2 === 0 ? `${begun}Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{` : begun)
    }
    await expectWorks()
    server.show(BOARD)
    abort.abort()
    await eventually(() => expect(server.hasWatchers).toBe(false))
    const again = new AbortController()
    const back = await fetch(`${origin()}/board`, { headers: head, signal: again.signal })
    expect(back.status).toBe(200)
    again.abort()
    // Closing waits for none of them.
    await server.close()
    await expect(fetch(`${origin()}/`)).rejects.toThrow()
  }, 15_000)
})
