import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Board } from '../../../shared/desktop-race-day.ts'
import type { BoardAdmission } from './board-admission.ts'
import type { PageFile } from './board-page.ts'

/** Stricter than the windows': it needs no WebAssembly, and no style of its page is inline. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

const MOST_WATCHERS = 100
const MOST_CONNECTIONS = 300
const REQUEST_TIMEOUT_MS = 10_000
/** So long it is waited for who is told that it is over. */
const PARTING_MS = 500
/** One that takes nothing of what it is sent is let go, and asks again. */
const MOST_UNSENT_BYTES = 2_000_000

export interface BoardServerParts {
  readonly page: readonly PageFile[]
  readonly admission: BoardAdmission
  /** Where it listens. */
  readonly host: '127.0.0.1' | '0.0.0.0'
  /** The names of this computer by which it may be asked for. */
  readonly names: () => readonly string[]
  readonly board: () => Board | undefined
}

export interface BoardServer {
  readonly port: number
  readonly hasWatchers: boolean
  /** Shows the board as it is now to who watches. */
  show(board: Board): void
  /** Tells them that it is over. */
  close(): Promise<void>
}

/** Serves one board to be looked at, and nothing else: of what is sent to it, it reads a key or code and no more. */
export async function startBoardServer(parts: BoardServerParts): Promise<BoardServer> {
  const watchers = new Set<PassThrough>()
  const app = Fastify({
    logger: false,
    bodyLimit: 1000,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
  })
  app.server.maxConnections = MOST_CONNECTIONS
  const portOf = () => (app.server.address() as AddressInfo).port
  await app.register(cookie)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    if (isOurs(request, parts.names(), portOf())) return undefined
    return reply.code(403).send({ error: 'NOT_HERE' })
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'NOT_FOUND' }))
  // What went wrong is for the log of nobody else.
  app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ error: 'FAILED' }),
  )
  registerPage(app, parts.page)
  registerSession(app, parts.admission, portOf)
  registerStream(app, parts, watchers, portOf)
  await app.listen({ host: parts.host, port: 0 })
  return {
    port: portOf(),
    get hasWatchers() {
      return watchers.size > 0
    },
    show(board) {
      const text = boardEvent(board)
      for (const watcher of watchers) send(watcher, text)
    },
    async close() {
      const told = [...watchers].map((watcher) => new Promise((done) => watcher.once('close', done)))
      for (const watcher of watchers) watcher.end('event: over\ndata: {}\n\n')
      await Promise.race([Promise.all(told), new Promise((done) => setTimeout(done, PARTING_MS))])
      await app.close()
    },
  }
}

function registerPage(app: FastifyInstance, page: readonly PageFile[]): void {
  for (const { path, type, body } of page) app.get(path, (_request, reply) => reply.type(type).send(body))
}

function registerSession(app: FastifyInstance, admission: BoardAdmission, port: () => number): void {
  app.get('/session', (request) => ({ asks: admission.asks, admitted: isAdmitted(request, admission, port()) }))
  app.post('/session', async (request, reply) => {
    const body = z.object({ key: z.string().max(200) }).safeParse(request.body)
    const admitted = admission.admit(body.success ? body.data.key : '', request.ip)
    switch (admitted.status) {
      case 'admitted':
        return reply
          .setCookie(cookieName(port()), admitted.cookie, { httpOnly: true, sameSite: 'strict', path: '/' })
          .send({})
      case 'wait':
        return reply
          .code(429)
          .header('retry-after', admitted.seconds)
          .send({ error: 'WAIT', seconds: admitted.seconds })
      case 'wrong':
        return reply.code(401).send({ error: 'WRONG' })
    }
  })
}

function registerStream(
  app: FastifyInstance,
  { admission, board }: BoardServerParts,
  watchers: Set<PassThrough>,
  port: () => number,
): void {
  app.get('/board', async (request, reply) => {
    if (!isAdmitted(request, admission, port())) return reply.code(401).send({ error: 'NOT_ADMITTED' })
    const now = board()
    if (now === undefined) return reply.code(410).send({ error: 'OVER' })
    if (watchers.size >= MOST_WATCHERS) return reply.code(503).send({ error: 'TOO_MANY' })
    const watcher = new PassThrough()
    watchers.add(watcher)
    watcher.once('close', () => watchers.delete(watcher))
    watcher.on('error', () => watcher.destroy())
    send(watcher, `retry: 1000\n${boardEvent(now)}`)
    return reply.type('text/event-stream').send(watcher)
  })
}

function boardEvent(board: Board): string {
  return `event: board\ndata: ${JSON.stringify(board)}\n\n`
}

function send(watcher: PassThrough, text: string): void {
  if (watcher.writableLength + watcher.readableLength > MOST_UNSENT_BYTES) watcher.destroy()
  else watcher.write(text)
}

function isAdmitted(request: FastifyRequest, admission: BoardAdmission, port: number): boolean {
  return admission.admits(request.cookies[cookieName(port)])
}

/** Cookies don't know ports: other boards of this computer have theirs. */
function cookieName(port: number): string {
  return `trackside_board_${port}`
}

/** DNS rebinding and other sites' pages: the name asked for must be this computer's, and so must the asking page. */
function isOurs({ headers, method }: FastifyRequest, names: readonly string[], port: number): boolean {
  const { host, origin, upgrade } = headers
  if (host === undefined || !names.some((name) => host === `${name}:${port}`)) return false
  return origin === undefined ? method === 'GET' && upgrade === undefined : origin === `http://${host}`
}
