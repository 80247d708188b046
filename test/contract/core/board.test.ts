import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { createParser } from 'eventsource-parser'
import { expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { Boards, type BoardsParts } from '../../../electron/core/board/boards.ts'
import { desktopCalls, type Push } from '../../../shared/desktop-api.ts'
import { type Board, boardSchema } from '../../../shared/desktop-race-day.ts'
import { eventIdSchema } from '../../../shared/records/scalars.ts'
import { APP_WORDS, builtRenderer } from '../../support/board-page.ts'
import { eventually } from '../../support/listen.ts'
import { put, SIERRA_ID, sierraBox, sierraEvent, uuid } from '../../support/sample-records.ts'
import { startTestCloud } from '../../support/test-cloud.ts'
import { openSierraDesk } from '../../support/test-desk.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openSignedIn } from '../../support/test-window.ts'

const EVENT_ID = eventIdSchema.parse(uuid('e', 1))
const OTHER_ID = eventIdSchema.parse(uuid('e', 2))

/** Sierra's boards, of two events, with box 1 at the first one's finish. */
function someBoards(part: Partial<BoardsParts> = {}) {
  const common = { organisationId: SIERRA_ID, raceId: uuid('e', 10) }
  const test = openSierraDesk(testFolder(), [
    put('event', sierraEvent()),
    put('event', { ...sierraEvent(), id: OTHER_ID, name: 'Night run' }),
    put('race', { id: uuid('e', 10), organisationId: SIERRA_ID, eventId: EVENT_ID, name: '10 km' }),
    put('checkpoint', { id: uuid('e', 23), ...common, name: 'FINISH', kind: 'FINISH' }),
    put('box', sierraBox(1, { notes: 'only for us' })),
    put('box', sierraBox(2)),
    put('assignment', {
      ...{ id: uuid('b', 1), boxId: uuid('b', 1), organisationId: SIERRA_ID, eventId: EVENT_ID, backup: false },
      checkpointIds: [uuid('e', 23)],
    }),
  ])
  const clock = { ms: 0 }
  const faults: unknown[] = []
  const boards = new Boards({
    ...{ desk: test.desk, isOnline: () => false, links: () => [], live: () => undefined, alarms: () => [] },
    ...{
      rendererDir: builtRenderer(),
      isDemo: false,
      localAddresses: () => ['127.0.0.1'],
      monotonicMs: () => clock.ms,
    },
    onFault: (_where, error) => faults.push(error),
    ...part,
  })
  onTestFinished(async () => {
    await boards.close()
    test.close()
    expect(faults).toEqual([])
  })
  const shared = () => {
    const push: Push = boards.snapshot()
    if (push.push !== 'board-sharing' || push.shared === undefined) throw new Error('not shared')
    return { ...push.shared, port: Number(new URL(push.shared.urls[0] ?? '').port) }
  }
  return { boards, test, clock, shared }
}

interface Asked {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

interface Answer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly text: string
}

/** Plain HTTP, so that path, Host and Origin can be anything. */
function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    asking.on('error', reject)
    asking.end(body)
  })
}

function enter(port: number, key: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(port, '/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}`, ...headers },
    body: JSON.stringify({ key }),
  })
}

function cookieOf({ headers }: Answer): string {
  return String(headers['set-cookie']?.[0]).split(';')[0] ?? ''
}

/** Opens the board of a link, as its page does. */
async function opened(boards: Boards) {
  const { port: text, hash } = new URL(await boards.link(EVENT_ID))
  const port = Number(text)
  const answer = await enter(port, hash.slice('#key='.length))
  expect(answer.status).toBe(200)
  return { port, answer, cookie: cookieOf(answer) }
}

/** Follows the stream until it ends. */
async function follow(port: number, cookie: string) {
  const response = await fetch(`http://127.0.0.1:${port}/board`, { headers: { cookie } })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const boards: Board[] = []
  const state = { over: false, ended: false }
  const parser = createParser({
    onEvent({ event, data }) {
      if (event === 'over') state.over = true
      else boards.push(boardSchema.strict().parse(JSON.parse(data)))
    },
  })
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }))
  }
  void read()
    .catch(() => undefined)
    .finally(() => {
      state.ended = true
    })
  return { boards, state }
}

it('a link opens the board once, for a cookie that scripts can’t read and that ends with the browser', async () => {
  const { boards } = someBoards()
  const url = new URL(await boards.link(EVENT_ID))
  expect(url.origin + url.pathname).toBe(`http://127.0.0.1:${url.port}/`)
  expect(url.search).toBe('')
  const port = Number(url.port)
  const key = url.hash.slice('#key='.length)
  expect(JSON.parse((await ask(port, '/session')).text)).toEqual({ asks: 'link', admitted: false })
  const answer = await enter(port, key)
  const cookie = String(answer.headers['set-cookie'])
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Strict/)
  expect(cookie).not.toMatch(/Max-Age|Expires|Domain/)
  expect((await enter(port, key)).status).toBe(401)
  const session = await ask(port, '/session', { headers: { cookie: cookieOf(answer) } })
  expect(JSON.parse(session.text)).toEqual({ asks: 'link', admitted: true })
  const { boards: seen } = await follow(port, cookieOf(answer))
  await eventually(() => expect(seen[0]?.rows.map(({ serial }) => serial)).toEqual(['CLBX30201']))
})

it('[F1] shows what changes, without internet, at most with each tick', async () => {
  const { boards, test } = someBoards()
  const { port, cookie } = await opened(boards)
  const { boards: seen } = await follow(port, cookie)
  await eventually(() => expect(seen).toHaveLength(1))
  expect(seen[0]?.connection).toBe('offline')
  test.desk.give([
    {
      type: 'assignBox',
      args: { boxId: uuid('b', 2), eventId: EVENT_ID, checkpointIds: [uuid('e', 23)], backup: true },
    },
  ])
  boards.tick()
  await eventually(() => expect(seen[1]?.rows.map(({ serial }) => serial)).toEqual(['CLBX30201', 'CLBX30202']))
  expect(seen[1]?.rows[1]).toMatchObject({ checkpoint: 'FINISH', backup: true })
})

it('serves the page’s files and nothing else of the program, with a cookie or without', async () => {
  const { boards } = someBoards()
  const { port, cookie } = await opened(boards)
  const page = await ask(port, '/')
  expect(page.text).toContain('<title>Board</title>')
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
  expect(page.headers['access-control-allow-origin']).toBeUndefined()
  for (const path of ['/assets/board.js', '/assets/shared.js', '/assets/board.css']) {
    expect((await ask(port, path)).status).toBe(200)
  }
  const paths = [
    ...['/index.html', '/board.html', '/assets/index.js', '/assets/', '/manifest.json', '/.vite/manifest.json'],
    ...['/core', '/core/', '/boards', '/board/', '/board/../core', '/session/1', '/v0', '/v1/changes', '/favicon.ico'],
    ...['/../index.html', '/%2e%2e/index.html', '/assets/..%2findex.html', '/assets/%2e%2e/manifest.json', '//core'],
    ...['/__proto__', '/constructor', '/assets/board.js/', '/assets/board.js%00', `/${EVENT_ID}`, '/passings'],
    ...Object.keys(desktopCalls).map((call) => `/${call}`),
    ...readdirSync('shared').map((name) => `/shared/${name}`),
  ]
  for (const path of paths) {
    for (const headers of [{}, { cookie }]) {
      const answer = await ask(port, path, { headers })
      expect([path, answer.status]).toEqual([path, path.includes('%00') ? expect.any(Number) : 404])
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.text).not.toContain(APP_WORDS)
    }
  }
})

it('takes no call, message or other method, whatever it is sent', async () => {
  const { boards, test } = someBoards()
  const { port, cookie } = await opened(boards)
  const origin = `http://127.0.0.1:${port}`
  const before = JSON.stringify([...test.desk.replica.everything()])
  const json = { cookie, origin, 'content-type': 'application/json' }
  for (const call of Object.keys(desktopCalls)) {
    const body = JSON.stringify({ id: 1, call, args: {} })
    for (const path of ['/', '/board', '/core', `/${call}`]) {
      expect((await ask(port, path, { method: 'POST', headers: json, body })).status).toBe(404)
    }
    // What isn't a key is a wrong one.
    expect((await ask(port, '/session', { method: 'POST', headers: json, body })).status).toBe(401)
  }
  for (const method of ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']) {
    for (const path of ['/', '/board', '/session', '/assets/board.js']) {
      expect((await ask(port, path, { method, headers: { cookie, origin } })).status).toBe(404)
    }
  }
  const large = JSON.stringify({ key: 'x'.repeat(2000) })
  expect((await ask(port, '/session', { method: 'POST', headers: json, body: large })).status).toBe(413)
  expect((await ask(port, '/session', { method: 'POST', headers: json, body: '{' })).status).toBe(400)
  for (const path of ['/core', '/board', '/'])
    expect(await openSocket(`ws://127.0.0.1:${port}${path}`, { cookie, origin })).not.toBe('open')
  expect(JSON.stringify([...test.desk.replica.everything()])).toBe(before)
})

/** @returns `open`, or the status that refused it */
function openSocket(url: string, headers: Record<string, string>): Promise<number | 'open' | 'failed'> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers })
    socket.on('open', () => {
      socket.terminate()
      resolve('open')
    })
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('error', () => resolve('failed'))
  })
}

it('lets out the facts of the board and no others', async () => {
  const { boards } = someBoards()
  const { port, cookie } = await opened(boards)
  const { boards: seen } = await follow(port, cookie)
  await eventually(() => expect(seen).toHaveLength(1))
  const text = JSON.stringify(seen[0])
  for (const secret of [
    'only for us',
    uuid('b', 1),
    SIERRA_ID,
    EVENT_ID,
    'Night run',
    'CLBX30202',
    'Ana',
    'sierra.example',
  ]) {
    expect(text).not.toContain(secret)
  }
})

it('answers nobody who asks for another host, or from another site’s page', async () => {
  const { boards } = someBoards()
  const { port, cookie } = await opened(boards)
  const key = new URL(await boards.link(EVENT_ID)).hash.slice('#key='.length)
  for (const host of [`evil.example:${port}`, '127.0.0.1:1', '127.0.0.1', `localhost:${port}`, `0.0.0.0:${port}`]) {
    for (const path of ['/', '/board', '/session', '/assets/board.js']) {
      expect((await ask(port, path, { headers: { host, cookie } })).status).toBe(403)
    }
  }
  for (const origin of ['http://evil.example', 'null', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`]) {
    expect((await ask(port, '/board', { headers: { origin, cookie } })).status).toBe(403)
    expect((await enter(port, key, { origin })).status).toBe(403)
  }
  expect((await enter(port, key)).status).toBe(200)
})

it('each board has its own cookie: one event’s opens no other’s', async () => {
  const { boards } = someBoards()
  const { port, cookie } = await opened(boards)
  const other = Number(new URL(await boards.link(OTHER_ID)).port)
  expect(other).not.toBe(port)
  expect((await ask(other, '/board', { headers: { cookie } })).status).toBe(401)
  const renamed = cookie.replace(String(port), String(other))
  expect((await ask(other, '/board', { headers: { cookie: renamed } })).status).toBe(401)
})

it('the network’s board is off until it is switched on, opens by its code, and ends with it', async () => {
  const { boards, test, shared } = someBoards()
  expect(boards.snapshot()).toEqual({ push: 'board-sharing' })
  expect(await boards.share(EVENT_ID, true)).toBe('done')
  const { port, code, urls, eventId } = shared()
  expect(eventId).toBe(EVENT_ID)
  expect(urls).toEqual([`http://127.0.0.1:${port}/`])
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
  expect(test.pushed.at(-1)).toEqual(boards.snapshot())
  expect((await ask(port, '/board')).status).toBe(401)
  expect((await enter(port, 'WRONGC0DE')).status).toBe(401)
  const answer = await enter(port, `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`)
  expect(answer.status).toBe(200)
  const { boards: seen, state } = await follow(port, cookieOf(answer))
  await eventually(() => expect(seen).toHaveLength(1))

  // Twice on is once on, and another one's off isn't this one's.
  expect(await boards.share(EVENT_ID, true)).toBe('done')
  expect(await boards.share(OTHER_ID, false)).toBe('done')
  expect(shared().code).toBe(code)

  expect(await boards.share(EVENT_ID, false)).toBe('done')
  expect(test.pushed.at(-1)).toEqual({ push: 'board-sharing' })
  await eventually(() => expect(state).toEqual({ over: true, ended: true }))
  await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED')
  await boards.share(EVENT_ID, true)
  expect(shared().code).not.toBe(code)
  expect((await enter(shared().port, code)).status).toBe(401)
})

it('another event takes the network’s board over', async () => {
  const { boards, shared } = someBoards()
  await boards.share(EVENT_ID, true)
  const before = shared()
  await Promise.all([boards.share(OTHER_ID, true), boards.share(OTHER_ID, true)])
  expect(shared().eventId).toBe(OTHER_ID)
  expect(shared().code).not.toBe(before.code)
  await expect(ask(before.port, '/')).rejects.toThrow('ECONNREFUSED')
})

it('few guesses at the code', async () => {
  const { boards, shared, clock } = someBoards()
  await boards.share(EVENT_ID, true)
  const { port, code } = shared()
  for (let tries = 0; tries < 10; tries += 1) expect((await enter(port, '00000000')).status).toBe(401)
  const waits = await enter(port, code)
  expect(waits.status).toBe(429)
  expect(waits.headers['retry-after']).toBe('60')
  expect(JSON.parse(waits.text)).toEqual({ error: 'WAIT', seconds: 60 })
  clock.ms += 60_000
  expect((await enter(port, code)).status).toBe(200)
})

it('without a network there is nothing to switch on; its addresses follow the networks', async () => {
  const addresses: string[] = []
  const { boards, test, shared } = someBoards({ localAddresses: () => addresses })
  expect(await boards.share(EVENT_ID, true)).toBe('no-network')
  expect(boards.snapshot()).toEqual({ push: 'board-sharing' })
  addresses.push('127.0.0.1')
  await boards.share(EVENT_ID, true)
  addresses.push('192.168.1.7')
  boards.tick()
  expect(test.pushed.at(-1)).toEqual(boards.snapshot())
  expect(shared().urls).toHaveLength(2)
  expect((await ask(shared().port, '/', { headers: { host: `192.168.1.7:${shared().port}` } })).status).toBe(200)
  expect((await ask(shared().port, '/', { headers: { host: `192.168.1.8:${shared().port}` } })).status).toBe(403)
})

it('a board ends when its event is archived', async () => {
  const { boards, test } = someBoards()
  const { port, cookie } = await opened(boards)
  await boards.share(EVENT_ID, true)
  const { state } = await follow(port, cookie)
  test.desk.give([{ type: 'releaseBox', args: { boxId: uuid('b', 1) } }])
  test.receive([put('event', { ...sierraEvent(), archivedAt: '2026-06-06T10:00:00.000Z' })])
  boards.tick()
  await eventually(() => expect(state).toEqual({ over: true, ended: true }))
  await eventually(() => expect(boards.snapshot()).toEqual({ push: 'board-sharing' }))
  await expect(boards.link(EVENT_ID)).rejects.toThrow('NOT_FOUND')
  await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED')
})

it('closing ends all boards, also where somebody takes nothing of what is sent', async () => {
  const { boards, shared } = someBoards()
  const { port, cookie } = await opened(boards)
  await boards.share(EVENT_ID, true)
  const stuck = connect(port, '127.0.0.1')
  stuck.write(`GET /board HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`)
  stuck.pause()
  onTestFinished(() => void stuck.destroy())
  stuck.on('error', () => undefined)
  await follow(port, cookie)
  const { port: other } = shared()
  await boards.close()
  await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED')
  await expect(ask(other, '/')).rejects.toThrow('ECONNREFUSED')
  await expect(boards.link(EVENT_ID)).rejects.toThrow('nobody is signed in')
})

it('signing out ends the boards of a whole laptop; a role that may only look shares none', async () => {
  const cloud = await startTestCloud()
  onTestFinished(() => cloud.end())
  const surroundings = { rendererDir: builtRenderer(), demoAccounts: [], localAddresses: () => ['127.0.0.1'] }
  const timer = await openSignedIn(testFolder(), cloud.url, 'timer@sierra.example', surroundings)
  onTestFinished(() => timer.stop())
  const eventId = timer.all('event')[0]?.id
  if (eventId === undefined) throw new Error('no event')
  const url = new URL((await timer.call('boardLink', { eventId })).url)
  const port = Number(url.port)
  const { boards: seen, state } = await follow(port, cookieOf(await enter(port, url.hash.slice('#key='.length))))
  // It is shown anew every second, by the laptop's own tick.
  await eventually(() => expect(seen.length).toBeGreaterThan(2))
  expect(seen[0]).toMatchObject({ organisation: 'Sierra Timing', connection: 'online', disk: 'ok', isDemo: true })
  expect(await timer.call('shareBoard', { eventId, on: true })).toEqual({ status: 'done' })
  await timer.call('signOut', {})
  await eventually(() => expect(state).toEqual({ over: true, ended: true }))
  await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED')

  const viewer = await openSignedIn(testFolder(), cloud.url, 'viewer@sierra.example', surroundings)
  onTestFinished(() => viewer.stop())
  await expect(viewer.call('shareBoard', { eventId, on: true })).rejects.toThrow('shareBoard: FORBIDDEN')
  expect((await viewer.call('boardLink', { eventId })).url).toMatch(/^http:\/\/127\.0\.0\.1:/)
}, 120_000)
